/** What a demonstration says of a row of the course notes, and where it is kept: docs/evidence/ID.json. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface Demonstration {
  /** Row of the notes, for example "E17". */
  readonly id: string;
  /** What must hold, stated before the run. */
  readonly bar: string;
  /** Whose values ours are compared with. */
  readonly oracle: string;
  /** Files and folders whose change makes the evidence stale. */
  readonly sources: readonly string[];
  /** Runs it in full; `log` tells how far it is. */
  run(log: (line: string) => void): Promise<Outcome>;
}

export interface Outcome {
  /** The figures, by name. */
  readonly value: Readonly<Record<string, number | string>>;
  /** *negative*: an honest result against the notes, published with its figures. */
  readonly status: "passed" | "negative" | "failed";
  /** What must fail for the demonstration to mean something, with its figures. */
  readonly control: string;
  readonly seeds?: readonly number[];
  readonly interval?: string;
}

export const Evidence = z.strictObject({
  id: z.string(),
  status: z.enum(["passed", "negative", "failed"]),
  value: z.record(z.string(), z.union([z.number(), z.string()])),
  bar: z.string(),
  oracle: z.string(),
  seeds: z.array(z.number()),
  interval: z.string(),
  control: z.string(),
  command: z.string(),
  build: z.string(),
  sourceHash: z.string(),
  date: z.string(),
  seconds: z.number(),
});
export type Evidence = z.infer<typeof Evidence>;

const folder = new URL("../../docs/evidence/", import.meta.url);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** One hash over files and all within folders, tests left out. */
export function sourceHash(paths: readonly string[]): string {
  const files = paths.flatMap((path) =>
    statSync(join(root, path)).isDirectory()
      ? readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).map((file) => join(path, file))
      : [path],
  );
  const hash = createHash("sha256");
  for (const file of [...new Set(files)].sort()) {
    if (file.endsWith(".test.ts") || statSync(join(root, file)).isDirectory()) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

export function readEvidence(id: string): Evidence | undefined {
  const path = new URL(`${id}.json`, folder);
  return existsSync(path) ? Evidence.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** Writes beside and renames, so that evidence is whole or not there. */
export function writeEvidence(evidence: Evidence): void {
  mkdirSync(folder, { recursive: true });
  const path = new URL(`${evidence.id}.json`, folder);
  const beside = new URL(`${evidence.id}.json.part`, folder);
  writeFileSync(beside, `${JSON.stringify(evidence, null, 2)}\n`);
  renameSync(beside, path);
}
