/**
 * A `tokenizer.model` as SentencePiece writes it: a message of Protocol Buffers (sentencepiece_model.proto) that holds the pieces,
 * how they were trained and how text is normalized.
 */

import { MalformedTokenizerError } from "./malformed.ts";
import { NORMAL, type ScoredPiece, UNUSED } from "./pieces.ts";
import { CharsmapError, precompiled } from "./precompiled.ts";
import { type Field, fieldsOf, WireError } from "./protobuf.ts";
import type { SentencePieceVocabulary } from "./sentencepiece.ts";

export interface SentencePieceModel extends Omit<SentencePieceVocabulary, "prefix"> {
  readonly addsPrefix: boolean;
  /** Ids of the roles that the model itself knows; -1 for none. */
  readonly roles: { readonly bos: number; readonly eos: number; readonly pad: number; readonly unk: number };
}

/** Numbers of fields. */
const MODEL = { pieces: 1, trainer: 2, normalizer: 3, denormalizer: 5 } as const;
const PIECE = { text: 1, score: 2, type: 3 } as const;
const TRAINER = { kind: 3, spaceAsSuffix: 24, unk: 40, bos: 41, eos: 42, pad: 43 } as const;
const NORMALIZER = { charsmap: 2, addsPrefix: 3, removesExtraSpaces: 4, escapesSpaces: 5 } as const;

const KINDS: Readonly<Record<number, SentencePieceVocabulary["kind"]>> = { 1: "Unigram", 2: "BPE" };
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * @param file its name, for messages
 * @throws MalformedTokenizerError in one sentence, where the bytes are damaged or say what is not supported
 */
export function readSentencePiece(bytes: Uint8Array, file: string): SentencePieceModel {
  const refused = (field: string, reason: string) => new MalformedTokenizerError(file, field, reason);
  try {
    const fields = [...fieldsOf(bytes)];
    const pieces = fields.flatMap(({ number, value }, i) =>
      number === MODEL.pieces ? [pieceOf(bytesOf(value), i)] : [],
    );
    if (pieces.length === 0) throw new WireError("holds no pieces");
    const trainer = new Message(last(fields, MODEL.trainer));
    const normalizer = new Message(last(fields, MODEL.normalizer));
    const kind = KINDS[trainer.number(TRAINER.kind, 1)];
    if (kind === undefined) throw refused("trainer_spec.model_type", "is neither Unigram nor BPE, and not supported");
    if (trainer.number(TRAINER.spaceAsSuffix, 0) !== 0)
      throw refused("trainer_spec.treat_whitespace_as_suffix", "is true, which is not supported");
    if (normalizer.number(NORMALIZER.escapesSpaces, 1) === 0)
      throw refused("normalizer_spec.escape_whitespaces", "is false, which is not supported");
    if (new Message(last(fields, MODEL.denormalizer)).bytes(NORMALIZER.charsmap).length > 0)
      throw refused("denormalizer_spec", "rewrites what is decoded, which is not supported");
    const charsmap = normalizer.bytes(NORMALIZER.charsmap);
    if (charsmap.length > 0) precompiled(charsmap);
    return {
      kind,
      pieces,
      charsmap: charsmap.length > 0 ? charsmap : undefined,
      addsPrefix: normalizer.number(NORMALIZER.addsPrefix, 1) !== 0,
      removesExtraSpaces: normalizer.number(NORMALIZER.removesExtraSpaces, 1) !== 0,
      roles: {
        unk: trainer.number(TRAINER.unk, 0),
        bos: trainer.number(TRAINER.bos, 1),
        eos: trainer.number(TRAINER.eos, 2),
        pad: trainer.number(TRAINER.pad, -1),
      },
    };
  } catch (error) {
    if (error instanceof WireError) throw refused("", `is no SentencePiece model: it ${error.message}`);
    if (error instanceof CharsmapError) throw refused("normalizer_spec.precompiled_charsmap", error.message);
    throw error;
  }
}

function pieceOf(bytes: Uint8Array, id: number): ScoredPiece {
  const message = new Message(bytes);
  const text = textOf(message.bytes(PIECE.text), id);
  const score = message.float(PIECE.score);
  if (!Number.isFinite(score)) throw new WireError(`gives piece ${id} the score ${score}`);
  // No text holds an empty piece, and no file of tokens may.
  if (text === "") return { text: `[EMPTY_${id}]`, score: 0, type: UNUSED };
  return { text, score, type: message.number(PIECE.type, NORMAL) };
}

function textOf(bytes: Uint8Array, id: number): string {
  try {
    return strict.decode(bytes);
  } catch {
    throw new WireError(`writes piece ${id} in what is not UTF-8`);
  }
}

function bytesOf(value: Field["value"] | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  if (typeof value === "number") throw new WireError("holds a number where a message or a text belongs");
  return value;
}

const last = (fields: readonly Field[], number: number) =>
  bytesOf(fields.findLast((one) => one.number === number)?.value);

/** A message's fields by number, the last of each counting; a default stands for one that is not there. */
class Message {
  readonly #fields: ReadonlyMap<number, Field["value"]>;

  constructor(bytes: Uint8Array) {
    this.#fields = new Map([...fieldsOf(bytes)].map(({ number, value }) => [number, value]));
  }

  number(field: number, absent: number): number {
    const value = this.#fields.get(field) ?? absent;
    if (typeof value !== "number") throw new WireError("holds bytes where a number belongs");
    return value;
  }

  float(field: number): number {
    const bytes = bytesOf(this.#fields.get(field));
    if (bytes.length === 0) return 0;
    if (bytes.length !== 4) throw new WireError(`holds ${bytes.length} bytes where a number of 4 belongs`);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
  }

  bytes(field: number): Uint8Array {
    return bytesOf(this.#fields.get(field));
  }
}
