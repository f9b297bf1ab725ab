import { describe, expect, it } from "vitest";
import { Run } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { QuantizedEmbedding, QuantizedWeight, q8_0, quantize } from "../quantization/index.ts";
import { infer, randn } from "../tensor/index.ts";
import { Embedding, initialize, swap, TokenError } from "./index.ts";

describe.each([false, true])("a token that the model has no row for; rows in blocks: %s", (inBlocks) => {
  const model = llama({ vocabulary: 40, width: 32, depth: 1, heads: 2, kvHeads: 1, hidden: 32 });
  initialize(model, 1);
  if (inBlocks) {
    const weight = new QuantizedWeight(quantize(randn([40, 32]), q8_0), q8_0, [40, 32]);
    swap(model, "embed", (part) => (part instanceof Embedding ? new QuantizedEmbedding(part, weight) : undefined));
  }
  const read = (...ids: number[]) => infer(() => new Run(model).read([ids]).logits("last").numbers().length);

  it.each([[40], [39, 400, 2], [-1], [0, -7]])("is refused by its id: %j", (...ids) => {
    const id = ids.find((one) => one < 0 || one >= 40);
    expect(() => read(...ids)).toThrow(TokenError);
    expect(() => read(...ids)).toThrow(
      `the token id ${id} is outside the model's table of 40: from 0 to 39 there are rows`,
    );
  });
  it("and one that it has is not", () => expect(read(0, 39)).toBe(40));
});
