/**
 * Token shards: a corpus as ids on the disk, read by mapping and never loaded.
 *
 *     index.json       what is below
 *     00000.ids        the ids of the documents, one after the other, uint16 or uint32, little-endian
 *     00000.ends       for each document of the shard where it ends, in tokens, uint32, little-endian
 *
 * The folder appears under its name when all of it is written.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { strictObject } from "../sentences/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

const Count = z.int().nonnegative();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Token shards: a corpus as ids on the disk, read by mapping and never loaded. This is its `index.json`. */
export const ShardIndex = strictObject({
  /** By which the file is known. */
  kind: z.literal("tenon-shards"),
  /** Of the form of the folder. */
  version: z.literal(1),
  /** How an id is stored. */
  dtype: z.enum(["uint16", "uint32"]),
  /** `fingerprint` of the tokenizer that made the ids. */
  tokenizer: Sha256,
  /** Tokens in the tokenizer's vocabulary. */
  vocabulary: Count,
  /** The id that ends each document, or null. It is counted as a token of the document. */
  separator: Count.nullable(),
  /** In all shards. */
  documents: Count,
  /** In all shards, separators included. */
  tokens: Count,
  /** The files, in the order in which they were written. */
  shards: z.array(
    strictObject({
      /** Of its two files, without their ends. */
      name: z.string().regex(/^\d{5}$/),
      /** In this shard, separators included. */
      tokens: Count,
      /** In this shard. */
      documents: Count,
      /** SHA-256 of the file of ids followed by the file of ends. */
      sha256: Sha256,
    }),
  ),
});
export type ShardIndex = z.output<typeof ShardIndex>;

/** What of a tokenizer decides ids: any object that has it may make shards. */
export type TextEncoding = Pick<Tokenizer, "vocabularySize" | "encode" | "idToToken" | "eosId">;

/** A text that reaches the rules by which tokenizers of equal vocabulary differ: spaces, case, digits, scripts, composition. */
const PROBE = "Hello  world,\n\tit's 1234567 Straße ÉCOLE e\u0301 ﬁn 今天天气很好。 привет 😀👍🏽 <s></s> ...  ";

/** SHA-256 over the vocabulary and the ids of a probe: equal for tokenizers that give equal ids. */
export function fingerprint(tokenizer: TextEncoding): string {
  const hash = createHash("sha256");
  for (let id = 0; id < tokenizer.vocabularySize; id++)
    hash.update(`${JSON.stringify(tokenizer.idToToken(id) ?? null)}\n`);
  return hash.update(JSON.stringify(tokenizer.encode(PROBE))).digest("hex");
}
