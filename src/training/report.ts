/** The report of a run: one HTML file that needs nothing else, with curves, samples and settings. */
import { escaped } from "../pictures/index.ts";
import type { Corpus, Part } from "./corpus.ts";
import { type Curve, chart } from "./curves.ts";
import type { Entry } from "./run-log.ts";

/** Another model's bits per byte on the same held-out text. */
export interface Baseline {
  /** What the report calls it. */
  readonly label: string;
  /** Its bits per byte of held-out text. */
  readonly bitsPerByte: number;
}

export interface ReportContent {
  readonly name: string;
  readonly settings: object;
  readonly parameters: number;
  readonly corpus: Corpus;
  readonly entries: readonly Entry[];
  readonly baselines: readonly Baseline[];
  /** Bits per byte of the whole held-out text, where the run has come to its end. */
  readonly final?: number | undefined;
}

export function reportHtml(content: ReportContent): string {
  const { name, settings, corpus, parameters, baselines, final, entries } = content;
  const size = (part: Part) => `${part.bytes.toLocaleString("en")} bytes, ${part.tokens.toLocaleString("en")} tokens`;
  const inBits = (label: string, bits: number) => [label, `${bits.toFixed(4)} bits per byte`] as const;
  return page({
    title: `${name}: a language model from raw text`,
    facts: [
      ["parameters", parameters.toLocaleString("en")],
      ["training text", size(corpus.train)],
      ["held-out text", size(corpus.heldOut)],
      ...(final === undefined ? [] : [inBits("held-out, in the end", final)]),
      ...baselines.map(({ label, bitsPerByte }) => inBits(label, bitsPerByte)),
    ],
    parts: [
      ["Held-out text", heldOutChart(content)],
      ["Training loss", lossChart(entries)],
      ["Samples", samples(entries)],
    ],
    settings,
  });
}

interface Page {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** HTML under each heading. */
  readonly parts: readonly (readonly [heading: string, html: string])[];
  readonly settings: object;
}

export function page({ title, facts, parts, settings }: Page): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<table>${facts.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>
${parts.map(([heading, html]) => `<h2>${escaped(heading)}</h2>\n${html}`).join("\n")}
<h2>Settings</h2>
<pre>${escaped(JSON.stringify(settings, undefined, 2))}</pre>
</body></html>
`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:800px;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
th{text-align:left;padding-right:1.5rem;font-weight:600}svg{width:100%;font-size:12px;fill:#555}.grid{stroke:#e4e4e4}
.axis{font-weight:600}.legend{font-size:14px}.entry{white-space:nowrap}pre{background:#f6f6f6;padding:1rem;overflow-x:auto;white-space:pre-wrap}b{font-weight:600}`;

function heldOutChart({ entries, baselines }: ReportContent): string {
  const measured = entries.filter((entry) => entry.kind === "evaluation");
  const model: Curve = {
    label: "this model",
    color: "#1f6feb",
    points: measured.map(({ step, bitsPerByte = Number.NaN }) => [step, bitsPerByte]),
  };
  const levels = baselines.map(({ label, bitsPerByte }, i): Curve => {
    const color = ["#d1242f", "#9a6700", "#8250df", "#57606a"][i % 4]!;
    return {
      label,
      color,
      dashed: true,
      points: [],
      level: bitsPerByte,
    };
  });
  return chart([model, ...levels], { x: "step", y: "bits per byte" });
}

export function lossChart(entries: readonly Entry[]): string {
  const steps = entries.filter((entry) => entry.kind === "step");
  const train: Curve = {
    label: "training",
    color: "#8c959f",
    points: thinned(steps.map(({ step, loss }) => [step, loss])),
  };
  const measured = entries.filter((entry) => entry.kind === "evaluation");
  const heldOut: Curve = {
    label: "held-out",
    color: "#1f6feb",
    points: measured.map(({ step, loss }) => [step, loss]),
  };
  return chart([train, heldOut], { x: "step", y: "nats per token" });
}

/** At most 400 points, each the mean of its neighbours. */
function thinned(points: readonly (readonly [number, number])[]): [number, number][] {
  const size = Math.max(1, Math.ceil(points.length / 400));
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => {
    const group = points.slice(i * size, (i + 1) * size);
    return [group.at(-1)![0], group.reduce((sum, [, y]) => sum + y / group.length, 0)];
  });
}

function samples(entries: readonly Entry[]): string {
  const all = entries.filter((entry) => entry.kind === "sample");
  const shown = all.length <= 4 ? all : [all[0]!, all[Math.floor(all.length / 2)]!, ...all.slice(-2)];
  return shown
    .map(({ step, prompt, text }) => `<p>after step ${step}</p><pre><b>${escaped(prompt)}</b>${escaped(text)}</pre>`)
    .join("\n");
}
