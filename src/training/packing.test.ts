import { expect, it } from "vitest";
import { causalDocuments, causalRows } from "../data/index.ts";
import { gpt2, llama } from "../models/index.ts";
import { distinctWeights, initialize, type Writes } from "../nn/index.ts";
import { ids, scope, type Tensor } from "../tensor/index.ts";
import { causalLM, type Loss } from "./index.ts";

/** Two rows of eight: three documents, of which the last is one token; then one, and padding. */
const batch = () => ({
  tokens: ids([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 0]).reshape([2, 8]),
  segments: ids([0, 0, 0, 1, 1, 1, 1, 2, 0, 0, 0, 0, -1, -1, -1, -1]).reshape([2, 8]),
});
const documents = [
  [1, 2, 3],
  [4, 5, 6, 7],
  [9, 10, 11, 12],
];

const size = { vocabulary: 16, width: 16, depth: 2, heads: 2, hidden: 16, context: 8 };
const models: [string, () => Writes][] = [
  ["rotary positions", () => llama({ ...size, kvHeads: 1 })],
  ["learned positions", () => gpt2(size)],
];

it.each(models)("documents that are kept apart train as each does alone: %s", (_, make) => {
  const model = initialize(make(), 1);
  const weights = [...distinctWeights(model)].map(([, weight]) => weight.requireGrad());
  const objective = causalLM(model);
  const slopes = (...losses: (() => Loss)[]) =>
    scope(() => {
      const found = losses.map((loss) => loss());
      for (const { sum } of found) sum.backward();
      const gradients = weights.flatMap((weight) => weight.grad!.numbers());
      for (const weight of weights) weight.grad = undefined;
      const total = (of: (loss: Loss) => number) => found.reduce((all, loss) => all + of(loss), 0);
      return { sum: total(({ sum }) => sum.item()), count: total(({ count }) => count), gradients };
    });
  const row = (tokens: readonly number[]): Tensor => ids(tokens).unsqueeze(0);
  const packed = slopes(() => objective(causalDocuments(batch())));
  const alone = slopes(
    ...documents.map((own) => () => objective({ inputs: row(own.slice(0, -1)), targets: row(own.slice(1)) })),
  );
  const largest = Math.max(...packed.gradients.map(Math.abs));
  const far = (other: typeof alone) =>
    Math.max(...packed.gradients.map((value, i) => Math.abs(value - other.gradients[i]!))) / largest;
  expect(packed.count).toBe(8);
  expect(alone.count).toBe(8);
  expect(packed.sum).toBeCloseTo(alone.sum, 4);
  expect(far(alone)).toBeLessThan(1e-6);
  const seen = slopes(() => objective(causalRows(batch(), { boundaries: true })));
  expect(seen.count).toBe(8);
  expect(far(seen)).toBeGreaterThan(1e-3); // documents that see each other are another thing
});

it("a row without a target counts nothing", () => {
  const one = { tokens: ids([1, 2]).reshape([1, 2]), segments: ids([0, 1]).reshape([1, 2]) };
  const { inputs, targets } = causalDocuments(one);
  expect([inputs, targets.numbers()]).toEqual([
    [[1], [2]],
    [-100, -100],
  ]);
  const loss = scope(() => causalLM(initialize(llama({ ...size, kvHeads: 1 }), 1))({ inputs, targets }).count);
  expect(loss).toBe(0);
});
