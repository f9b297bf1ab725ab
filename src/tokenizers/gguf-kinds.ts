/**
 * The kinds of vocabulary that GGUF has (`tokenizer.ggml.model`), each in the terms of tokenizer.json. What a file does not say
 * is as llama.cpp takes it.
 */

import { CUTS, type Cut, DEFAULT_CUT } from "./gguf-cuts.ts";
import { FILE, type GgufVocabulary, type Metadata, type Roles } from "./gguf-metadata.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { mergesOf } from "./models.ts";
import { CONTROL, type ScoredPiece, UNKNOWN, UNUSED, USER_DEFINED } from "./pieces.ts";
import { addedTokens, type PieceParts, sentencePieceParts } from "./sentencepiece.ts";
import type { Surroundings } from "./surround.ts";

export interface Described extends Surroundings {
  readonly parts: PieceParts;
  readonly roles: Roles;
}

type Kind = (vocabulary: GgufVocabulary, tell: (line: string) => void) => Described;

const BYTE_LEVEL_DECODER = { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true } as const;

const gpt2: Kind = ({ metadata, pieces, roles }, tell) => {
  const cut = cutOf(metadata["tokenizer.ggml.pre"], tell);
  const merges = metadata["tokenizer.ggml.merges"];
  if (merges === undefined) throw new MalformedTokenizerError(FILE, "tokenizer.ggml.merges", "is missing");
  return {
    parts: {
      added_tokens: addedTokens(pieces),
      normalizer: cut.normalizer ?? null,
      pre_tokenizer: cut.preTokenizer,
      decoder: BYTE_LEVEL_DECODER,
      model: {
        type: "BPE",
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        ignore_merges: cut.ignoreMerges ?? false,
        vocab: idsOf(pieces),
        merges: mergesOf(merges, FILE, "tokenizer.ggml.merges"),
      },
    },
    roles,
    ...around(metadata, roles, cut.addBos ?? false, false),
  };
};

function cutOf(name: string | undefined, tell: (line: string) => void): Cut {
  if (name === undefined || name === "default") {
    const said = name === undefined ? "is missing" : 'is "default"';
    tell(`${FILE}: tokenizer.ggml.pre ${said}: text is cut by guess, as llama.cpp does, which may cost quality`);
    return DEFAULT_CUT;
  }
  const cut = Object.hasOwn(CUTS, name) ? CUTS[name] : undefined;
  if (cut === undefined) throw unsupported("tokenizer.ggml.pre", name, Object.keys(CUTS));
  return cut;
}

/** SentencePiece's BPE, as LLaMA 2, Mistral and Gemma have it. */
const llama: Kind = ({ metadata, pieces, roles }) => {
  if (metadata["tokenizer.ggml.scores"] === undefined)
    throw new MalformedTokenizerError(FILE, "tokenizer.ggml.scores", "is missing");
  const known = { ...within(pieces, { bos: 1, eos: 2, unk: 0 }), ...roles };
  return {
    parts: sentencePieceParts({
      kind: "BPE",
      pieces: withUnknown(pieces.map(unescaped), known.unk),
      removesExtraSpaces: false,
      prefix: (metadata["tokenizer.ggml.add_space_prefix"] ?? true) ? "always" : "never",
    }),
    roles: known,
    ...around(metadata, known, true, false),
  };
};

/** Converters write a run of spaces that a user has defined, "▁▁", as the spaces that it stands for. */
function unescaped(piece: ScoredPiece): ScoredPiece {
  return piece.type === USER_DEFINED && /^ +$/.test(piece.text)
    ? { ...piece, text: "▁".repeat(piece.text.length) }
    : piece;
}

