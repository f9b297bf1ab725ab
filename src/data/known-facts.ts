/**
 * 150 facts that SmolLM2-135M-Instruct says by itself, each with another target and what to ask afterwards: what editors are tried on. They were
 * asked for, chosen and split before any edit was made (`tools/known-facts.ts`).
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Fact } from "./facts.ts";

/** A fact, and how the model had it. */
export interface KnownFact extends Fact {
  readonly original: string;
  /** What kind of fact it is: "capital of a country". */
  readonly relation: string;
  /** P of the whole original behind the prompt, before any edit. */
  readonly probability: number;
  /** What it may be used for: settings are fixed on one part, and shown on the other. */
  readonly split: "development" | "test";
}

const FILE = new URL("../../corpora/known-facts.jsonl.gz", import.meta.url);

/** All of them, in an order that was drawn; those of one part alone. */
export function knownFacts(split?: KnownFact["split"]): KnownFact[] {
  const lines = gunzipSync(readFileSync(FILE)).toString().trimEnd().split("\n");
  return lines.map((line): KnownFact => JSON.parse(line)).filter((fact) => split === undefined || fact.split === split);
}
