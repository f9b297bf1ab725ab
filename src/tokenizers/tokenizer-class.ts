/**
 * What options of `tokenizer_config.json` change of `tokenizer.json`. A class of transformers builds its normalizer and pre-tokenizer anew from
 * them, so an option that the config states overrules what the file says. Which class takes which option is read off
 * their constructors (transformers 5.23); all others, and the classes without a constructor of their own, take the file as it is.
 */

import { z } from "zod";
import type { DecoderConfig } from "./decoders.ts";
import type { NormalizerConfig } from "./normalizers.ts";
import type { PreTokenizerConfig } from "./pre-tokenizers.ts";

type NormalizerPart = z.output<typeof NormalizerConfig>;
type PreTokenizerPart = z.output<typeof PreTokenizerConfig>;
type DecoderPart = z.output<typeof DecoderConfig>;

export const ClassOptions = z.object({
  tokenizer_class: z.string().nullish(),
  do_lower_case: z.boolean().nullish(),
  strip_accents: z.boolean().nullish(),
  tokenize_chinese_chars: z.boolean().nullish(),
  clean_text: z.boolean().nullish(),
  keep_accents: z.boolean().nullish(),
  add_prefix_space: z.boolean().nullish(),
  split_by_punct: z.boolean().nullish(),
});
type Options = z.output<typeof ClassOptions>;

export interface Parts {
  readonly normalizer?: NormalizerPart | null | undefined;
  readonly pre_tokenizer?: PreTokenizerPart | null | undefined;
  readonly decoder?: DecoderPart | null | undefined;
}

/** Classes by the name without "Tokenizer". */
const BERT = [
  "Bert",
  "DistilBert",
  "Electra",
  "Funnel",
  "LayoutLM",
  "LayoutLMv2",
  "Lxmert",
  "MPNet",
  "MobileBert",
  "Splinter",
  "SqueezeBert",
];
const LOWERED_FIRST = ["DebertaV2", "Tipsv2"];
const ACCENTED = ["Albert", "RemBert"];
/** Where a space in front is put before the first word alone. */
const PREFIXED_ONCE = ["CodeLlama", "Llama"];
const PREFIXED = [
  ...PREFIXED_ONCE,
  ...["Albert", "Bart", "Barthez", "BigBird", "Blenderbot", "Camembert", "CodeGen", "Cohere", "Deberta", "DebertaV2"],
  ...["GPT2", "GPTNeoX", "LED", "LayoutLMv3", "LayoutXLM", "Luke", "Longformer", "MarkupLM", "Mvp", "Qwen2"],
  ...["Qwen3_5", "RemBert", "Roberta", "Whisper", "XGLM", "XLMRoberta"],
];

/** The parts of a file as the class that the config names has them. */
export function partsOfClass(file: Parts, options: Options): Parts {
  const kind = options.tokenizer_class?.replace(/Tokenizer(?:Fast)?$/, "") ?? "";
  return {
    normalizer: normalizerOfClass(kind, file.normalizer, options),
    pre_tokenizer: preTokenizerOfClass(kind, file.pre_tokenizer, options),
    decoder: decoderOfClass(kind, file.decoder, options),
  };
}

function normalizerOfClass(kind: string, part: Parts["normalizer"], options: Options): Parts["normalizer"] {
  if (BERT.includes(kind) && part?.type === "BertNormalizer")
    return {
      ...part,
      lowercase: options.do_lower_case ?? part.lowercase,
      strip_accents: options.strip_accents === undefined ? part.strip_accents : options.strip_accents,
      handle_chinese_chars: options.tokenize_chinese_chars ?? part.handle_chinese_chars,
      clean_text: (kind === "Funnel" ? options.clean_text : undefined) ?? part.clean_text,
    };
  if (part?.type !== "Sequence") return part;
  let steps = part.normalizers;
  if (ACCENTED.includes(kind)) steps = accented(steps, options.keep_accents);
  if (LOWERED_FIRST.includes(kind)) steps = lowered(steps, options.do_lower_case, 0);
  else if (ACCENTED.includes(kind) || kind === "XLNet")
    steps = lowered(steps, options.do_lower_case, beforeTable(steps));
  return { ...part, normalizers: steps };
}

