/** What the trials of the first hour share: a folder of small files and models, the command, and what a call says. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { save } from "../../src/checkpoints/index.ts";
import { tenon } from "../../tests/built.ts";
import { tinyConfig, tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";

/** Something that a person did, what came of it at first, and what must come of it. */
export interface Trial {
  readonly what: string;
  /** What came out when it was found, in a few words. */
  readonly before: string;
  /** Does it, and tells in a line what came out. */
  readonly now: () => unknown;
  readonly expects: RegExp;
  /** Why it is as it was: what is expected is what comes out today. */
  readonly left?: string;
}

export const root = resolve(import.meta.dirname, "../..");
export const world = mkdtempSync(join(tmpdir(), "tenon-first-hour-"));
process.on("exit", () => rmSync(world, { recursive: true, force: true }));

/** A path in the world. */
export const at = (...path: string[]) => join(world, ...path);

/** Writes a file of the world, and gives its path. */
export function file(name: string, content: string | Uint8Array): string {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
  return at(name);
}
export const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

/** A tiny LLaMA in a folder. */
export const tiny = at("tiny");
export const saved = () => ({ model: tinyModel(), config: tinyConfig(), tokenizer: tinyTokenizer() });
await save(tiny, saved());

/** How a command ended, and all that it said. */
export async function command(args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, stdout, stderr } = await tenon(args, input, env);
  return `${code}: ${stdout}${stderr}`;
}

/** What an error says, or a call gives that should have thrown. */
export async function said(call: () => unknown): Promise<string> {
  try {
    return `gives ${String(await call()).slice(0, 60)}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** What of `calls` says, each, that an option is not known; the others with what they say. */
export async function refusing(calls: Readonly<Record<string, () => unknown>>): Promise<string> {
  const others: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const message = await said(call);
    if (!/is not a field known here|there is no option/.test(message)) others.push(`${name}: ${message}`);
  }
  return others.length === 0 ? `${Object.keys(calls).length} refuse` : others.join("; ");
}
