/** What a model is, from `config.json` or from GGUF metadata, in the words of its architecture. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Architecture, architecture, architectures, type GgufForm, type ModelConfig } from "../models/index.ts";
import { CheckpointError, malformed, refused } from "./checkpoint-error.ts";
import type { GgufHeader } from "./gguf-header.ts";

export interface Described {
  readonly architecture: Architecture<ModelConfig>;
  readonly config: ModelConfig;
}

/** A JSON file, parsed. Throws a CheckpointError where it cannot be read or is no JSON. */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError(path, "", "is no JSON", { cause: error });
  }
}

export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw refused(path, "read", error);
  }
}

/**
 * Reads a Hugging Face `config.json`; `holds` tells whether the checkpoint has a weight of a name. Throws a CheckpointError
 * that names the field.
 */
export function readConfig(path: string, holds: (name: string) => boolean): Described {
  const file = readJson(path);
  const type = z.object({ model_type: z.string() }).safeParse(file);
  if (!type.success) throw malformed(path, type.error);
  const known = architectures.map(({ kind }) => kind);
  const kind = known.find((name) => name === type.data.model_type);
  if (kind === undefined) throw unsupported(path, "model_type", type.data.model_type, known);
  return describe(path, kind, (found) => found.huggingFace.read(file, holds));
}

/** Reads what a GGUF file says of its model. Throws a CheckpointError that names the key. */
export function readGgufConfig(path: string, { metadata, tensors }: GgufHeader): Described {
  const name = metadata["general.architecture"];
  const forms = architectures.flatMap(({ kind, gguf }) =>
    gguf === undefined ? [] : [{ kind, name: gguf.architecture }],
  );
  const known = forms.map((form) => form.name);
  const kind = forms.find((form) => form.name === name)?.kind;
  if (kind === undefined) throw unsupported(path, "general.architecture", name, known);
  const shapes = new Map(tensors.map(({ name: tensor, shape }) => [tensor, shape]));
  return describe(path, kind, (found) => ggufOf(found, path).read(metadata, shapes));
}

/** How GGUF has models of an architecture. Throws a CheckpointError where no form is known; `path` is the file in question. */
export function ggufOf({ kind, gguf }: Architecture<ModelConfig>, path: string): GgufForm<ModelConfig> {
  if (gguf === undefined) throw new CheckpointError(path, "", `a ${kind} has no form as a GGUF file: use a folder`);
  return gguf;
}

function describe(path: string, kind: string, read: (found: Architecture<ModelConfig>) => ModelConfig): Described {
  const found = architecture(kind);
  try {
    return { architecture: found, config: read(found) };
  } catch (error) {
    throw error instanceof z.ZodError ? malformed(path, error) : error;
  }
}

function unsupported(path: string, field: string, name: unknown, known: readonly string[]): CheckpointError {
  const what = name === undefined ? "is missing" : `${JSON.stringify(name)} is not supported`;
  return new CheckpointError(path, field, `${what} (known: ${known.join(", ")})`);
}
