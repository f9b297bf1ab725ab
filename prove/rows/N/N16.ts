/** Layers that change places (Zhao et al. 2021, "Of non-linearity and commutativity in BERT"): neighbours in the middle, and the first and the last. */
import { Run } from "../../../src/interventions/index.ts";
import { Decoder, type Module, releaseModel } from "../../../src/nn/index.ts";
import { crossEntropy, ids, infer, threads } from "../../../src/tensor/index.ts";
import { largest, row } from "../../harness/row.ts";
import { mean } from "../../harness/statistics.ts";
import { passages } from "../../worlds/passages.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

/** The same model with two blocks in each other's place. */
function swapped({ embed, blocks, norm, head }: Decoder, a: number, b: number): Decoder {
  const order = blocks.map((block, i) => (i === a ? blocks[b]! : i === b ? blocks[a]! : block));
  return new Decoder({ embed, blocks: order, norm, head });
}

/** Nats a token of some texts. */
function nats(model: Decoder, texts: readonly (readonly number[])[]): number {
  const losses = texts.map((text) =>
    infer(() => crossEntropy(new Run(model).read([text.slice(0, -1)]).logits("all"), ids(text.slice(1))).item()),
  );
  return mean(losses);
}

/** A decoder, which a model of LLaMA's family is. */
function decoder(model: Module): Decoder {
  if (model instanceof Decoder) return model;
  throw new TypeError("SmolLM2 is a decoder");
}

export default row({
  id: "N16",
  bar:
    "SmolLM2 on three passages of 128 tokens of addresses from 2010 on: neighbours of the middle three fifths change places, and the perplexity is at most 1.2 " +
    "times what it was, whichever pair; the first two, or the first and the last, and it is at least 3 times",
  holds: {
    "middle neighbours, worst ratio": { atMost: 1.2 },
    "control: first and last, ratio": { atLeast: 3 },
    "control: first two, ratio": { atLeast: 3 },
  },
  negative: {
    "middle neighbours, median ratio": { atMost: 1.2 },
    "control: first and last, ratio": { atLeast: 3 },
  },
  oracle: "none: the model itself, its blocks in another order",

  short: {
    "two neighbours in the middle may change places, the first and the last may not": async () => {
      const { model, tokenizer } = await smollm2();
      const own = decoder(model);
      const texts = passages(tokenizer, 1, 64);
      const before = nats(own, texts);
      const ratio = (a: number, b: number) => Math.exp(nats(swapped(own, a, b), texts) - before);
      const [middle, outer, none] = [ratio(14, 15), ratio(0, 29), ratio(14, 14)];
      releaseModel(model);
      return {
        "middle neighbours": [middle, { below: 1.5 }],
        "first and last": [outer, { above: 3 }],
        "none swapped": [Math.abs(none - 1), { below: 1e-6 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { model, tokenizer } = await smollm2();
    const own = decoder(model);
    const texts = passages(tokenizer, 3, 128);
    const L = own.blocks.length;
    const before = nats(own, texts);
    const ratio = (a: number, b: number) => Math.exp(nats(swapped(own, a, b), texts) - before);
    const neighbours = own.blocks.slice(1).map((_, i) => {
      const found = ratio(i, i + 1);
      log(`${i} and ${i + 1}: ${found.toFixed(3)}`);
      return found;
    });
    const cut = Math.round(L / 5);
    const middle = neighbours.slice(cut, L - cut - 1);
    const outer = ratio(0, L - 1);
    releaseModel(model);
    return {
      value: {
        perplexity: Math.exp(before),
        "neighbours, ratio by the first of them": neighbours.map((found) => Number(found.toPrecision(4))),
        "middle neighbours, worst ratio": largest(middle),
        "middle neighbours, median ratio": middle.toSorted((a, b) => a - b)[middle.length >> 1]!,
        "last two, ratio": neighbours.at(-1)!,
        "control: first two, ratio": neighbours[0]!,
        "control: first and last, ratio": outer,
      },
      control: `first and last in each other's place: ${outer.toPrecision(3)} times the perplexity; the first two: ${neighbours[0]!.toPrecision(3)}`,
    };
  },
});
