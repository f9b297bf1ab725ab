/**
 * A tokenizer turns text into ids and back:
 *
 *     text -> added tokens -> normalizer -> pre-tokenizer (words) -> model (ids) -> post-processor (special tokens)
 *
 * It gives the ids that Hugging Face's `tokenizers` gives (see tests/parity). Only the model and the decoder are always
 * there.
 */

import type { Message } from "../lm/index.ts";
import type { AddedToken } from "./added-tokens.ts";
import { type ChatTemplate, ChatTemplateError, type RenderOptions } from "./chat-template.ts";
import type { Decoder } from "./decoders.ts";
import type { Model } from "./model.ts";
import type { Normalizer } from "./normalizer.ts";
import { joinPair, type PairEncoding, sideBySide } from "./pairs.ts";
import { type PostProcessor, plain, trimOffsets } from "./post-processors.ts";
import type { Piece, PreTokenizer } from "./pre-tokenizers.ts";
import { Segments } from "./segments.ts";
import type { TokenizerFiles } from "./tokenizer-json.ts";
import { Words } from "./words.ts";

export interface EncodeOptions {
  /** Add the tokens that the checkpoint wants around every text, such as its BOS. Default true. */
  readonly addSpecialTokens?: boolean;
  /** Text such as "<|im_start|>" becomes the token it names; false makes it ordinary text. Default true, unless the files say otherwise. */
  readonly parseSpecialTokens?: boolean;
  /** The most tokens, special ones included: what is too long is cut at its end, of two texts the longer one first. */
  readonly maxLength?: number;
}

export interface DecodeOptions {
  /** Leave special tokens out of the text. Default false. */
  readonly skipSpecialTokens?: boolean;
}

export interface Encoding {
  ids: number[];
  /** One range of UTF-16 units a token; see `encodeWithOffsets`. */
  offsets?: [start: number, end: number][];
}

/** Ids in, text out, for a model that answers token by token. */
export interface StreamDecoder {
  /** The text that this id completes: never half a character, often "". */
  push(id: number): string;
  /** What is left, a broken character as U+FFFD; the decoder is then spent. */
  flush(): string;
}

/** The roles that ids may have in a checkpoint. */
export interface SpecialIds {
  readonly bos?: number | undefined;
  readonly eos?: number | undefined;
  readonly pad?: number | undefined;
  readonly unk?: number | undefined;
}

export interface TokenizerParts {
  readonly model: Model;
  readonly decoder: Decoder;
  readonly normalizer?: Normalizer | undefined;
  readonly preTokenizer?: PreTokenizer | undefined;
  readonly postProcessor?: PostProcessor | undefined;
  readonly addedTokens?: readonly AddedToken[] | undefined;
  readonly special?: SpecialIds | undefined;
  /** Ids that end a turn besides EOS. */
  readonly stopIds?: Iterable<number> | undefined;
  readonly chatTemplate?: ChatTemplate | undefined;
  /** Special tokens in a text are ordinary text unless a caller asks for them. Default false. */
  readonly splitSpecialTokens?: boolean | undefined;
  readonly files?: TokenizerFiles | undefined;
}

export class Tokenizer {
  /** One more than the highest id. */
  readonly vocabularySize: number;
  readonly bosId: number | undefined;
  readonly eosId: number | undefined;
  readonly padId: number | undefined;
  readonly unkId: number | undefined;
  /** Ids that end a turn: EOS and what the checkpoint names besides. */
  readonly stopIds: ReadonlySet<number>;
  /** Undefined where the checkpoint has none. */
  readonly chatTemplate: ChatTemplate | undefined;
  /** The files that it came from, to be saved with a model; undefined where it came from a GGUF file. */
  readonly files: TokenizerFiles | undefined;

  readonly #model: Model;
  readonly #decoder: Decoder;
  readonly #preTokenizer: PreTokenizer | undefined;
  readonly #postProcessor: PostProcessor;
  readonly #addedById: ReadonlyMap<number, AddedToken>;
  readonly #addedByContent: ReadonlyMap<string, AddedToken>;
  readonly #segments: Segments;
  readonly #words: Words;
  readonly #parsesSpecial: boolean;

  constructor(parts: TokenizerParts) {
    this.#model = parts.model;
    this.#decoder = parts.decoder;
    this.#preTokenizer = parts.preTokenizer;
    this.#postProcessor = parts.postProcessor ?? plain;
    this.#words = new Words(parts.model, parts.preTokenizer?.spelling);
    const added = parts.addedTokens ?? [];
    this.#addedById = new Map(added.map((token) => [token.id, token]));
    this.#addedByContent = new Map(added.map((token) => [token.content, token]));
    this.#segments = new Segments(added, parts.normalizer);
    this.vocabularySize = added.reduce((size, { id }) => Math.max(size, id + 1), parts.model.size);
    this.bosId = parts.special?.bos;
    this.eosId = parts.special?.eos;
    this.padId = parts.special?.pad;
    this.unkId = parts.special?.unk;
    const eos = this.eosId === undefined ? [] : [this.eosId];
    this.stopIds = new Set([...eos, ...(parts.stopIds ?? [])]);
    this.chatTemplate = parts.chatTemplate;
    this.#parsesSpecial = !(parts.splitSpecialTokens ?? false);
    this.files = parts.files;
  }

