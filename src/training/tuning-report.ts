/** The report of a tuning: one HTML file that needs nothing else, with answers before and after, curves and settings. */
import type { LowRankDelta } from "../interventions/index.ts";
import { escaped } from "../pictures/index.ts";
import type { Question } from "./answers.ts";
import { lossChart, page } from "./report.ts";
import type { Entry } from "./run-log.ts";
import type { Tuning } from "./tuning.ts";

interface TuningContent {
  readonly tuning: Tuning;
  readonly settings: object;
  readonly entries: readonly Entry[];
  readonly change: LowRankDelta;
  readonly examples: number;
  readonly heldOut: readonly unknown[];
  readonly questions: readonly Question[];
}

export function tuningReport({ tuning, settings, entries, change, ...lesson }: TuningContent): string {
  const parameters = [...change.state.values()].reduce((sum, { size }) => sum + size, 0);
  const measured = entries.filter((entry) => entry.kind === "evaluation");
  const nats = ({ step, loss }: (typeof measured)[number]) => `${loss.toFixed(3)} nats a token after step ${step}`;
  const steps = entries.findLast(({ kind }) => kind === "step")?.step ?? 0;
  return page({
    title: `${tuning.name}: a change of ${tuning.from}`,
    facts: [
      [
        "the change",
        `${tuning.lora.method}, rank ${tuning.lora.rank}, of ${change.parts.size} maps: ${parameters.toLocaleString("en")} parameters`,
      ],
      ["examples", `${lesson.examples}, of which ${lesson.heldOut.length} rows are held out`],
      ["steps", `${steps}`],
      ...[measured[0], measured.at(-1)].flatMap((entry) =>
        entry === undefined ? [] : [["held-out loss", nats(entry)] as const],
      ),
    ],
    parts: [
      ["Answers", lesson.questions.map((question) => answers(question, entries)).join("\n")],
      ["Loss on answers", lossChart(entries)],
    ],
    settings,
  });
}

/** A question, as it was answered before, is answered now, and in the example. */
function answers({ shown, answer }: Question, entries: readonly Entry[]): string {
  const own = entries.filter((entry) => entry.kind === "sample").filter(({ prompt }) => prompt === shown);
  const [first, last] = [own[0], own.at(-1)];
  const said: [string, string][] = [
    ["before", first?.step === 0 ? first.text : ""],
    ["after", last !== undefined && last.step > 0 ? last.text : ""],
    ["in the example", answer],
  ];
  const rows = said.map(([when, text]) => `<tr><th>${when}</th><td>${escaped(text)}</td></tr>`).join("");
  return `<pre><b>${escaped(shown)}</b></pre>\n<table>${rows}</table>`;
}
