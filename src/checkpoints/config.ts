/** What a model is, from `config.json` or from GGUF metadata, in the words of its architecture. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  type Architecture,
  architectures,
  ConfigError,
  type GgufForm,
  type HuggingFaceForm,
  type ModelConfig,
  type NameMap,
} from "../models/index.ts";
import { check } from "../sentences/index.ts";
import { CheckpointError, malformed, refused } from "./checkpoint-error.ts";
import type { GgufHeader } from "./gguf-header.ts";

export interface Described {
  readonly architecture: Architecture;
  readonly config: ModelConfig;
  /** The file that says so. */
  readonly path: string;
  /** What the weights are called where the file is. */
  readonly names: NameMap;
  /** Patterns of names of tensors there that follow from the config. */
  readonly derived: readonly string[];
  /** Whether a tensor there belongs to another task's head. */
  readonly foreign: HuggingFaceForm<ModelConfig>["foreign"];
  /** Fields that are neither read nor known to change nothing. */
  readonly unknown: readonly string[];
}

/** A JSON file, parsed. Throws a CheckpointError where it cannot be read or is no JSON. */
export function readJson(path: string): unknown {
  return parseJson(path, readText(path));
}

/** The text of a JSON file, parsed. */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError(path, "", "is no JSON", { cause: error });
  }
}

export const readText = (path: string): string => readBytes(path).toString();

export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refused(path, "read", error);
  }
}

/** Our own form: the config as it is, beside the weights by their paths. */
const OWN = "tenon";
export const ownNames: NameMap = { "**": "**" };

/** A `config.json` of our own form. */
export const ownConfig = (config: ModelConfig) => ({ [OWN]: config });

/**
 * Reads a `config.json`, of our own form or Hugging Face's; `holds` tells whether the checkpoint has a weight of a name. Throws a
 * CheckpointError that names the field.
 */
export function readConfig(path: string, holds: (name: string) => boolean): Described {
  const file = readJson(path);
  const own = check(z.object({ [OWN]: z.looseObject({ kind: z.string() }) }), file);
  if (own.fault === undefined) return readOwn(path, own.data[OWN]!);
  const { data, fault } = check(z.object({ model_type: z.string() }), file);
  if (fault !== undefined) throw malformed(path, fault);
  const known = architectures.filter(({ huggingFace }) => huggingFace !== undefined);
  const found = known.find(({ kind }) => kind === data.model_type);
  if (found?.huggingFace === undefined) throw unsupported(path, "model_type", data.model_type, kinds(known));
  const { names, derived, foreign, read, unknown } = found.huggingFace;
  const config = refusing(path, () => read(file, holds));
  return { architecture: found, config, path, names, derived, foreign, unknown: unknown(file) };
}

function readOwn(path: string, file: { kind: string }): Described {
  const found = architectures.find(({ kind }) => kind === file.kind);
  if (found === undefined) throw unsupported(path, `${OWN}.kind`, file.kind, kinds(architectures));
  const { data, fault } = check(found.config, file);
  if (fault !== undefined) throw malformed(path, { ...fault, path: [OWN, ...fault.path] });
  return { architecture: found, config: data, path, names: ownNames, derived: [], foreign: () => false, unknown: [] };
}

/** Reads what a GGUF file says of its model. Throws a CheckpointError that names the key. */
export function readGgufConfig(path: string, { metadata, tensors }: GgufHeader): Described {
  const name = metadata["general.architecture"];
  const found = architectures.find(({ gguf }) => gguf?.architecture === name);
  const known = architectures.flatMap(({ gguf }) => gguf?.architecture ?? []);
  if (found?.gguf === undefined) throw unsupported(path, "general.architecture", name, known);
  const { names, read, unknown } = found.gguf;
  const shapes = new Map(tensors.map(({ name: tensor, shape }) => [tensor, shape]));
  const config = refusing(path, () => read(metadata, shapes));
  return { architecture: found, config, path, names, derived: [], foreign: () => false, unknown: unknown(metadata) };
}

/** How GGUF has models of an architecture. Throws a CheckpointError where no form is known; `path` is the file in question. */
export function ggufOf({ kind, gguf }: Architecture, path: string): GgufForm<ModelConfig> {
  if (gguf === undefined) throw new CheckpointError(path, "", `a ${kind} has no form as a GGUF file: use a folder`);
  return gguf;
}

/** Names what a file says that nobody here reads, a line once. */
export function tellUnknown({ path, unknown }: Described, tell: (line: string) => void): void {
  if (unknown.length > 0) tell(`${path}: passed over, since nothing here reads it: ${unknown.join(", ")}`);
}

/** What a form refuses, with the file before it. */
function refusing<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CheckpointError(path, error.field, error.reason, { cause: error });
  }
}

const kinds = (known: readonly Architecture[]) => known.map(({ kind }) => kind);

function unsupported(path: string, field: string, name: unknown, known: readonly string[]): CheckpointError {
  const what = name === undefined ? "is missing" : `${JSON.stringify(name)} is not supported`;
  return new CheckpointError(path, field, `${what} (known: ${known.join(", ")})`);
}
