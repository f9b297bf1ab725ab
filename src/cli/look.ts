/** `tenon trace`, `lens` and `attention`: a look inside a model, as numbers, in the terminal and as a picture. */
import { existsSync, readFileSync, statSync } from "node:fs";
import type { Command } from "commander";
import { z } from "zod";
import type { Loaded } from "../checkpoints/index.ts";
import type { Intervention } from "../interventions/index.ts";
import type { HeatMap } from "../pictures/index.ts";
import { createReport } from "../setup/report.mjs";
import { hearing, UsageError } from "./command-line.ts";
import { addFlags, readFlags, whole } from "./flags.ts";
import { addOpenFlags, DEFAULT_MODEL, MODEL_HELP, readOpenFlags } from "./model-flags.ts";

const KINDS = ["states", "mlp", "attention"] as const;
const shared = {
  prompt: z.string().describe("the text that the model goes on with"),
  out: z
    .string()
    .exactOptional()
    .meta({ placeholder: "file" })
    .describe("where the picture goes: FILE.svg or FILE.html"),
  json: z.boolean().exactOptional(),
};
const TraceFlags = z.strictObject({
  ...shared,
  subject: z.string().describe("the part of the prompt that noise strikes"),
  kind: z
    .enum(KINDS, { error: "must be states, mlp or attention" })
    .exactOptional()
    .describe("what is restored: states, or what mlp or attention adds in some neighbouring layers (default: states)"),
  samples: whole(1, 1000)
    .exactOptional()
    .describe("draws of the noise, over which probabilities are averaged (default: 10)"),
  json: shared.json.describe("print one object: tokens, subject, answer, clean, corrupted, effects[token][layer]"),
});
const LensFlags = z.strictObject({
  ...shared,
  json: shared.json.describe("print one object: tokens, said, layers"),
});
const AttentionFlags = z.strictObject({
  ...shared,
  layer: whole(0)
    .exactOptional()
    .describe("draw each head of this layer (default: where the last token looks, by layer)"),
  json: shared.json.describe("print one object: tokens, layers[layer][head][token][seen]"),
});

/** What a command found, and its pictures. */
interface Found {
  readonly json: object;
  readonly title: string;
  readonly lines: readonly string[];
  readonly maps: readonly HeatMap[];
}

/** A model as these commands have it, under what rides on it. */
interface Opened extends Pick<Loaded, "model" | "tokenizer"> {
  readonly settings: { readonly with: readonly Intervention[]; readonly fast: boolean };
}

export function addTrace(program: Command): void {
  add(
    program,
    "trace",
    "draw which states bring a known answer back, by causal tracing",
    TraceFlags,
    async (flags, opened) => {
      const { trace, traceMap } = await import("../interpretability/index.ts");
      const { prompt, subject, kind, samples } = flags;
      const { line, progress } = createReport(process.stderr);
      const asked = { prompt, subject, kind, samples, ...opened.settings };
      const found = trace(opened.model, opened.tokenizer, asked, (done, of) =>
        progress(`tracing: ${done} of ${of} tokens`),
      );
      if (found.subject[0] === 0) {
        line(
          "the subject is the text's first token, which all others look at, whatever it is: noise there strikes more than the subject",
        );
      }
      const { tokens, answer, clean, corrupted, effects } = found;
      return {
        json: { tokens, subject: found.subject, answer, clean, corrupted, effects },
        title: `Causal trace: ${prompt}`,
        lines: [
          `Noise on "${subject}" takes P(${JSON.stringify(answer)}) from ${clean.toFixed(3)} to ${corrupted.toFixed(3)}.`,
        ],
        maps: [traceMap(found)],
      };
    },
  );
}

export function addLens(program: Command): void {
  add(
    program,
    "lens",
    "show what each layer of a model would say, by the logit lens",
    LensFlags,
    async ({ prompt }, opened) => {
      const { lens, lensMap } = await import("../interpretability/index.ts");
      const found = lens(opened.model, opened.tokenizer, { prompt, ...opened.settings });
      return { json: found, title: `Logit lens: ${prompt}`, lines: [], maps: [lensMap(found)] };
    },
  );
}

