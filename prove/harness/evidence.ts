/** What a demonstration said when it ran, and where it is kept: docs/evidence/ID.json. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { build } from "../../src/tensor/index.ts";
import { Bar, type Bars, Figure, type Figures, missed } from "./figures.ts";
import type { Row } from "./row.ts";

export type Status = "passed" | "negative" | "failed";

const figures = z.record(z.string(), Figure);

/** What a short form showed on one build: its figures by name, and the seconds that it took. */
export const ShortForms = z.strictObject({ seconds: z.number(), figures: z.record(z.string(), figures) });
export type ShortForms = z.infer<typeof ShortForms>;

export const Evidence = z.strictObject({
  id: z.string(),
  /** *negative*: an honest result against the notes, published with its figures. */
  status: z.enum(["passed", "negative", "failed"]),
  value: figures,
  /** What had to hold of the figures, as the row said it then. */
  holds: z.record(z.string(), Bar),
  negative: z.record(z.string(), Bar),
  /** Bars on figures that this run looked at and did not write down: it is from before all of them were. */
  unrecorded: z.array(z.string()),
  bar: z.string(),
  oracle: z.string(),
  seeds: z.array(z.number()),
  interval: z.string(),
  control: z.string(),
  command: z.string(),
  build: z.string(),
  sources: z.strictObject({ closure: z.string(), fixtures: z.string(), native: z.string() }),
  /** Of the short form on these sources, by build. */
  short: z.record(z.string(), ShortForms),
  date: z.string(),
  seconds: z.number(),
});
export type Evidence = z.infer<typeof Evidence>;

const folder = new URL("../../docs/evidence/", import.meta.url);

export const evidenceIds = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();

export function readEvidence(id: string): Evidence | undefined {
  const path = new URL(`${id}.json`, folder);
  if (!existsSync(path)) return undefined;
  const { data, error } = Evidence.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new Error(`docs/evidence/${id}.json: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** Writes beside and renames, so that evidence is whole or not there. */
export function writeEvidence(evidence: Evidence): void {
  mkdirSync(folder, { recursive: true });
  const path = new URL(`${evidence.id}.json`, folder);
  const beside = new URL(`${evidence.id}.json.part`, folder);
  writeFileSync(beside, `${spelled(evidence)}\n`);
  renameSync(beside, path);
}

/** JSON, a field a line; a list of figures is one line. */
function spelled(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return JSON.stringify(value)
      .replaceAll('","', '", "')
      .replaceAll(/(?<=[\d\]]),(?=[-\d[])/g, ", ");
  const inside = `${indent}  `;
  const fields = Object.entries(value).map(([name, of]) => `${inside}${JSON.stringify(name)}: ${spelled(of, inside)}`);
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${indent}}`;
}

/** The build on which figures are equal to the bit: LibTorch's version and the instructions that its kernels take. */
export function buildHere(): string {
  const { version, capability } = build();
  return `LibTorch ${version}, ${capability}`;
}

/** What figures come to by a row's bars; those that were not written down are left out. */
export function judge(
  value: Figures,
  { holds, negative }: Pick<Row, "holds" | "negative">,
  unrecorded: readonly string[] = [],
) {
  const asked = (bars: Bars) => Object.fromEntries(Object.entries(bars).filter(([name]) => !unrecorded.includes(name)));
  const failed = missed(value, asked(holds));
  const status: Status =
    failed.length === 0
      ? "passed"
      : negative !== undefined && missed(value, asked(negative)).length === 0
        ? "negative"
        : "failed";
  return { status, missed: failed };
}
