/** The logit lens (nostalgebraist 2020): what each layer would say, and what each part adds to what is said. */
import { lensLogits, logitPaths } from "../../../src/interpretability/index.ts";
import { Run } from "../../../src/interventions/index.ts";
import { Decoder, releaseModel, type Writes } from "../../../src/nn/index.ts";
import { infer, stack, threads } from "../../../src/tensor/index.ts";
import { largest, row } from "../../harness/row.ts";
import { mean, spearman } from "../../harness/statistics.ts";
import { knownFacts } from "../../worlds/known-facts.ts";
import { passages } from "../../worlds/passages.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

/** The mean log2 of the rank that each layer gives to what the model says, over all tokens. */
function ranks(model: Writes, texts: readonly (readonly number[])[]): number[] {
  const found = texts.map((text) =>
    infer(() => {
      const layers = lensLogits(model, text);
      const said = layers.at(-1)!.argmax().unsqueeze(-1); // [T, 1]
      return layers.map(
        (own) => own.gt(own.gather(-1, said)).sum(-1).add(1).to("float32").log().mean().item() / Math.LN2,
      );
    }),
  );
  return found[0]!.map((_, layer) => mean(found.map((own) => own[layer]!)));
}

/** How far the lens behind the last block, and the sum of all paths, lie from the logits of the last token. */
function apart(model: Writes, text: readonly number[]) {
  if (!(model instanceof Decoder)) throw new TypeError("SmolLM2 is a decoder");
  return infer(() => {
    const logits = new Run(model).read([text]).logits("last").squeeze(0);
    const from = (other: typeof logits) => other.sub(logits).abs().max().item();
    const lens = lensLogits(model, text).at(-1)!;
    const paths = logitPaths(model, text).map((path) => path.logits);
    return {
      lens: from(lens.select(0, text.length - 1)),
      sum: from(stack(paths).sum(0)),
      less: from(stack(paths.slice(1)).sum(0)),
    };
  });
}

export default row({
  id: "R07",
  bar:
    "SmolLM2 on three passages of 96 tokens and ten prompts: the mean log-rank that a layer gives to what the model says falls with the layer (Spearman's " +
    "correlation at most -0.9), to 0 at the last; there the lens is the model's logits to 1e-4, and what all parts add sums to them to 1e-4",
  holds: {
    "rank by layer, Spearman": { atMost: -0.9 },
    "log2 of the rank at the last layer": { is: 0 },
    "lens at the last layer less the logits, worst": { below: 1e-4 },
    "sum of all paths less the logits, worst": { below: 1e-4 },
    "control: the sum without the embedding's path, worst": { above: 1e-2 },
  },
  oracle: "the model's own logits",

  short: {
    "ranks fall with the layer, and paths sum to the logits": async () => {
      const { model, tokenizer } = await smollm2();
      const text = passages(tokenizer, 1, 24);
      const own = ranks(model, text);
      const found = apart(model, text[0]!);
      releaseModel(model);
      return {
        "rank by layer, Spearman": [spearman(own, [...own.keys()]), { below: -0.8 }],
        "lens at the last layer less the logits": [found.lens, { below: 1e-4 }],
        "sum of all paths less the logits": [found.sum, { below: 1e-4 }],
        "without the embedding's path": [found.less, { above: 1e-2 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { model, tokenizer } = await smollm2();
    const prompts = knownFacts(10, 11).map(({ prompt }) => tokenizer.encode(prompt));
    const own = ranks(model, [...passages(tokenizer, 3, 96), ...prompts]);
    log(own.map((rank) => rank.toFixed(2)).join(" "));
    const found = prompts.map((prompt) => apart(model, prompt));
    releaseModel(model);
    return {
      value: {
        "mean log2 of the rank by layer": own.map((rank) => Number(rank.toPrecision(4))),
        "rank by layer, Spearman": spearman(own, [...own.keys()]),
        "log2 of the rank at the last layer": own.at(-1)!,
        "lens at the last layer less the logits, worst": largest(found.map(({ lens }) => lens)),
        "sum of all paths less the logits, worst": largest(found.map(({ sum }) => sum)),
        "control: the sum without the embedding's path, worst": largest(found.map(({ less }) => less)),
      },
      control: `without the embedding's path the sum is up to ${largest(found.map(({ less }) => less)).toFixed(2)} from the logits`,
    };
  },
});
