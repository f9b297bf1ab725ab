/** What attention heads carry where: induction heads, found by where they look, copy what they see (Elhage et al. 2021, Olsson et al. 2022). */
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { draws } from "../../../tests/draws.ts";
import { type Log, largest, row } from "../../harness/row.ts";
import { apart, headsOf, inducing, repeatedTexts, rightShare } from "../../worlds/induction.ts";
import { planted, repeating } from "../../worlds/planted-circuit.ts";
import { inductionRecipe, trained } from "../../worlds/recipes.ts";

const FILE = "prove/rows/R/R02.ts";
const SEEDS = [1, 2, 3];

/** What the recipe comes to from one seed. */
async function one(seed: number, log: Log) {
  const { model, untrained, tokenizer } = await trained(inductionRecipe, seed, FILE, log);
  const texts = repeatedTexts(inductionRecipe.batch.length).map((text) => tokenizer.encode(text));
  const heads = headsOf(model, texts);
  const found = inducing(heads);
  for (const { layer, head, matches, before, copies } of heads)
    log(`  ${layer}.${head}: ${[matches, before, copies].map((score) => score.toFixed(2)).join(" ")}`);
  const distances = texts.slice(0, 5).map((text) => apart(model, text, found));
  const result = {
    ...{ heads, found, drawn: headsOf(untrained, texts) },
    sum: largest(distances.map(({ sum }) => sum)),
    less: Math.min(...distances.map(({ less }) => less)),
    right: rightShare(model, texts),
    without: rightShare(model, texts, found),
  };
  releaseModel(model);
  releaseModel(untrained);
  return result;
}

export default row({
  id: "R02",
  bar:
    "the recipe `induction`, three seeds: of its four heads at least one puts more than half of its attention behind earlier occurrences of the present letter, and each that does has an OV copying score " +
    "above 0.8; the paths of all heads, MLPs and the embedding sum to the logits to 1e-4; without those heads the model goes on rightly with at most half as many letters; of untrained heads none looks there or copies so",
  holds: {
    "induction heads": { atLeast: 1 },
    "copying score of induction heads, least": { above: 0.8 },
    "sum of all paths less the logits, worst": { below: 1e-4 },
    "control: sum without the paths of induction heads less the logits, least": { above: 1 },
    "letters gone on with rightly, without induction heads over with them": { atMost: 0.5 },
    "control: prefix matching of untrained heads, most": { below: 0.3 },
    "control: copying score of untrained heads, most": { below: 0.8 },
  },
  negative: {
    "induction heads": { atLeast: 1 },
    "copying score of induction heads, least": { above: 0.3 },
    "sum of all paths less the logits, worst": { below: 1e-4 },
    "control: sum without the paths of induction heads less the logits, least": { above: 1 },
    "letters gone on with rightly, without induction heads over with them": { atMost: 0.5 },
    "control: prefix matching of untrained heads, most": { below: 0.3 },
  },
  oracle: "the model's own logits; the planted circuit",

  short: {
    "the planted induction head is found by where it looks, and copies; what heads write sums to the logits": () => {
      const model = planted(1);
      const random = draws(4);
      const texts = [repeating(random), repeating(random)];
      const found = inducing(headsOf(model, texts));
      const { sum, less } = apart(model, texts[0]!, found);
      const [right, without] = [rightShare(model, texts), rightShare(model, texts, found)];
      releaseModel(model);
      return {
        heads: [found.map(({ layer, head }) => `${layer}.${head}`), { is: ["1.2"] }],
        "copying score": [found[0]!.copies, { above: 0.8 }],
        "sum of all paths less the logits": [sum, { below: 1e-4 }],
        "sum without its path less the logits": [less, { above: 0.5 }],
        "letters gone on with rightly": [right, { is: 1 }],
        "letters gone on with rightly without it": [without, { below: 0.5 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const all: Awaited<ReturnType<typeof one>>[] = [];
    for (const seed of SEEDS) all.push(await one(seed, log));
    const each = <T>(of: (found: (typeof all)[number]) => T) => all.map(of);
    const untrained = all.flatMap(({ drawn }) => drawn);
    const matching = largest(untrained.map(({ matches }) => matches));
    const shares = each(({ right, without }) => without / right);
    return {
      value: {
        "induction heads": each(({ found }) => found.length),
        "prefix matching of induction heads, most": each(({ found }) => largest(found.map(({ matches }) => matches))),
        "copying score of induction heads, least": each(({ found }) => Math.min(...found.map(({ copies }) => copies))),
        "attention to the token before, the head of the first layer with most": each(({ heads }) =>
          largest(heads.flatMap(({ layer, before }) => (layer === 0 ? [before] : []))),
        ),
        "letters gone on with rightly": each(({ right }) => right),
        "letters gone on with rightly without induction heads": each(({ without }) => without),
        "letters gone on with rightly, without induction heads over with them": shares,
        "sum of all paths less the logits, worst": largest(each(({ sum }) => sum)),
        "control: sum without the paths of induction heads less the logits, least": Math.min(
          ...each(({ less }) => less),
        ),
        "control: prefix matching of untrained heads, most": matching,
        "control: copying score of untrained heads, most": largest(untrained.map(({ copies }) => Math.abs(copies))),
      },
      seeds: SEEDS,
      control:
        `untrained heads match prefixes by at most ${matching.toFixed(2)}; without induction heads ` +
        `${shares.map((share) => share.toFixed(2)).join(", ")} times as many letters are gone on with rightly`,
    };
  },
});
