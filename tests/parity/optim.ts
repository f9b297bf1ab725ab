/** The trajectories of `tools/optim_parity.py`, run again by our optimizers. */
import { z } from "zod";
import {
  adamW,
  clipGradNorm,
  cosine,
  muon,
  type Optimizer,
  type Parameters,
  scheduled,
  sgd,
} from "../../src/optim/index.ts";
import { fromData, keep, scope, type Tensor } from "../../src/tensor/index.ts";
import { fixture, packed } from "../fixtures.ts";

const array = packed("float32");
const Point = z.strictObject({ w: array, b: array });
const TrajectoriesFixture = z.strictObject({
  x: array,
  y: array,
  w: array,
  b: array,
  runs: z.record(z.string(), z.array(Point)),
});
/** The two parameters at one step. */
type Values = Readonly<Record<"w" | "b", { readonly data: ArrayLike<number> }>>;
interface Recipe {
  readonly make: (parameters: Parameters) => Optimizer;
  readonly schedule?: (step: number) => number;
  readonly clip?: number;
  /** Largest distance from the reference, 1e-6 unless said otherwise, and over how many points. */
  readonly bar?: number;
  readonly points?: number;
}

const STEPS = 100;
const EVERY = 10;

/** Our settings for each run of the fixture. */
function recipes({ weightDecay = 0.1 } = {}): Readonly<Record<string, Recipe>> {
  const none = { weightDecay: 0 };
  return {
    adamw: { make: (p) => adamW(p, { lr: 0.02, betas: [0.9, 0.99], weightDecay }) },
    adam: { make: (p) => adamW(p, { lr: 0.02, ...none }) },
    "adamw, fused, falling rate": {
      make: (p) => adamW(p, { lr: 0.02, weightDecay: 0.05 }),
      schedule: cosine({ steps: STEPS }),
    },
    "adamw, clipped": { make: (p) => adamW(p, { lr: 0.02 }), clip: 0.1 },
    sgd: { make: (p) => sgd(p, { lr: 0.2 }) },
    "sgd, momentum": { make: (p) => sgd(p, { lr: 0.1, momentum: 0.9, weightDecay: 0.01 }) },
    "sgd, nesterov": { make: (p) => sgd(p, { lr: 0.1, momentum: 0.9, nesterov: true }) },
    // Its iterations are in bfloat16, whose roundings differ between builds and grow.
    muon: { make: (p) => muon([...p].slice(0, 1), { lr: 0.02, weightDecay: 0.1 }), bar: 0.02, points: 1 },
  };
}

/** For each optimizer: where ours goes, where torch.optim went, and how far apart the two may be. */
export function* trajectories(
  change: { weightDecay?: number } = {},
): Iterable<[name: string, { ours: () => Values[]; theirs: readonly Values[]; bar: number }]> {
  const given = fixture("optim/trajectories.json.gz", TrajectoriesFixture);
  const ours = recipes(change);
  for (const [name, theirs] of Object.entries(given.runs)) {
    const recipe = ours[name]!;
    const compared = theirs.slice(0, recipe.points);
    yield [name, { ours: () => run(given, recipe), theirs: compared, bar: recipe.bar ?? 1e-6 }];
  }
}

function run(given: z.infer<typeof TrajectoriesFixture>, { make, schedule, clip }: Recipe): Values[] {
  const take = ({ data, shape }: z.infer<typeof array>) => keep(fromData(data, shape));
  const [x, y, w, b] = [take(given.x), take(given.y), take(given.w).requireGrad(), take(given.b).requireGrad()];
  const optimizer = make([
    ["w", w],
    ["b", b],
  ]);
  const rate = scheduled(optimizer, schedule ?? (() => 1));
  const points: Values[] = [];
  for (let step = 0; step < STEPS; step++) {
    rate(step);
    for (const parameter of [w, b]) parameter.grad = undefined;
    scope(() => x.matmul(w.t()).add(b).tanh().sub(y).pow(2).mean().backward());
    if (clip !== undefined) clipGradNorm([w, b], clip);
    optimizer.step();
    if ((step + 1) % EVERY === 0) points.push({ w: read(w), b: read(b) });
  }
  return points;
}

const read = (tensor: Tensor) => ({ data: tensor.floats() });

/** The largest difference of any value at any point. */
export function largestApart(ours: readonly Values[], theirs: readonly Values[]): number {
  const apart = theirs.flatMap((point, i) =>
    (["w", "b"] as const).flatMap((name) =>
      Array.from(point[name].data, (value, j) => Math.abs(value - ours[i]![name].data[j]!)),
    ),
  );
  return Math.max(...apart);
}
