/**
 * Two biases about order. To a Transformer without positions a text is a set: put the tokens in another order, and the same vectors
 * come out in that order,
 *
 *     f(P x) = P f(x)          for every permutation P, without a causal mask
 *
 * for attention is a sum over all tokens and everything else looks at one token alone. A recurrent network reads from left to right,
 * and so can learn what depends on the order; a bag of words cannot, and loses nothing when the words are shuffled.
 */
import {
  Attention,
  activations,
  all,
  causal,
  distinctWeights,
  Embedding,
  initialize,
  LayerNorm,
  Linear,
  MLP,
  Module,
  named,
  Padded,
  Pass,
  PreNormBlock,
  Recurrent,
  releaseModel,
  SinusoidalPositions,
  setWeights,
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
  scope,
  type Tensor,
} from "tenon/tensor";
import { Loss, learner } from "tenon/training";

const WIDTH = 32;

/** Two blocks; `positions` adds sinusoids first, `looksBack` lets a token see only those before it. */
class Transformer extends Module {
  readonly positions: SinusoidalPositions | undefined;
  readonly blocks: readonly PreNormBlock[];

  constructor({ positions = false, looksBack = false }) {
    super();
    this.positions = positions ? new SinusoidalPositions() : undefined;
    this.blocks = [0, 1].map(() => {
      const norm = () => new LayerNorm(WIDTH, 1e-5);
      const attention = new Attention({
        width: WIDTH,
        heads: 4,
        kvHeads: 4,
        score: { sight: looksBack ? causal : all },
      });
      const mlp = new MLP(WIDTH, 4 * WIDTH, activations.gelu);
      return new PreNormBlock({ mixerNorm: norm(), mixer: attention, mlpNorm: norm(), mlp });
    });
  }
  protected forward(x: Tensor, pass: Pass): Tensor {
    const placed = this.positions?.call(x, pass) ?? x;
    return this.blocks.reduce((y, block) => block.call(y, pass), placed); // [B, T, WIDTH]
  }
}

/** The largest element of f(P x) - P f(x) over random weights, 12 random vectors and a random order of them, in float64. */
export function equivarianceApart(seed: number, options: { positions?: boolean; looksBack?: boolean } = {}): number {
  const model = initialize(named(new Transformer(options)), seed);
  const exact = [...distinctWeights(model)].map(([path, weight]) => [path, keep(weight.to("float64"))] as const);
  setWeights(model, new Map(exact));
  const apart = noGrad(() =>
    scope(() => {
      const generator = new Generator(seed);
      const x = randn([1, 12, WIDTH], 1, { dtype: "float64", generator });
      const order = ops.aten.randperm.generator(12, { generator });
      const f = (tokens: Tensor) => model.call(tokens, new Pass({ layout: new Padded([12]) }));
      return f(x.indexSelect(1, order)).sub(f(x).indexSelect(1, order)).abs().max().item();
    }),
  );
  releaseModel(model);
  return apart;
}

const TOKENS = 12;
const LENGTH = 10;

/**
 * Rows of ten tokens [n, 10] and what is asked of them [n]. "order": a 0 and a 1 stand somewhere among others; does the 0 come first?
 * "content": are more than half of the tokens below 7?
 */
function rows(task: Task, n: number, generator: Generator): { x: Tensor; y: Tensor } {
  const random = scope(() => rand([n, LENGTH + 2], { generator }).numbers());
  const x = new BigInt64Array(n * LENGTH);
  const y = Array.from({ length: n }, (_, i) => {
    const drawn = random.slice(i * (LENGTH + 2), (i + 1) * (LENGTH + 2));
    const row = drawn.slice(2).map((value) => 2 + Math.floor(value * (TOKENS - 2)));
    const zero = Math.floor(drawn[0]! * LENGTH);
    const one = (zero + 1 + Math.floor(drawn[1]! * (LENGTH - 1))) % LENGTH;
    if (task === "order") [row[zero], row[one]] = [0, 1];
    x.set(row.map(BigInt), i * LENGTH);
    return Number(task === "order" ? zero < one : row.filter((token) => token < 7).length > LENGTH / 2);
  });
  return { x: fromData(x, [n, LENGTH]), y: ids(y) };
}

type Task = "order" | "content";

/** Reads from left to right and answers at the end. */
class Reader extends Module {
  readonly embed = new Embedding(TOKENS, WIDTH);
  readonly layer = new Recurrent({ cell: "gru", width: WIDTH });
  readonly head = new Linear(WIDTH, 2, { bias: true });

  protected forward(x: Tensor, pass: Pass): Tensor {
    const states = this.layer.call(this.embed.call(x, pass), pass); // [n, T, WIDTH]
    return this.head.call(states.select(1, LENGTH - 1), pass); // [n, 2]
  }
}

/** Adds up the words and answers by the sum. */
class Bag extends Module {
  readonly embed = new Embedding(TOKENS, WIDTH);
  readonly mlp = new MLP(WIDTH, 4 * WIDTH, activations.gelu);
  readonly head = new Linear(WIDTH, 2, { bias: true });

  protected forward(x: Tensor, pass: Pass): Tensor {
    return this.head.call(this.mlp.call(this.embed.call(x, pass).mean(1), pass), pass); // [n, 2]
  }
}

export const readers = { recurrent: () => new Reader(), bag: () => new Bag() };

/** Trains on rows drawn anew at every step; the share of 2,000 others answered right, as they are and with their tokens shuffled. */
export function answers(
  reader: keyof typeof readers,
  task: Task,
  seed: number,
  steps = 300,
): { right: number; shuffled: number } {
  const generator = new Generator(seed);
  const model = initialize(named(readers[reader]()), seed);
  const learn = learner(adamW(distinctWeights(model), { lr: 3e-3, weightDecay: 0 }), { clip: 1 });
  const call = (x: Tensor) => model.call(x, new Pass({ layout: new Padded(Array<number>(x.shape[0]!).fill(LENGTH)) }));
  for (let step = 0; step < steps; step++)
    learn.step(() => {
      const { x, y } = rows(task, 64, generator);
      return Loss.once(crossEntropy(call(x), y));
    });
  const result = noGrad(() =>
    scope(() => {
      const { x, y } = rows(task, 2000, generator);
      const order = ops.aten.argsort.default(rand([2000, LENGTH], { generator }), 1);
      const right = (tokens: Tensor) => call(tokens).argmax(-1).eq(y).to("float32").mean().item();
      return { right: right(x), shuffled: right(x.gather(1, order)) };
    }),
  );
  learn.end();
  releaseModel(model);
  return result;
}

if (process.argv[1] === import.meta.filename) {
  for (const options of [{}, { positions: true }, { looksBack: true }]) {
    const apart = equivarianceApart(1, options);
    console.log(`Transformer ${JSON.stringify(options)}: f(P x) - P f(x) is ${apart.toExponential(1)} at most`);
  }
  for (const task of ["order", "content"] as const)
    for (const reader of ["recurrent", "bag"] as const) {
      const { right, shuffled } = answers(reader, task, 1);
      console.log(`${task}, ${reader}: ${(100 * right).toFixed(1)} % right, shuffled ${(100 * shuffled).toFixed(1)} %`);
    }
}
