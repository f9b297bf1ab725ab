/** `evaluation/bertscore.json.gz`: triples of sentences, and what the authors' package says of the second and the third. */
import { z } from "zod";
import { packed } from "../fixtures.ts";

export const BertScoreFixture = z.strictObject({
  bertScore: z.string(),
  /** A sentence, a paraphrase with other words, and a distractor with nearly the same ones. */
  triples: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** By "paraphrase 6", "distractor 4 idf" and so on: precision, recall and F of each triple. */
  results: z.record(z.string(), z.array(packed("float32"))),
});

/** `evaluation/bertscore-texts.json.gz`: texts that are empty, long or of odd tokens, with one to three references. */
export const BertScoreTexts = z.strictObject({
  bertScore: z.string(),
  candidates: z.array(z.string()),
  references: z.array(z.array(z.string())),
  /** Precision, recall and F of each. */
  results: z.record(z.enum(["plain", "idf"]), z.array(z.tuple([z.number(), z.number(), z.number()]))),
});