/** SentencePiece's Unigram, as T5 and XLM-RoBERTa have it. */
const t5: Kind = ({ metadata, pieces, roles }) => {
  if (metadata["tokenizer.ggml.scores"] === undefined)
    throw new MalformedTokenizerError(FILE, "tokenizer.ggml.scores", "is missing");
  const charsmap = metadata["tokenizer.ggml.precompiled_charsmap"];
  const known = { ...within(pieces, { eos: 1, unk: 2, pad: 0 }), ...roles };
  return {
    parts: sentencePieceParts({
      kind: "Unigram",
      pieces: withUnknown(pieces.map(unescaped), known.unk),
      charsmap: charsmap && Uint8Array.from(charsmap),
      removesExtraSpaces: metadata["tokenizer.ggml.remove_extra_whitespaces"] ?? false,
      prefix: (metadata["tokenizer.ggml.add_space_prefix"] ?? false) ? "always" : "never",
    }),
    roles: known,
    ...around(metadata, known, false, true),
  };
};

/** The unknown piece is one by its type; where no types are written, by its id. */
const withUnknown = (pieces: readonly ScoredPiece[], unknown: number | undefined) =>
  pieces.some(({ type }) => type === UNKNOWN)
    ? pieces
    : pieces.map((piece, id) => (id === unknown ? { ...piece, type: UNKNOWN } : piece));

/** WordPiece. GGUF writes "▁" before what begins a word, in place of "##" before what does not. */
const bert: Kind = ({ metadata, pieces, roles: given }) => {
  const named = { ...within(pieces, { cls: 101, unk: 100, sep: 102, pad: 0, mask: 103 }), ...given };
  const { bos, ...others } = named;
  const roles: Roles = { ...others, ...(bos !== undefined && { cls: bos }) };
  const lowercase = metadata["tokenizer.ggml.normalizer.lowercase"] ?? true;
  const words = pieces.map((piece) => ({ ...piece, text: spelled(piece) }));
  if (roles.unk === undefined) throw new MalformedTokenizerError(FILE, "tokenizer.ggml.unknown_token_id", "is missing");
  return {
    parts: {
      added_tokens: addedTokens(words),
      normalizer: {
        type: "BertNormalizer",
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: metadata["tokenizer.ggml.normalizer.strip_accents"] ?? null,
        lowercase,
      },
      pre_tokenizer: { type: "BertPreTokenizer" },
      decoder: { type: "WordPiece", prefix: "##", cleanup: true },
      model: {
        type: "WordPiece",
        unk_token: words[roles.unk]!.text,
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab: idsOf(words),
      },
    },
    roles,
    before: idIf(true, roles.cls),
    after: idIf(true, roles.sep),
    joinsPairs: "shared end",
  };
};

function spelled({ text, type }: ScoredPiece): string {
  if (type === CONTROL || type === UNKNOWN || type === USER_DEFINED || type === UNUSED) return text;
  if (text.startsWith("▁")) return text.slice(1);
  return /^\[.*\]$/.test(text) ? text : `##${text}`; // older converters left what stands in brackets as it was
}

/** What the file says, else what is usual of its kind. */
function around(metadata: Metadata, roles: Roles, bos: boolean, eos: boolean) {
  return {
    before: idIf(metadata["tokenizer.ggml.add_bos_token"] ?? bos, roles.bos),
    after: idIf(metadata["tokenizer.ggml.add_eos_token"] ?? eos, roles.eos),
  };
}

const idIf = (wanted: boolean, id: number | undefined) => (wanted && id !== undefined ? [id] : []);

const within = (pieces: readonly ScoredPiece[], roles: Roles): Roles =>
  Object.fromEntries(Object.entries(roles).filter(([, id]) => id < pieces.length));

const idsOf = (pieces: readonly ScoredPiece[]) =>
  Object.fromEntries(pieces.map(({ text }, id) => [text, id] as const).filter(([, id]) => pieces[id]!.type !== UNUSED));

const KINDS: Readonly<Record<string, Kind>> = { gpt2, llama, bert, t5 };

export function describe(vocabulary: GgufVocabulary, tell: (line: string) => void): Described {
  const name = vocabulary.metadata["tokenizer.ggml.model"];
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined) throw unsupported("tokenizer.ggml.model", name, Object.keys(KINDS));
  return kind(vocabulary, tell);
}

const unsupported = (field: string, value: string, known: readonly string[]) =>
  new MalformedTokenizerError(FILE, field, `${JSON.stringify(value)} is not supported (known: ${known.join(", ")})`);
