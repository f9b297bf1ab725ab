/**
 * Counting: a^n b^n, which no n-gram model and no finite automaton knows for all n. After the first b all is decided: as many b as
 * there were a, and then the end. The model is an Elman network that learns to predict the next token.
 */
import { recurrent } from "../../src/models/index.ts";
import { distinctWeights, type Hook, initialize, Padded, Pass, type Plan, type Writes } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { crossEntropy, fromData, noGrad, scope, type Tensor } from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";

const [A, B, END] = [0, 1, 2];
const NONE = -100;

/** Rows `end a^n b^n end` for these n, int64 [rows, T], filled up with ends, and the targets, where what cannot be known does not count. */
function rowsOf(counts: readonly number[], decidedOnly: boolean): { x: Tensor; targets: Tensor; lengths: number[] } {
  const T = 2 * Math.max(...counts) + 1;
  const x = new BigInt64Array(counts.length * T).fill(BigInt(END));
  const targets = new BigInt64Array(counts.length * T).fill(BigInt(NONE));
  for (const [row, n] of counts.entries()) {
    const word = [END, ...Array<number>(n).fill(A), ...Array<number>(n).fill(B), END];
    for (let t = 0; t <= 2 * n; t++) {
      x[row * T + t] = BigInt(word[t]!);
      if (!decidedOnly || t > n) targets[row * T + t] = BigInt(word[t + 1]!);
    }
  }
  const shape = [counts.length, T];
  return { x: fromData(x, shape), targets: fromData(targets, shape), lengths: counts.map((n) => 2 * n + 1) };
}

/** The share of these n whose every decided token is the model's likeliest. */
export function counted(model: Writes, counts: readonly number[], plan?: Plan): number {
  return noGrad(() =>
    scope(() => {
      const { x, targets, lengths } = rowsOf(counts, true);
      const best = model.call(x, new Pass({ layout: new Padded(lengths), plan })).argmax(); // [rows, T]
      const wrong = best.ne(targets).logicalAnd(targets.ne(NONE)).to("float32").sum(1);
      return wrong.eq(0).to("float32").mean().item();
    }),
  );
}

/** Forgets: every step begins from nothing. */
export const amnesia: Plan = new Map([["blocks.0.state", [((weight) => weight.mul(0)) satisfies Hook]]]);

/** Trains on a^n b^n for n from 1 to `longest` until each is counted, or `steps` are done. The model is the caller's to release. */
export function learnToCount(longest: number, seed: number, steps = 3000): { model: Writes; taken: number } {
  const counts = Array.from({ length: longest }, (_, i) => i + 1);
  const model = initialize(recurrent({ cell: "tanh", vocabulary: 3, width: 8, hidden: 24 }), seed);
  const learn = learner(adamW(distinctWeights(model), { lr: 3e-3, weightDecay: 0 }), { clip: 1 });
  let taken = 0;
  while (taken < steps) {
    learn.step(() => {
      const { x, targets, lengths } = rowsOf(counts, false);
      const logits = model.call(x, new Pass({ layout: new Padded(lengths) })); // [rows, T, 3]
      return Loss.once(crossEntropy(logits.reshape([-1, 3]), targets.reshape([-1]), NONE));
    });
    if (++taken % 50 === 0 && counted(model, counts) === 1) break;
  }
  learn.end();
  return { model, taken };
}
