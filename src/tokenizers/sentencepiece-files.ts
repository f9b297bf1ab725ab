/**
 * A checkpoint's tokenizer files from its `tokenizer.model`, where it has no `tokenizer.json`. The pieces are SentencePiece's; the
 * class that `tokenizer_config.json` names says which ids they have and what stands around a text. Where no class of transformers
 * is named, ids are those of SentencePiece itself.
 */

import { z } from "zod";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { CONTROL, type ScoredPiece, UNKNOWN, USER_DEFINED } from "./pieces.ts";
import { type SentencePieceVocabulary, sentencePieceParts } from "./sentencepiece.ts";
import { readSentencePiece, type SentencePieceModel } from "./sentencepiece-model.ts";
import { surround } from "./surround.ts";
import type { TokenizerFiles } from "./tokenizer-json.ts";

const CONFIG = "tokenizer_config.json";

const Config = z.looseObject({
  tokenizer_class: z.string().nullish(),
  legacy: z.boolean().nullish(),
  add_prefix_space: z.boolean().nullish(),
  add_bos_token: z.boolean().nullish(),
  add_eos_token: z.boolean().nullish(),
  extra_ids: z.int().nonnegative().max(10_000).nullish(),
});
type Config = z.output<typeof Config>;

/** What a class makes of a model. */
interface Shape extends Pick<SentencePieceVocabulary, "pieces" | "prefix"> {
  /** Pieces by their roles. */
  readonly roles: Readonly<Record<string, number>>;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Between two texts, besides what stands around each (XLM-RoBERTa). */
  readonly joinsPairs?: "doubled end";
}

/**
 * A checkpoint's tokenizer files from its `tokenizer.model`, where it has no `tokenizer.json`.
 * @param file the model's name, for messages
 * @param beside the other files of the checkpoint
 * @throws MalformedTokenizerError in one sentence, where the model is damaged or says what is not supported
 */
export function tokenizerFilesFromSentencePiece(
  bytes: Uint8Array,
  file: string,
  beside: Omit<TokenizerFiles, "tokenizer.json"> = {},
): TokenizerFiles {
  const model = readSentencePiece(bytes, file);
  const config = parseFile(Config, beside[CONFIG] ?? {}, CONFIG);
  const name = config.tokenizer_class?.replace(/Fast$/, "");
  if (name === undefined && file.startsWith("sentencepiece."))
    // fairseq's name, whose ids are the class's and not the file's
    throw new MalformedTokenizerError(
      CONFIG,
      "tokenizer_class",
      `is missing, and no tokenizer.json says what ids ${file} has`,
    );
  const shape = SHAPES[name ?? "PreTrainedTokenizer"];
  if (shape === undefined || !Object.hasOwn(SHAPES, name ?? "PreTrainedTokenizer")) {
    const known = Object.keys(SHAPES).join(", ");
    const reason = `${JSON.stringify(config.tokenizer_class)} is not supported without a tokenizer.json (known: ${known})`;
    throw new MalformedTokenizerError(CONFIG, "tokenizer_class", reason);
  }
  const { pieces, prefix, roles, before, after, joinsPairs } = shape(model, config);
  const parts = sentencePieceParts({ ...model, pieces, prefix });
  const named = Object.entries(roles).map(([role, id]) => [`${role}_token`, pieces[id]!.text]);
  return {
    ...beside,
    "tokenizer.json": {
      version: "1.0",
      truncation: null,
      padding: null,
      ...parts,
      post_processor: surround({ before, after, joinsPairs }, (id) => pieces[id]!.text),
    },
    [CONFIG]: { ...Object.fromEntries(named), ...present(config) },
  };
}

const present = (config: Config) => Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));

/** Roles whose ids have a piece that is a mark. */
const rolesOf = ({ roles, pieces }: SentencePieceModel) =>
  Object.fromEntries(
    Object.entries(roles).filter(([, id]) => {
      const type = pieces[id]?.type;
      return type === CONTROL || type === UNKNOWN || type === USER_DEFINED;
    }),
  );

function around(config: Config, roles: Readonly<Record<string, number>>) {
  const idIf = (wanted: boolean | null | undefined, id: number | undefined) => (wanted && id !== undefined ? [id] : []);
  return { before: idIf(config.add_bos_token, roles.bos), after: idIf(config.add_eos_token, roles.eos) };
}

/**
 * SentencePiece puts a space before a text and not before each stretch of it. Where an added space is not to be told from one
 * that stands there already, either can be said in tokenizer.json but not both: symbols within text, or a text that begins with a space.
 */
function plain(model: SentencePieceModel, config: Config): Shape {
  const { pieces, removesExtraSpaces, addsPrefix } = model;
  const first = removesExtraSpaces || pieces.some(({ type }) => type === USER_DEFINED);
  const roles = rolesOf(model);
  return { pieces, roles, prefix: !addsPrefix ? "never" : first ? "first" : "always", ...around(config, roles) };
}

/** `legacy`: a space stands after each mark too, as it did when LLaMA was published. */
function llama(model: SentencePieceModel, config: Config): Shape {
  const prefix = config.add_prefix_space === false ? "never" : config.legacy ? "always" : "first";
  return { ...plain(model, config), prefix };
}

const gemma = (model: SentencePieceModel, config: Config): Shape => ({ ...plain(model, config), prefix: "never" });

/** T5's places for what was masked stand behind the pieces, the last first. */
function t5(model: SentencePieceModel, config: Config): Shape {
  const count = config.extra_ids ?? 100;
  const extra = Array.from({ length: count }, (_, i) => mark(`<extra_id_${count - 1 - i}>`));
  const roles = rolesOf(model);
  const after = roles.eos === undefined ? [] : [roles.eos];
  return { pieces: [...model.pieces, ...extra], roles, prefix: "always", before: [], after };
}

/** fairseq had marks of its own, so that all pieces but the first three stand one later. */
function xlmRoberta({ pieces }: SentencePieceModel): Shape {
  const marks = [mark("<s>"), mark("<pad>"), mark("</s>"), { ...mark("<unk>"), type: UNKNOWN }];
  return {
    pieces: [...marks, ...pieces.slice(3), mark("<mask>")],
    roles: { bos: 0, cls: 0, pad: 1, eos: 2, sep: 2, unk: 3, mask: pieces.length + 1 },
    prefix: "always",
    before: [0],
    after: [2],
    joinsPairs: "doubled end",
  };
}

const mark = (text: string): ScoredPiece => ({ text, score: 0, type: CONTROL });

const SHAPES: Readonly<Record<string, (model: SentencePieceModel, config: Config) => Shape>> = {
  PreTrainedTokenizer: plain,
  TokenizersBackend: plain,
  LlamaTokenizer: llama,
  CodeLlamaTokenizer: llama,
  GemmaTokenizer: gemma,
  T5Tokenizer: t5,
  XLMRobertaTokenizer: xlmRoberta,
};
