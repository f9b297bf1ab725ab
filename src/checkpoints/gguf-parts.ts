/**
 * A GGUF file with the others of its model, where it is a part of one.
 *
 * llama-gguf-split writes `NAME-00001-of-00003.gguf` and so on, each a GGUF file of its own: the first holds the metadata of the model
 * (and perhaps no tensor), every one `split.no`, counted from 0, `split.count`, and `split.tensors.count` of them all.
 */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reading } from "./byte-reader.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { type GgufHeader, type GgufInfo, readGgufHeader } from "./gguf-header.ts";

/** A tensor, and the file it lies in. */
export interface PlacedGguf extends GgufInfo {
  readonly file: string;
}

/** The headers of all parts as one. */
export interface WholeGguf extends GgufHeader {
  /** What holds the metadata: the file, or the first part. */
  readonly file: string;
  readonly tensors: PlacedGguf[];
}

const PART = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/is;

/** The files of the model that a GGUF file belongs to, as its name has it: the file alone, or all parts in their order. */
export function ggufParts(path: string): string[] {
  const [, stem, , count] = PART.exec(basename(path)) ?? [];
  if (stem === undefined || Number(count) < 2) return [path];
  const ending = path.slice(-".gguf".length);
  const name = (part: number) => `${stem}-${String(part).padStart(5, "0")}-of-${count}${ending}`;
  return Array.from({ length: Number(count) }, (_, i) => join(dirname(path), name(i + 1)));
}

/**
 * What a GGUF file says, or all the parts of the model that it belongs to. Throws a CheckpointError where one is missing or damaged, or
 * they are not the parts of one model.
 */
export function readWholeGguf(path: string): WholeGguf {
  const named = reading(path, readGgufHeader);
  const count = wholeNumber(path, named, "split.count") ?? 1;
  if (count < 2) return { ...named, file: path, tensors: placed(path, named) };
  const files = ggufParts(path);
  if (files.length !== count) {
    const kin =
      files.length > 1 ? `its name says ${files.length}` : "its name does not say which, as -00001-of-00002 does";
    throw new CheckpointError(path, "split.count", `is ${count}, the number of files that hold the model, and ${kin}`);
  }
  const lacking = files.find((file) => !existsSync(file));
  if (lacking !== undefined)
    throw new CheckpointError(lacking, "", `is missing: ${path} is one of ${count} parts of a model`);
  const parts = files.map((file) => ({ file, header: reading(file, readGgufHeader) }));
  for (const [i, { file, header }] of parts.entries()) {
    expectNumber(file, header, "split.no", i, `as the part ${i + 1} of ${count} has it`);
    expectNumber(file, header, "split.count", count, `as ${path} has it`);
  }
  const tensors = parts.flatMap(({ file, header }) => placed(file, header));
  checkUnique(tensors);
  const total = `the number of tensors in all ${count} parts`;
  for (const { file, header } of parts) expectNumber(file, header, "split.tensors.count", tensors.length, total);
  const [{ file, header }] = parts as [(typeof parts)[0]];
  return { ...header, file, tensors };
}

const placed = (file: string, { tensors }: GgufHeader) => tensors.map((info): PlacedGguf => ({ ...info, file }));

function wholeNumber(file: string, { metadata }: GgufHeader, key: string): number | undefined {
  const value = metadata[key];
  if (value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= 0)) return value;
  throw new CheckpointError(file, key, `is ${JSON.stringify(String(value))}, and must be a whole number, 0 or more`);
}

function expectNumber(file: string, header: GgufHeader, key: string, expected: number, why: string): void {
  const found = wholeNumber(file, header, key);
  if (found === expected) return;
  throw new CheckpointError(
    file,
    key,
    `${found === undefined ? "is missing" : `is ${found}`}, and must be ${expected}, ${why}`,
  );
}

function checkUnique(tensors: readonly PlacedGguf[]): void {
  const first = new Map<string, string>();
  for (const { name, file } of tensors) {
    const other = first.get(name);
    if (other !== undefined) throw new CheckpointError(file, name, `stands in ${basename(other)} too`);
    first.set(name, file);
  }
}
