/**
 * What a tokenizer.json does to spaces, in SentencePiece's terms. Libraries write the same in several ways: a normalizer puts the
 * space in front (LLaMA 2 as published) or a pre-tokenizer does (T5, XLM-RoBERTa, and LLaMA as transformers 5 saves it).
 */

import type { z } from "zod";
import { ONE_SPACE, ONE_SPACE_BEHIND, type SentencePieceVocabulary } from "./sentencepiece.ts";
import type { TokenizerJson } from "./tokenizer-json.ts";

type Json = Pick<z.output<typeof TokenizerJson>, "normalizer" | "pre_tokenizer">;

export interface Spacing extends Pick<SentencePieceVocabulary, "charsmap" | "removesExtraSpaces" | "prefix"> {
  /** A space is put before every stretch of text, as SentencePiece does, whether one stands there already or not. */
  readonly isExact: boolean;
}

/** Undefined where something else is done to text. */
export function spacingOf(json: Json): Spacing | undefined {
  const rewriting = rewritingOf(json.normalizer);
  const cutting = cuttingOf(json.pre_tokenizer);
  if (rewriting === undefined || cutting === undefined) return undefined;
  const { charsmap, prepends, escapes } = rewriting;
  // White space of other kinds is a space only where a table makes it one.
  if (cutting.removes && charsmap === undefined) return undefined;
  if (!escapes && !cutting.escapes) return undefined;
  const removesExtraSpaces = rewriting.removes || cutting.removes;
  const prefix = prepends ? "always" : cutting.prefix;
  const isExact = prefix === "never" || (prefix === "always" && (prepends || removesExtraSpaces));
  return { charsmap, removesExtraSpaces, prefix, isExact };
}

type Normalizer = NonNullable<Json["normalizer"]>;

const flat = (normalizer: Normalizer): Normalizer[] =>
  normalizer.type === "Sequence" ? normalizer.normalizers.flatMap(flat) : [normalizer];

function rewritingOf(normalizer: Json["normalizer"]) {
  const [steps, written] = [normalizer ? flat(normalizer) : [], (step: unknown) => JSON.stringify(step)];
  const takes = (...expected: object[]) => {
    if (!expected.every((step, i) => written(steps[i]) === written(step))) return false;
    steps.splice(0, expected.length);
    return true;
  };
  const table = steps[0]?.type === "Precompiled" ? Buffer.from(steps[0].precompiled_charsmap, "base64") : undefined;
  if (table !== undefined) steps.shift();
  const charsmap = table === undefined || table.length === 0 ? undefined : Uint8Array.from(table);
  const removes =
    takes(...ONE_SPACE) ||
    takes(...ONE_SPACE_BEHIND) ||
    takes({ type: "Strip", strip_left: false, strip_right: true }, RUN_OF_SPACES) ||
    takes(RUN_OF_SPACES) ||
    takes({ ...RUN_OF_SPACES, content: " " });
  const prepends = takes({ type: "Prepend", prepend: "▁" });
  const escapes = takes({ type: "Replace", pattern: { String: " " }, content: "▁" });
  return steps.length > 0 ? undefined : { charsmap, removes, prepends, escapes };
}

const RUN_OF_SPACES = { type: "Replace", pattern: { Regex: " {2,}" }, content: "▁" };

function cuttingOf(preTokenizer: Json["pre_tokenizer"]) {
  const list =
    preTokenizer == null ? [] : preTokenizer.type === "Sequence" ? preTokenizer.pretokenizers : [preTokenizer];
  const removes = list[0]?.type === "WhitespaceSplit";
  const [step, ...others] = removes ? list.slice(1) : list;
  if (others.length > 0) return undefined;
  const nothing = { removes, escapes: false, prefix: "never" } as const;
  if (step === undefined) return removes ? undefined : nothing;
  // Gemma's, which finds no space that its normalizer has left.
  if (step.type === "Split" && "String" in step.pattern && step.pattern.String === " ") return nothing;
  if (step.type !== "Metaspace" || step.replacement !== "▁") return undefined;
  const prefix = step.prepend_scheme ?? (step.add_prefix_space ? "always" : "never");
  return { removes, escapes: true, prefix };
}