type Steps = readonly NormalizerPart[];
const without = (steps: Steps, ...types: NormalizerPart["type"][]) => steps.filter(({ type }) => !types.includes(type));
const has = (steps: Steps, type: NormalizerPart["type"]) => steps.some((step) => step.type === type);
const beforeTable = (steps: Steps) => {
  const at = steps.findIndex(({ type }) => type === "Precompiled");
  return at < 0 ? steps.length : at;
};

function lowered(steps: NormalizerPart[], isLowered: boolean | null | undefined, at: number): NormalizerPart[] {
  if (isLowered == null || isLowered === has(steps, "Lowercase")) return steps;
  return isLowered ? steps.toSpliced(at, 0, { type: "Lowercase" }) : without(steps, "Lowercase");
}

function accented(steps: NormalizerPart[], keepsAccents: boolean | null | undefined): NormalizerPart[] {
  if (keepsAccents == null || keepsAccents === !has(steps, "StripAccents")) return steps;
  if (keepsAccents) return without(steps, "NFKD", "StripAccents");
  const last = steps.findLastIndex(({ type }) => type === "Replace");
  return steps.toSpliced(last + 1, 0, { type: "NFKD" }, { type: "StripAccents" });
}

function preTokenizerOfClass(kind: string, part: Parts["pre_tokenizer"], options: Options): Parts["pre_tokenizer"] {
  const prefixed = PREFIXED.includes(kind) ? prefixedCut(kind, part, options.add_prefix_space) : part;
  if (kind !== "DebertaV2" || options.split_by_punct == null || prefixed?.type !== "Sequence") return prefixed;
  const rest = prefixed.pretokenizers.filter(({ type }) => type !== "Punctuation");
  const split = options.split_by_punct ? [{ type: "Punctuation" as const, behavior: "Isolated" as const }] : [];
  return { ...prefixed, pretokenizers: [...split, ...rest] };
}

type Scheme = "always" | "first" | "never";
function schemeOf(kind: string, isPrefixed: boolean): Scheme {
  if (PREFIXED_ONCE.includes(kind)) return isPrefixed ? "first" : "never";
  if (kind === "DebertaV2") return isPrefixed ? "always" : "first";
  return isPrefixed ? "always" : "never";
}

function prefixedCut<T extends Parts["pre_tokenizer"]>(
  kind: string,
  part: T,
  isPrefixed: boolean | null | undefined,
): T {
  if (part == null || isPrefixed == null) return part;
  if (part.type === "ByteLevel") return { ...part, add_prefix_space: isPrefixed };
  if (part.type === "Metaspace") return { ...part, prepend_scheme: schemeOf(kind, isPrefixed) };
  if (part.type !== "Sequence") return part;
  return { ...part, pretokenizers: part.pretokenizers.map((one) => prefixedCut(kind, one, isPrefixed)) };
}

/** A space that was put in front is taken away again: by the step of that name, or by one that strips it. */
function decoderOfClass(kind: string, part: Parts["decoder"], options: Options): Parts["decoder"] {
  const isPrefixed = options.add_prefix_space;
  if (part == null || isPrefixed == null || !PREFIXED.includes(kind)) return part;
  if (part.type === "Metaspace") return { ...part, prepend_scheme: schemeOf(kind, isPrefixed) };
  if (part.type !== "Sequence" || kind !== "Llama") return part;
  const rest = part.decoders.filter(({ type }) => type !== "Strip");
  const strip = isPrefixed ? [{ type: "Strip" as const, content: " ", start: 1, stop: 0 }] : [];
  return { ...part, decoders: [...rest, ...strip] };
}