export function addAttention(program: Command): void {
  add(
    program,
    "attention",
    "show which tokens a model's attention looks at",
    AttentionFlags,
    async ({ prompt, layer }, opened) => {
      const { attentions, attentionMaps } = await import("../interpretability/index.ts");
      const found = attentions(opened.model, opened.tokenizer, { prompt, ...opened.settings });
      const L = found.layers.length;
      if (layer !== undefined && layer >= L)
        throw new UsageError(`--layer is ${layer}, and this model has layers 0 to ${L - 1}`);
      return { json: found, title: `Attention: ${prompt}`, lines: [], maps: attentionMaps(found, layer) };
    },
  );
}

function add<S extends z.ZodObject>(
  program: Command,
  name: string,
  summary: string,
  schema: S,
  look: (flags: z.output<S> & { prompt: string }, opened: Opened) => Promise<Found>,
): void {
  const command = program.command(name).summary(summary).argument("[model]", MODEL_HELP, DEFAULT_MODEL);
  addOpenFlags(addFlags(command, schema)).action(async (model: string, values: object) => {
    const flags = readFlags(schema, values) as z.output<S> & {
      prompt: string;
      out?: string;
      json?: boolean;
      subject?: string;
    };
    const open = readOpenFlags(values);
    checkText(flags);
    const format = flags.out === undefined ? undefined : formatOf(flags.out);
    const found = await look(flags, await opened(model, open));
    if (format !== undefined) await draw(flags.out!, format, found);
    if (flags.json) process.stdout.write(`${JSON.stringify(found.json)}\n`);
    else await show(found.maps);
  });
}

/** What can be told before a model is loaded. */
function checkText({ prompt, subject }: { prompt: string; subject?: string }): void {
  if (prompt === "") throw new UsageError("--prompt is empty, and must be a text");
  if (subject === undefined) return;
  if (subject.trim() === "") throw new UsageError("--subject is empty, and must be a part of the prompt");
  if (!prompt.includes(subject))
    throw new UsageError(`--subject: ${JSON.stringify(subject)} does not stand in the prompt`);
}

async function opened(
  name: string,
  { threads: count, with: entries = [], tenants, ...options }: ReturnType<typeof readOpenFlags>,
): Promise<Opened> {
  const { load } = await import("../checkpoints/index.ts");
  const { interventionsOf } = await import("../open/index.ts");
  const { threads } = await import("../tensor/index.ts");
  if (count !== undefined) threads(count);
  const { model, config, tokenizer, fast } = await load(name, { ...options, ...hearing() });
  const riders = await interventionsOf({ model, config }, entries, tenants === undefined ? {} : { tenants });
  return { model, tokenizer, settings: { with: riders, fast } };
}

/** What a picture of ours says of itself within its first lines. */
const OURS = "<!-- drawn by tenon -->";

/** The format of a picture, by its name. Throws a UsageError where there is no such, or something else has the name. */
function formatOf(out: string): "svg" | "html" {
  const [, format] = /\.(svg|html)$/i.exec(out) ?? [];
  if (format === undefined)
    throw new UsageError(`--out: ${out} is no picture that can be drawn: its name must end in .svg or .html`);
  if (existsSync(out) && !(statSync(out).isFile() && readFileSync(out, "utf8").slice(0, 200).includes(OURS)))
    throw new UsageError(`--out: ${out} is there already, and is no picture of ours: it stays as it is`);
  return format.toLowerCase() === "svg" ? "svg" : "html";
}

async function draw(out: string, format: "svg" | "html", { title, lines, maps }: Found): Promise<void> {
  const { pageOf, svgOf } = await import("../pictures/index.ts");
  const { writeAtomically } = await import("../checkpoints/index.ts");
  const text =
    format === "svg" ? `${OURS}\n${svgOf(maps)}` : pageOf(title, lines, maps).replace("<html", `${OURS}\n<html`);
  writeAtomically(out, (write) => write(Buffer.from(text)));
  createReport(process.stderr).line(`drawn into ${out}`);
}

async function show(maps: readonly HeatMap[]): Promise<void> {
  const { terminalOf } = await import("../pictures/index.ts");
  const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  process.stdout.write(maps.map((map) => terminalOf(map, { colours })).join("\n"));
}
