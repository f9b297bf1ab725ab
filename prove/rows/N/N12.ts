/** Severed paths (Meng et al. 2022, section 2.2): what a restored state is worth where the MLPs, or the attention, behind it stay as they were. */
import { z } from "zod";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { keeper } from "../../harness/kept.ts";
import { largest, row } from "../../harness/row.ts";
import { mean } from "../../harness/statistics.ts";
import { knownFacts } from "../../worlds/known-facts.ts";
import { smollm2 } from "../../worlds/smollm2.ts";
import { effectsOf, LAYERS, noiseOf, type Traced } from "../../worlds/tracing.ts";

const [FACTS, DRAWN, SAMPLES] = [50, 11, 10];
const [FIRST, LAST] = [0, 29];
const Kept = z.object({
  plain: z.array(z.number()),
  mlp: z.array(z.number()),
  attention: z.array(z.number()),
});
type Kept = z.infer<typeof Kept>;

/** Indirect effects of the states of a subject's last token, as they are and with a part severed. */
function severed(on: Traced, fact: ReturnType<typeof knownFacts>[number], samples: number, noise: number): Kept {
  const settings = { samples, noise, layers: [FIRST, ...LAYERS, LAST] };
  const [plain, mlp, attention] = [undefined, "mlp" as const, "attention" as const].map((sever) => {
    return [...effectsOf(on, fact, { ...settings, sever }, ["last"]).at.last!];
  });
  return { plain: plain!, mlp: mlp!, attention: attention! };
}

/** By how much less a state is worth with a part severed, the mean over layers. */
const drop = (of: Kept, part: "mlp" | "attention") => mean(of.plain) - mean(of[part]);
const ratio = (found: readonly Kept[]) =>
  mean(found.map((of) => drop(of, "mlp"))) / mean(found.map((of) => drop(of, "attention")));

export default row({
  id: "N12",
  bar:
    "50 facts that SmolLM2 knows, as in N11: of the states of the subject's last token, the mean over every third block, the indirect effect falls at " +
    "least twice as far with later MLPs severed at that token as with later attention; nothing stands behind the last state, so severing changes it not",
  holds: {
    facts: { is: FACTS },
    "drop with MLPs severed / with attention severed": { atLeast: 2 },
    "drop with MLPs severed, lower end": { above: 0 },
    "control: drop of the last state, worst": { below: 1e-5 },
  },
  negative: {
    facts: { is: FACTS },
    "drop with MLPs severed / with attention severed": { below: 2 },
    "control: drop of the last state, worst": { below: 1e-5 },
  },
  oracle: "none for the effect; the severed run equals hooks over whole rows (src/interpretability/trace.test.ts)",

  short: {
    "severing changes what states of two facts are worth, and not the last one": async () => {
      const { model, tokenizer } = await smollm2();
      const facts = knownFacts(2, DRAWN);
      const noise = noiseOf({ model, tokenizer }, facts);
      const found = facts.map((fact) => severed({ model, tokenizer }, fact, 2, noise));
      releaseModel(model);
      return {
        "drop with MLPs severed": [largest(found.map((of) => Math.abs(drop(of, "mlp")))), { above: 1e-4 }],
        "drop with attention severed": [largest(found.map((of) => Math.abs(drop(of, "attention")))), { above: 1e-4 }],
        "drop of the last state": [lastDrop(found), { below: 1e-5 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { model, tokenizer } = await smollm2();
    const facts = knownFacts(FACTS, DRAWN);
    const noise = noiseOf({ model, tokenizer }, facts);
    const kept = keeper("prove/worlds/tracing.ts", Kept);
    const found = facts.map((fact, i) => {
      const own = kept(`severed ${fact.subject} ${noise.toFixed(4)}`, () =>
        severed({ model, tokenizer }, fact, SAMPLES, noise),
      );
      const [whole, mlp, attention] = [mean(own.plain), drop(own, "mlp"), drop(own, "attention")];
      log(
        `${i + 1} of ${FACTS}, ${fact.subject}: ${whole.toFixed(3)}, less ${mlp.toFixed(3)} and ${attention.toFixed(3)}`,
      );
      return own;
    });
    releaseModel(model);
    const by = (part: keyof Kept) =>
      found[0]!.plain.map((_, layer) => Number(mean(found.map((of) => of[part][layer]!)).toPrecision(4)));
    const [mlp, attention] = (["mlp", "attention"] as const).map((part) => found.map((of) => drop(of, part)));
    const interval = interval95(found, ratio);
    return {
      value: {
        facts: found.length,
        layers: [FIRST, ...LAYERS, LAST],
        "effect by layer": by("plain"),
        "effect by layer, MLPs severed": by("mlp"),
        "effect by layer, attention severed": by("attention"),
        "drop with MLPs severed": mean(mlp!),
        "drop with MLPs severed, lower end": interval95(mlp!, mean)[0],
        "drop with attention severed": mean(attention!),
        "drop with attention severed, lower end": interval95(attention!, mean)[0],
        "drop with MLPs severed / with attention severed": ratio(found),
        "ratio, interval": interval,
        "control: drop of the last state, worst": lastDrop(found),
      },
      seeds: [DRAWN],
      interval: `ratio ${interval.map((end) => end.toFixed(2)).join(" to ")}: 95 % of a percentile bootstrap over facts`,
      control: `the last state has nothing behind it that could be severed: at most ${lastDrop(found).toExponential(1)}`,
    };
  },
});

const lastDrop = (found: readonly Kept[]) =>
  largest(
    found.flatMap(({ plain, mlp, attention }) => [mlp, attention].map((own) => Math.abs(plain.at(-1)! - own.at(-1)!))),
  );
