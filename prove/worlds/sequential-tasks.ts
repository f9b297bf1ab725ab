/**
 * Two tasks learned by one small decoder, one after the other. A row is the task's own token and five letters; the answer is a
 * name for the first letter, and each task has names of its own. A model large enough for both, shown both, knows both.
 */
import { permuted } from "../../src/data/index.ts";
import { llama } from "../../src/models/index.ts";
import { distinctWeights, initialize, Padded, Pass, type Writes } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { crossEntropy, ids, noGrad, scope, type Tensor } from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";
import { draws } from "../../tests/draws.ts";

export type Task = 0 | 1;
const [LETTERS, LENGTH, ROWS] = [16, 6, 64];

export class Learner {
  readonly model: Writes;
  readonly #random: () => number;
  readonly #names: readonly (readonly number[])[];

  constructor(seed: number) {
    this.#random = draws(seed);
    const size = { width: 32, depth: 2, heads: 2, kvHeads: 2, hidden: 64, context: LENGTH };
    this.model = initialize(llama({ vocabulary: LETTERS + 2, ...size }), seed);
    this.#names = [0, 1].map((task) => Array.from({ length: LETTERS }, (_, i) => permuted(i, LETTERS, seed, task)));
  }

  /** Fine-tunes every weight on rows of these tasks, with an optimizer that knows nothing of the past. */
  learn(tasks: readonly Task[], steps: number): void {
    const learn = learner(adamW(distinctWeights(this.model), { lr: 3e-3, weightDecay: 0 }));
    for (let step = 0; step < steps; step++) {
      learn.step(() => {
        const { x, answers } = this.#batch(tasks);
        return Loss.once(crossEntropy(this.#logits(x), answers));
      });
    }
    learn.end();
  }

  /** The share of new rows that are answered right. */
  accuracy(task: Task): number {
    return scope(() =>
      noGrad(() => {
        const batches = Array.from({ length: 8 }, () => this.#batch([task]));
        const right = batches.map(({ x, answers }) =>
          this.#logits(x).argmax(-1).eq(answers).to("float32").mean().item(),
        );
        return right.reduce((sum, share) => sum + share) / right.length;
      }),
    );
  }

  #logits(x: Tensor): Tensor {
    const pass = new Pass({ layout: new Padded(Array<number>(ROWS).fill(LENGTH)) });
    return this.model.call(x, pass).select(1, LENGTH - 1); // [B, V]
  }

  #batch(tasks: readonly Task[]): { x: Tensor; answers: Tensor } {
    const x: number[] = [];
    const answers: number[] = [];
    for (let row = 0; row < ROWS; row++) {
      const task = tasks[row % tasks.length]!;
      const letters = Array.from({ length: LENGTH - 1 }, () => Math.floor(this.#random() * LETTERS));
      x.push(LETTERS + task, ...letters);
      answers.push(this.#names[task]![letters[0]!]!);
    }
    return { x: ids(x).reshape([ROWS, LENGTH]), answers: ids(answers) };
  }
}
