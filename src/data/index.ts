/** Documents in, batches out: sources, filters, packing, shards. */
export {
  type Batches,
  type BatchOptions,
  type Position,
  type TokenBatch,
  type TokenBatches,
  tokenBatches,
} from "./batches.ts";
export { type CausalBatch, causalDocuments, causalRows, IGNORED, type PackedBatch } from "./collators.ts";
export { DataError } from "./data-error.ts";
export type { Document, Documents } from "./document.ts";
export { type DocumentOptions, documents } from "./documents.ts";
export { exactDuplicates, type NearDuplicateOptions, nearDuplicates } from "./duplicates.ts";
export { type Example, type Examples, exampleLines, exampleOf } from "./examples.ts";
export { type Fact, type FactQuestion, readFacts } from "./facts.ts";
export {
  type Filter,
  type FilterReport,
  filtered,
  filterReport,
  lengthFilter,
  scriptFilter,
  symbolFilter,
} from "./filters.ts";
export {
  type Instruction,
  type InstructionPattern,
  type InstructionRecord,
  InstructionTemplate,
} from "./instruction-template.ts";
export { jsonDocuments } from "./json.ts";
export { jsonlDocuments } from "./jsonl.ts";
export { type KnownFact, knownFacts } from "./known-facts.ts";
export { inputName, readLines } from "./lines.ts";
export { type MaskedBatch, MaskingConfig, maskTokens } from "./masking.ts";
export { type MinHashOptions, minHash, shingles, similarity } from "./minhash.ts";
export { parquetDocuments } from "./parquet.ts";
export { permuted } from "./permutation.ts";
export { RAE_LIMITS, type Repetition, repetitionFilter, repetitionOf } from "./repetition.ts";
export { fingerprint, type ShardIndex, type TextEncoding } from "./shard-index.ts";
export { type OpenShardsOptions, openShards, type Shards } from "./shards.ts";
export { type Speech, speeches } from "./speeches.ts";
export { SuccessorsConfig, successorTexts } from "./successor-texts.ts";
export { SyntheticWorld, WorldConfig, type WorldFact } from "./synthetic-world.ts";
export { packedRows, rowBatches, type TargetedRow } from "./targeted-rows.ts";
export { TaskWorld, TaskWorldConfig } from "./task-world.ts";
export { type Split, textDocuments } from "./text.ts";
export type { ObjectKind, RelationName, WorldRelation } from "./world-relations.ts";
export { type ShardOptions, writeShards } from "./write-shards.ts";
