/** The part of a GGUF file's metadata that says a tokenizer: which keys there are, and what is wrong with them. */

import { z } from "zod";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { NORMAL, type ScoredPiece, UNUSED } from "./pieces.ts";

export const FILE = "GGUF metadata";
const PREFIX = "tokenizer.ggml.";
const TEMPLATE = "tokenizer.chat_template";

const strings = z.custom<readonly string[]>(
  (value) => Array.isArray(value) && value.every((token) => typeof token === "string"),
  "expected an array of strings",
);
const numbers = z.custom<ArrayLike<number>>(
  (value) => isNumbers(value) && value.every(Number.isFinite),
  "expected an array of finite numbers",
);
const bytes = z.custom<ArrayLike<number>>(
  (value) => isNumbers(value) && value.every((byte) => Number.isInteger(byte) && byte >= -128 && byte < 256),
  "expected an array of bytes",
);
const isNumbers = (value: unknown): value is readonly number[] =>
  (Array.isArray(value) && value.every((one) => typeof one === "number")) ||
  (ArrayBuffer.isView(value) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array));
// Readers give 64-bit integers as bigint.
const id = z
  .custom<number | bigint>((value) => Number.isInteger(value) || typeof value === "bigint", "expected an integer")
  .transform(Number)
  .optional();
const flag = z.custom<boolean>((value) => typeof value === "boolean", "expected true or false").optional();
const text = z.custom<string>((value) => typeof value === "string", "expected a text");

const Metadata = z.object({
  "tokenizer.ggml.model": text,
  "tokenizer.ggml.pre": text.optional(),
  "tokenizer.ggml.tokens": strings,
  "tokenizer.ggml.token_type": numbers.optional(),
  "tokenizer.ggml.scores": numbers.optional(),
  "tokenizer.ggml.merges": strings.optional(),
  "tokenizer.ggml.precompiled_charsmap": bytes.optional(),
  "tokenizer.ggml.bos_token_id": id,
  "tokenizer.ggml.eos_token_id": id,
  "tokenizer.ggml.eot_token_id": id,
  "tokenizer.ggml.eom_token_id": id,
  "tokenizer.ggml.padding_token_id": id,
  "tokenizer.ggml.unknown_token_id": id,
  "tokenizer.ggml.seperator_token_id": id, // as the format spells it
  "tokenizer.ggml.cls_token_id": id,
  "tokenizer.ggml.mask_token_id": id,
  "tokenizer.ggml.add_bos_token": flag,
  "tokenizer.ggml.add_eos_token": flag,
  "tokenizer.ggml.add_space_prefix": flag,
  "tokenizer.ggml.remove_extra_whitespaces": flag,
  "tokenizer.ggml.normalizer.lowercase": flag,
  "tokenizer.ggml.normalizer.strip_accents": flag,
  [TEMPLATE]: text.optional(),
});
export type Metadata = z.output<typeof Metadata>;

/** What changes no id: marks of code completion, a separator that is in no text, what the model's table is told. */
const HARMLESS =
  /^(add_sep_token|token_type_count|suppress_tokens|(fim_(pre|suf|mid|pad|rep|sep)|prefix|suffix|middle)_token_id)$/;

const ROLES = {
  bos: "bos",
  eos: "eos",
  eot: "eot",
  eom: "eom",
  pad: "padding",
  unk: "unknown",
  sep: "seperator",
  cls: "cls",
  mask: "mask",
} as const;
type Role = keyof typeof ROLES;

/** Ids by the roles that they have. */
export type Roles = { readonly [role in Role]?: number };

export interface GgufVocabulary {
  readonly metadata: Metadata;
  readonly pieces: readonly ScoredPiece[];
  readonly roles: Roles;
  /** Chat templates by name; `default` is that of `tokenizer.chat_template`. */
  readonly templates: ReadonlyMap<string, string>;
}

/**
 * @param tell is told what is passed over
 * @throws MalformedTokenizerError in one sentence that names the field
 */
export function parseGguf(file: Readonly<Record<string, unknown>>, tell: (line: string) => void): GgufVocabulary {
  const metadata = parseFile(Metadata, file, FILE);
  const unknown = Object.keys(file).filter(
    (key) => key.startsWith(PREFIX) && !(key in Metadata.shape) && !HARMLESS.test(key.slice(PREFIX.length)),
  );
  if (unknown.length > 0) tell(`${FILE}: passed over, since nothing here reads it: ${unknown.join(", ")}`);
  return { metadata, pieces: piecesOf(metadata), roles: rolesOf(metadata, tell), templates: templatesOf(file) };
}

function templatesOf(file: Readonly<Record<string, unknown>>): Map<string, string> {
  const templates = Object.entries(file).flatMap(([key, source]): [string, string][] => {
    const name = key === TEMPLATE ? "default" : key.startsWith(`${TEMPLATE}.`) ? key.slice(TEMPLATE.length + 1) : "";
    return name !== "" && typeof source === "string" ? [[name, source]] : [];
  });
  return new Map(templates);
}

function piecesOf(metadata: Metadata): ScoredPiece[] {
  const tokens = metadata["tokenizer.ggml.tokens"];
  const perToken = (name: "token_type" | "scores") => {
    const values = metadata[`tokenizer.ggml.${name}`];
    if (values !== undefined && values.length < tokens.length) {
      const reason = `has ${values.length} entries, and there are ${tokens.length} tokens`;
      throw new MalformedTokenizerError(FILE, `${PREFIX}${name}`, reason);
    }
    return values;
  };
  const [types, scores] = [perToken("token_type"), perToken("scores")];
  return tokens.map((token, i) =>
    // No text holds an empty token, and no file of tokens may.
    token === ""
      ? { text: `[EMPTY_${i}]`, score: 0, type: UNUSED }
      : { text: token, score: scores?.[i] ?? 0, type: types?.[i] ?? NORMAL },
  );
}

/** Ids that no token has are passed over: files write -1 or 4294967295 for none. */
function rolesOf(metadata: Metadata, tell: (line: string) => void): Roles {
  const size = metadata["tokenizer.ggml.tokens"].length;
  const entries = Object.entries(ROLES).flatMap(([role, name]) => {
    const id = metadata[`tokenizer.ggml.${name}_token_id`];
    if (id === undefined) return [];
    if (id >= 0 && id < size) return [[role, id] as const];
    tell(`${FILE}: ${PREFIX}${name}_token_id is ${id}, and there are ${size} tokens: passed over`);
    return [];
  });
  return Object.fromEntries(entries);
}
