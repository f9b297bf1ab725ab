/** What every source of text yields, and every filter, tokenizer and shard writer takes. */

/** One text with what is known of it. */
export interface Document {
  /** Where it comes from, unique within a corpus: `folder/file.txt:12` for line 12, or the source's own id. */
  readonly id: string;
  /** All of it. */
  readonly text: string;
  readonly [field: string]: unknown;
}

/** Documents that come one by one, so that a corpus of any size passes through constant memory. */
export type Documents = AsyncIterable<Document> | Iterable<Document>;