  /** The ids of a text. A lone surrogate counts as U+FFFD. */
  encode(text: string, options: EncodeOptions = {}): number[] {
    const { before, after } = this.#around(options);
    const ids = [...before];
    this.#segments.visit(wellFormed(text), options.parseSpecialTokens ?? this.#parsesSpecial, {
      token: (id) => ids.push(id),
      text: (normalized, _, isFirst) => {
        for (const piece of this.#cut(normalized, isFirst)) {
          for (const id of this.#words.encode(piece.text).ids) ids.push(id);
        }
      },
    });
    if (options.maxLength !== undefined) ids.length = Math.min(ids.length, room(options.maxLength, after));
    for (const id of after) ids.push(id);
    return ids;
  }

  /**
   * The ids of a text and where each came from: [start, end) in UTF-16 units of `text`, so that `text.slice(start,
   * end)` is what the token stands for. Tokens that share one character (half of an emoji's bytes each) all carry its
   * whole range; tokens that the post-processor adds carry [0, 0].
   */
  encodeWithOffsets(text: string, options: EncodeOptions = {}): Required<Encoding> {
    const { before, after } = this.#around(options);
    const { ids, offsets } = this.#alone(text, options);
    const length = options.maxLength === undefined ? ids.length : room(options.maxLength, [...before, ...after]);
    const nowhere = (): [number, number] => [0, 0];
    return {
      ids: [...before, ...ids.slice(0, length), ...after],
      offsets: [...before.map(nowhere), ...offsets.slice(0, length), ...after.map(nowhere)],
    };
  }

  /** Two texts as one sequence, with the type of each token; see `PairEncoding`. */
  encodePair(first: string, second: string, options: EncodeOptions = {}): PairEncoding {
    const template = (options.addSpecialTokens ?? true) ? this.#postProcessor.pair : undefined;
    const [a, b] = [this.#alone(first, options), this.#alone(second, options)];
    return joinPair(template ?? sideBySide, a, b, options.maxLength);
  }

  /** A text without the tokens around it. */
  #alone(text: string, options: EncodeOptions): Required<Encoding> {
    const ids: number[] = [];
    const offsets: [number, number][] = [];
    this.#segments.visit(wellFormed(text), options.parseSpecialTokens ?? this.#parsesSpecial, {
      token: (id, start, end) => {
        ids.push(id);
        offsets.push([start, end]);
      },
      text: (normalized, source, isFirst) => {
        for (const piece of this.#cut(normalized, isFirst)) {
          const word = this.#words.encode(piece.text);
          const spans = this.#words.spans(piece, word);
          for (const [i, [start, end]] of spans.entries()) {
            ids.push(word.ids[i]!);
            offsets.push(source(start, end));
          }
        }
      },
    });
    if (this.#postProcessor.trim !== undefined) {
      const tokens = ids.map((id) => this.idToToken(id) ?? "");
      trimOffsets(tokens, offsets, this.#postProcessor.trim);
    }
    return { ids, offsets };
  }

  /** The text of ids. An id that stands for no token (a padded vocabulary has some) is passed over. */
  decode(ids: readonly number[], options: DecodeOptions = {}): string {
    const decoder = this.decoder(options);
    let text = "";
    for (const id of ids) text += decoder.push(id);
    return text + decoder.flush();
  }

  /** A decoder for ids that come one by one; what it gives, joined, is what `decode` gives. */
  decoder({ skipSpecialTokens = false }: DecodeOptions = {}): StreamDecoder {
    const run = this.#decoder.open();
    return {
      push: (id) => {
        const token = skipSpecialTokens && this.isSpecial(id) ? undefined : this.idToToken(id);
        return token === undefined ? "" : run.push(token);
      },
      flush: () => run.flush(),
    };
  }

  tokenToId(token: string): number | undefined {
    return this.#addedByContent.get(token)?.id ?? this.#model.tokenToId(token);
  }

  /** The token as the vocabulary writes it, such as "Ġworld"; undefined for an id that has none. */
  idToToken(id: number): string | undefined {
    return this.#addedById.get(id)?.content ?? this.#model.idToToken(id);
  }

  isSpecial(id: number): boolean {
    return this.#addedById.get(id)?.special ?? false;
  }

  /**
   * The text of a conversation, as the model was trained to see it. It holds its special tokens already, so encode it
   * with `addSpecialTokens: false`.
   * @throws ChatTemplateError where the checkpoint has no template, or its template refuses the messages
   */
  applyChatTemplate(messages: readonly Message[], options: ApplyChatTemplateOptions = {}): string {
    if (this.chatTemplate === undefined) throw new ChatTemplateError("This checkpoint has no chat template.");
    const token = (id: number | undefined) => (id === undefined ? undefined : this.idToToken(id));
    return this.chatTemplate.render(messages, {
      bosToken: token(this.bosId),
      eosToken: token(this.eosId),
      padToken: token(this.padId),
      unkToken: token(this.unkId),
      ...options,
    });
  }

  #around({ addSpecialTokens = true }: EncodeOptions): Pick<PostProcessor, "before" | "after"> {
    return addSpecialTokens ? this.#postProcessor : plain;
  }

  #cut(text: string, isFirst: boolean): readonly Piece[] {
    return this.#preTokenizer === undefined ? [{ text, start: 0 }] : this.#preTokenizer.cut(text, isFirst);
  }
}

// String.toWellFormed, which TypeScript's library of this target lacks; the places of all units stay.
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** How many tokens of a text may stay beside those around it. */
const room = (maxLength: number, around: readonly number[]) => Math.max(maxLength - around.length, 0);

/** `now` is the time that a template may print; the bos and other tokens are the tokenizer's own. */
export type ApplyChatTemplateOptions = Pick<RenderOptions, "addGenerationPrompt" | "tools" | "now" | "variables">;
