/** Fine-tuning on one fact, the baselines of model editing: FT says it and harms what it should leave; FT-L stays near the weights. */
import { z } from "zod";
import type { KnownFact } from "../../../src/data/index.ts";
import { fineTune, judge } from "../../../src/editing/index.ts";
import { counterFactScores, type EditOutcome, fiveProperties } from "../../../src/evaluation/index.ts";
import { dense, type LowRankDelta } from "../../../src/interventions/index.ts";
import { infer, release, scope, threads } from "../../../src/tensor/index.ts";
import { tinyModel, tinyTokenizer } from "../../../tests/tiny-lm.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { keeper } from "../../harness/kept.ts";
import { type Log, largest, row } from "../../harness/row.ts";
import * as editing from "../../worlds/editing.ts";

/** FT is the package's own; the bound of FT-L is that which ROME's authors take for GPT-2 medium. */
const TUNERS = { FT: {}, "FT-L": { within: 2e-3 } };

const Tuned = z.strictObject({ outcome: editing.Outcome, megabytes: z.number() });
type Tuned = z.infer<typeof Tuned>;

/** What came of a fact that was tuned by itself. */
function tuned(bench: editing.Workbench, fact: KnownFact, settings: { within?: number }): Tuned {
  const [change, took] = editing.spent(() => fineTune(bench.model, bench.tokenizer, [fact], {}, settings));
  const outcome = editing.outcomeOf(bench, fact, [change], took.seconds);
  release(...change.state.values());
  return { outcome, megabytes: took.megabytes };
}

/** Every editor's results, a fact each, by the editor's name. */
function everyEditor(
  bench: editing.Workbench,
  facts: readonly KnownFact[],
  log: Log,
): Record<string, readonly Tuned[]> {
  const kept = keeper("prove/rows/N/N03.ts", Tuned);
  const tuners = Object.entries(TUNERS).map(([name, settings]) => {
    const found = facts.map((fact) => {
      const known = kept(`${name} ${fact.id}`, () => scope(() => tuned(bench, fact, settings)));
      log(`${name}: ${editing.statement(fact)} -> ${fact.target}: ${editing.told(known.outcome)}`);
      return known;
    });
    return [name, found] as const;
  });
  return Object.fromEntries(tuners);
}

/** An editor's line of the table. */
function figures(name: string, results: readonly Tuned[], before: number) {
  const outcomes = results.map(({ outcome }) => outcome);
  const { locality, efficiency, ...properties } = fiveProperties(outcomes);
  const { efficacy, paraphrase, neighbourhood } = counterFactScores(outcomes);
  const all = {
    ...properties,
    locality,
    "points of locality lost": 100 * (1 - locality),
    "processor seconds an edit": efficiency,
    "megabytes of tensors at the peak": largest(results.map(({ megabytes }) => megabytes)),
    efficacy,
    paraphrase,
    "points of neighbourhood lost": 100 * (before - neighbourhood),
  };
  return Object.fromEntries(Object.entries(all).map(([what, figure]) => [`${name}: ${what}`, figure]));
}

const lostBy = (outcomes: readonly EditOutcome[]): number => 100 * (1 - fiveProperties(outcomes).locality);

export default row({
  id: "N03",
  bar:
    "50 facts that SmolLM2 knows, each tuned by itself into the MLP of a block: FT says at least 0.95 of the whole targets and changes the first choice of at least 10 in 100 neighbours that " +
    "were right; without an edit no target is said and no first choice changes. Beside it FT-L on the same facts",
  holds: {
    "FT: accuracy": { atLeast: 0.95 },
    "FT: points of locality lost": { atLeast: 10 },
    "control: accuracy without an edit": { atMost: 0.05 },
    "control: points of locality lost without an edit": { is: 0 },
  },
  oracle: "Meng et al. 2022, who report the same of GPT-2 XL: full efficacy, and neighbours that change with it",

  short: {
    "FT makes its target likelier, FT-L within its bound": () =>
      scope(() => {
        const [model, tokenizer, within] = [tinyModel(), tinyTokenizer(), 0.02];
        const fact = { prompt: "the city of {} is", subject: "abc", target: "xyz" };
        const says = (changes: LowRankDelta[]) =>
          judge(model, tokenizer, [{ prompt: "the city of abc is", answer: "xyz" }], { with: changes })[0]!.logprob;
        const [free, held] = [{}, { within }].map((more) =>
          fineTune(model, tokenizer, [fact], {}, { rate: 0.01, ...more }),
        );
        const farthest = (change: LowRankDelta) =>
          infer(() => largest([...change.parts.values()].map((part) => dense(part).abs().max().item())) / within);
        return {
          "nats that FT gains": [says([free!]) - says([]), { above: 1 }],
          "nats that FT-L gains": [says([held!]) - says([]), { above: 0, below: "nats that FT gains" }],
          "FT-L's farthest weight, of its bound": [farthest(held!), { above: 0.99, atMost: 1.000001 }],
          "FT's farthest weight, of that bound": [farthest(free!), { above: 2 }],
        };
      }),
  },

  async full(log) {
    threads(1);
    const bench = await editing.workbench(log);
    const facts = editing.oneByOne();
    const results = everyEditor(bench, facts, log);
    const before = editing.neighbourhoodBefore(bench, facts);
    const untouched = editing.outcomesOf(bench, facts, [], 0);
    const ft = results.FT!.map(({ outcome }) => outcome);
    const [low, high] = interval95(ft, lostBy);
    const table = Object.entries(results).map(([name, own]) => figures(name, own, before));
    const { accuracy } = fiveProperties(untouched);
    return {
      value: {
        facts: facts.length,
        ...Object.assign({}, ...table),
        "control: accuracy without an edit": accuracy,
        "control: points of locality lost without an edit": lostBy(untouched),
        "each fact": facts.map((fact, i) => {
          const own = Object.entries(results).map(([name, all]) => `${name} ${editing.told(all[i]!.outcome)}`);
          return `${editing.statement(fact)}: ${fact.original} -> ${fact.target}: ${own.join("; ")}`;
        }),
      },
      seeds: [11],
      interval: `points of locality that FT loses: 95 % bootstrap over ${facts.length} facts: ${low.toFixed(1)} to ${high.toFixed(1)}`,
      control: `without an edit ${(100 * accuracy).toFixed(0)} % of the targets are said`,
    };
  },
});
