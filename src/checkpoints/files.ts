/** The files of a checkpoint folder: which there are, and the weights that they hold together. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { check } from "../sentences/index.ts";
import { reading } from "./byte-reader.ts";
import { CheckpointError, malformed, refused } from "./checkpoint-error.ts";
import { readJson } from "./config.ts";
import { ggufParts } from "./gguf-parts.ts";
import { mapped } from "./mapping.ts";
import { readSafetensorsHeader } from "./safetensors-header.ts";
import type { Shard } from "./stored.ts";

export const WEIGHTS = "model.safetensors";
export const INDEX = "model.safetensors.index.json";
export const CONFIG = "config.json";
export const GENERATION = "generation_config.json";

/** Where a model's weights lie: a GGUF file, which says everything, or safetensors with a `config.json` beside. */
export interface Found {
  readonly format: "gguf" | "safetensors";
  /** A `.gguf` or `.safetensors` file, or the index of several. */
  readonly path: string;
}

/** Names end as their writers like: `.GGUF` is no folder. */
export const isGguf = (path: string) => path.toLowerCase().endsWith(".gguf");

/** Looks into a folder, or at a file. Throws a CheckpointError where there is no checkpoint, or more than one. */
export function findWeights(path: string): Found {
  if (!isFolder(path)) {
    if (isGguf(path)) return { format: "gguf", path };
    if (path.endsWith(".safetensors") || path.endsWith(INDEX)) return { format: "safetensors", path };
    throw new CheckpointError(path, "", "this is neither a folder nor a .gguf or .safetensors file");
  }
  const names = readdirSync(path).sort();
  const hub = [WEIGHTS, INDEX].find((name) => names.includes(name));
  if (hub !== undefined) return { format: "safetensors", path: join(path, hub) };
  const [gguf, ...others] = names.filter(isGguf);
  if (gguf === undefined) throw new CheckpointError(path, "", `holds neither ${WEIGHTS} nor ${INDEX} nor a GGUF file`);
  const parts = ggufParts(join(path, gguf));
  if (others.some((name) => !parts.includes(join(path, name)))) {
    const names = [gguf, ...others].join(", ");
    throw new CheckpointError(path, "", `holds more than one GGUF file, name one of them: ${names}`);
  }
  return { format: "gguf", path: join(path, gguf) };
}

/** The files that hold the weights of a folder or a file: one, or all the parts of a GGUF model or of an index. */
export function weightFiles(path: string): string[] {
  const { format, path: file } = findWeights(path);
  if (format === "gguf") return ggufParts(file).filter((part) => part === file || existsSync(part));
  if (!file.endsWith(".json")) return [file];
  return [...new Set(Object.values(readIndex(file)))].map((name) => join(dirname(file), name));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw refused(path, "read", error);
  }
}

/** A name in the same folder, which leads nowhere else. */
const plainName = z.string().refine((name) => name === basename(name) && /^[^.].*\.safetensors$/s.test(name), {
  error: "is no name of a safetensors file",
});
const Index = z.looseObject({ weight_map: z.record(z.string(), plainName) });

/** Which file each tensor is in. */
function readIndex(path: string): Record<string, string> {
  const { data, fault } = check(Index, readJson(path));
  if (fault !== undefined) throw malformed(path, fault);
  return data.weight_map;
}

/** The tensors of a safetensors file, or of all the files of an index, each with the file it is in. */
export function readShards(path: string): Map<string, Shard> {
  if (!path.endsWith(".json")) return withFile(path);
  const map = Object.entries(readIndex(path));
  const shards = new Map<string, Map<string, Shard>>();
  for (const [name, shard] of map) {
    if (shards.has(shard)) continue;
    const file = join(dirname(path), shard);
    if (!existsSync(file)) throw new CheckpointError(path, `weight_map.${name}`, `there is no file ${shard}`);
    shards.set(shard, withFile(file));
  }
  const tensors = map.map(([name, shard]) => {
    const found = shards.get(shard)?.get(name);
    if (found === undefined) throw new CheckpointError(path, `weight_map.${name}`, `${shard} has no such tensor`);
    return [name, found] as const;
  });
  return new Map(tensors);
}

/** The value that `make` gives, made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function withFile(file: string): Map<string, Shard> {
  const { tensors } = reading(file, readSafetensorsHeader);
  const mapping = mapped(file);
  return new Map(tensors.map((info) => [info.name, { file, info, mapping }]));
}
