/**
 * The bias of a convolutional network: what belongs together lies together, and means the same wherever it lies. Four kinds of
 * strokes are drawn somewhere on a small noisy picture. A convolutional network and a multilayer perceptron learn to tell them
 * apart, once from the pictures and once from the same pictures with their pixels in another order, the same order for all. Nothing
 * is lost by that, and to the perceptron, for which a pixel is a pixel, nothing changes; the network of filters looks for
 * neighbours that are none.
 */
import {
  distinctWeights,
  initialize,
  Linear,
  Module,
  named,
  normal,
  Padded,
  Pass,
  parameter,
  releaseModel,
} from "tenon/nn";
import { adamW } from "tenon/optim";
import {
  crossEntropy,
  fromData,
  Generator,
  ids,
  keep,
  noGrad,
  ops,
  rand,
  randn,
  release,
  scope,
  type Tensor,
} from "tenon/tensor";
import { Loss, learner } from "tenon/training";

const SIDE = 12;
const LENGTH = 6;
const NOISE = 0.3;
/** Pixels from one point of a stroke to the next, down and to the right. */
const STROKES = [[0, 1], [1, 0], [1, 1], [1, -1]] as const; // biome-ignore format: a table

/** n pictures [n, SIDE * SIDE] and their kinds [n]: a stroke of six pixels at a random place, and noise of deviation 0.3. */
export function draw(n: number, generator: Generator): { pictures: Tensor; kinds: Tensor } {
  const places = scope(() => rand([n, 2], { generator }).numbers());
  const ink = new Float32Array(n * SIDE * SIDE);
  const kinds = Array.from({ length: n }, (_, i) => i % STROKES.length);
  for (const [i, kind] of kinds.entries()) {
    const [down, right] = STROKES[kind]!;
    const first = (step: number, random: number) => {
      const span = Math.abs(step) * (LENGTH - 1);
      return Math.floor(random * (SIDE - span)) + (step < 0 ? span : 0);
    };
    const [row, column] = [first(down, places[2 * i]!), first(right, places[2 * i + 1]!)];
    for (let k = 0; k < LENGTH; k++) ink[(i * SIDE + row + k * down) * SIDE + column + k * right] = 1;
  }
  const noise = randn([n, SIDE * SIDE], NOISE, { generator });
  return { pictures: fromData(ink, [n, SIDE * SIDE]).add(noise), kinds: ids(kinds) };
}

/** Filters of 3 x 3 pixels: [n, from, h, w] -> [n, to, h - 2, w - 2]. */
class Filters extends Module {
  weight: Tensor; // [to, from, 3, 3]

  constructor(from: number, to: number) {
    super();
    this.weight = parameter([to, from, 3, 3], normal((2 / (9 * from)) ** 0.5));
  }
  protected forward(x: Tensor, pass: Pass): Tensor {
    return ops.aten.conv2d.default(x, this.read("weight", this.weight, pass));
  }
}

/** Two layers of filters; of each of the second the most that it finds anywhere. */
class Convolutional extends Module {
  readonly fine = new Filters(1, 8);
  readonly coarse = new Filters(8, 16);
  readonly head = new Linear(16, STROKES.length, { bias: true });

  protected forward(x: Tensor, pass: Pass): Tensor {
    const fine = this.fine.call(x.reshape([-1, 1, SIDE, SIDE]), pass).relu(); // [n, 8, 10, 10]
    const coarse = this.coarse.call(fine, pass).relu(); // [n, 16, 8, 8]
    return this.head.call(coarse.reshape([x.shape[0]!, 16, -1]).max(-1), pass); // [n, 4]
  }
}

/** One hidden layer over all pixels. */
class Perceptron extends Module {
  readonly hidden = new Linear(SIDE * SIDE, 128, { bias: true });
  readonly head = new Linear(128, STROKES.length, { bias: true });

  protected forward(x: Tensor, pass: Pass): Tensor {
    return this.head.call(this.hidden.call(x, pass).relu(), pass); // [n, 4]
  }
}

export const networks = { convolutional: () => new Convolutional(), perceptron: () => new Perceptron() };

/**
 * Trains a network on pictures that are drawn anew at every step, and returns the share of 4,000 others that it tells right.
 * `shuffled`: the pixels of all pictures stand in another order, one for a seed.
 */
export function accuracy(
  network: keyof typeof networks,
  options: { seed: number; shuffled: boolean; steps: number },
): number {
  const { seed, shuffled, steps } = options;
  const generator = new Generator(seed);
  const order = scope(() => keep(ops.aten.randperm.generator(SIDE * SIDE, { generator })));
  const model = initialize(named(networks[network]()), seed);
  const learn = learner(adamW(distinctWeights(model), { lr: 3e-3, weightDecay: 0 }));
  const logits = (pictures: Tensor) =>
    model.call(shuffled ? pictures.indexSelect(1, order) : pictures, new Pass({ layout: new Padded([1]) }));
  for (let step = 0; step < steps; step++) {
    learn.step(() => {
      const { pictures, kinds } = draw(64, generator);
      return Loss.once(crossEntropy(logits(pictures), kinds));
    });
  }
  const { pictures, kinds } = draw(4000, new Generator(1000 + seed));
  const right = noGrad(() => scope(() => logits(pictures).argmax(-1).eq(kinds).to("float32").mean().item()));
  learn.end();
  releaseModel(model);
  release(order, pictures, kinds);
  return right;
}

if (process.argv[1] === import.meta.filename) {
  for (const network of ["convolutional", "perceptron"] as const)
    for (const shuffled of [false, true]) {
      const right = accuracy(network, { seed: 1, shuffled, steps: 250 });
      console.log(
        `${network}, pixels ${shuffled ? "in another order" : "as they are"}: ${(100 * right).toFixed(1)} % right`,
      );
    }
}
