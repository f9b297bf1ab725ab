import { dirname } from "node:path";
import { type TokenizerFiles, tokenizerFilesFromGguf } from "../tokenizers/index.ts";
import { locating } from "./checkpoint-error.ts";
import { findWeights, readTokenizerFiles } from "./files.ts";
import { readWholeGguf } from "./gguf-parts.ts";

/**
 * The tokenizer's files of a model: those of its folder, or what the tokenizer of a GGUF file is written as. Throws a CheckpointError
 * where it has none.
 */
export function tokenizerFilesOf(path: string): TokenizerFiles {
  const { format, path: file } = findWeights(path);
  if (format !== "gguf") return readTokenizerFiles(dirname(file));
  const gguf = readWholeGguf(file);
  return locating(
    () => gguf.file,
    () => tokenizerFilesFromGguf(gguf.metadata),
  );
}
