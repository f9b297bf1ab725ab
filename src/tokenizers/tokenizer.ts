import type { History } from "../lm/index.ts";
import type { AddedToken } from "./added-tokens.ts";
import { type ChatTemplate, ChatTemplateError, type ConversationText } from "./chat-template.ts";
import { ChatTemplates } from "./chat-templates.ts";
import { type ApplyChatTemplateOptions, type ConversationEncoding, Conversations } from "./conversation.ts";
import type { Decoder } from "./decoders.ts";
import {
  checkDecode,
  checkEncode,
  type DecodeOptions,
  type EncodeOptions,
  type Encoding,
  type Located,
  type StreamDecoder,
} from "./encoding.ts";
import type { Model, Word } from "./model.ts";
import { joinPair, type PairEncoding, sideBySide } from "./pairs.ts";
import { type PostProcessor, plain, trimOffsets } from "./post-processors.ts";
import type { Piece, PreTokenizer } from "./pre-tokenizers.ts";
import { type SegmentOptions, Segments } from "./segments.ts";
import type { TokenizerFiles } from "./tokenizer-json.ts";
import type { TokenizerParts } from "./tokenizer-parts.ts";
import { endsByTemplate } from "./turn-ends.ts";
import { Words } from "./words.ts";

/**
 * A tokenizer turns text into ids and back:
 *
 *     text -> added tokens -> normalizer -> pre-tokenizer (words) -> model (ids) -> post-processor (special tokens)
 *
 * It gives the ids that Hugging Face's `tokenizers` gives (see tests/parity). Only the model and the decoder are always
 * there.
 */
export class Tokenizer {
  /** One more than the highest id. */
  readonly vocabularySize: number;
  /** The token that begins a text, where there is one. */
  readonly bosId: number | undefined;
  /** The token that ends a text, where there is one. */
  readonly eosId: number | undefined;
  /** The token that fills up short rows, where there is one. */
  readonly padId: number | undefined;
  /** The token that stands for what the vocabulary lacks, where there is one. */
  readonly unkId: number | undefined;
  /** Ids that end a text, as transformers' `generate` has them: those that the checkpoint lists first, or else EOS. */
  readonly stopIds: ReadonlySet<number>;
  /** Tokens that are found in text before anything else happens to it, such as "<|im_start|>". */
  readonly addedTokens: readonly AddedToken[];
  /** By name; none where the checkpoint has none. */
  readonly chatTemplates: ChatTemplates;
  /** The files that say it, to be saved with a model; those of a GGUF file are made of its metadata. */
  readonly files: TokenizerFiles | undefined;

  readonly #model: Model;
  readonly #decoder: Decoder;
  readonly #preTokenizer: PreTokenizer | undefined;
  readonly #postProcessor: PostProcessor;
  readonly #addedById: ReadonlyMap<number, AddedToken>;
  readonly #addedByContent: ReadonlyMap<string, AddedToken>;
  readonly #segments: Segments;
  readonly #words: Words;
  readonly #conversations = new Conversations(this);
  readonly #ends: readonly (readonly number[])[];
  #turnEnds: ReadonlySet<number> | undefined;
  readonly #parsesSpecial: boolean;

  constructor(parts: TokenizerParts) {
    this.#model = parts.model;
    this.#decoder = parts.decoder;
    this.#preTokenizer = parts.preTokenizer;
    this.#postProcessor = parts.postProcessor ?? plain;
    this.#words = new Words(parts.model, parts.preTokenizer?.spelling);
    const added = parts.addedTokens ?? [];
    this.addedTokens = added;
    this.#addedById = new Map(added.map((token) => [token.id, token]));
    this.#addedByContent = new Map(added.map((token) => [token.content, token]));
    this.#segments = new Segments(added, parts.normalizer);
    this.vocabularySize = added.reduce((size, { id }) => Math.max(size, id + 1), parts.model.size);
    this.bosId = parts.special?.bos;
    this.eosId = parts.special?.eos;
    this.padId = parts.special?.pad;
    this.unkId = parts.special?.unk;
    const lists = [...(parts.ends ?? []), this.eosId === undefined ? [] : [this.eosId]];
    this.#ends = lists.map((list) => list.filter((id) => this.idToToken(id) !== undefined)); // no other can be written
    this.stopIds = new Set(this.#ends.find((ids) => ids.length > 0));
    this.chatTemplates = parts.chatTemplates ?? new ChatTemplates();
    this.#parsesSpecial = !(parts.splitSpecialTokens ?? false);
    this.files = parts.files;
  }

  /** One line: its size, and what ends a text. */
  toString(): string {
    const ends = [...this.stopIds].map((id) => this.idToToken(id)).join(", ");
    return `Tokenizer of ${this.vocabularySize} tokens${ends === "" ? "" : `, ended by ${ends}`}`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** The ids of a text. A lone surrogate counts as U+FFFD. Throws an ArgumentError where an option is none. */
  encode(text: string, options: EncodeOptions = {}): number[] {
    checkEncode(options);
    const { before, after } = this.#around(options);
    const ids = [...before];
    this.#segments.visit(text.toWellFormed(), this.#segmentOptions(options), {
      token: (id) => ids.push(id),
      text: (normalized, _, isFirst) => {
        for (const piece of this.#cut(normalized, isFirst)) {
          for (const id of this.#word(piece.text, options).ids) ids.push(id);
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
   * whole range; tokens that the post-processor adds carry [0, 0]. Throws an ArgumentError where an option is none.
   */
  encodeWithOffsets(text: string, options: EncodeOptions = {}): Required<Encoding> {
    checkEncode(options);
    const { before, after } = this.#around(options);
    const { ids, offsets } = this.#alone(text, options);
    const length = options.maxLength === undefined ? ids.length : room(options.maxLength, [...before, ...after]);
    const nowhere = (): [number, number] => [0, 0];
    return {
      ids: [...before, ...ids.slice(0, length), ...after],
      offsets: [...before.map(nowhere), ...offsets.slice(0, length), ...after.map(nowhere)],
    };
  }

  /**
   * A text as ids, and which of its tokens stand for a part of it, [start, end) in UTF-16 units: those from `from` up to `to` that share a
   * character with it; none where the two are one. The whole text decides, since a part may be cut otherwise by itself.
   */
  locate(text: string, [start, end]: readonly [start: number, end: number]): Required<Encoding> & Located {
    const encoding = this.encodeWithOffsets(text);
    const touches = ([a, b]: readonly [number, number]) => a < end && b > start;
    const from = encoding.offsets.findIndex(touches);
    return { ...encoding, from: Math.max(0, from), to: encoding.offsets.findLastIndex(touches) + 1 };
  }

  /** Two texts as one sequence, with the type of each token; see `PairEncoding`. Throws an ArgumentError where an option is none. */
  encodePair(first: string, second: string, options: EncodeOptions = {}): PairEncoding {
    checkEncode(options);
    const template = (options.addSpecialTokens ?? true) ? this.#postProcessor.pair : undefined;
    const [a, b] = [this.#alone(first, options), this.#alone(second, options)];
    return joinPair(template ?? sideBySide, a, b, options.maxLength);
  }

  #segmentOptions({ parseSpecialTokens = this.#parsesSpecial, literal = [] }: EncodeOptions): SegmentOptions {
    return { skipSpecial: !parseSpecialTokens, literal };
  }

  /** A text without the tokens around it. */
  #alone(text: string, options: EncodeOptions): Required<Encoding> {
    const ids: number[] = [];
    const offsets: [number, number][] = [];
    /** The added tokens as the text has them, by their place among the ids: with the spaces that they take along. */
    const added = new Map<number, string>();
    this.#segments.visit(text.toWellFormed(), this.#segmentOptions(options), {
      token: (id, start, end) => {
        added.set(ids.length, text.slice(start, end));
        ids.push(id);
        offsets.push([start, end]);
      },
      text: (normalized, source, isFirst) => {
        for (const piece of this.#cut(normalized, isFirst)) {
          const word = this.#word(piece.text, options);
          const spans = this.#words.spans(piece, word);
          for (const [i, [start, end]] of spans.entries()) {
            ids.push(word.ids[i]!);
            offsets.push(source(start, end));
          }
        }
      },
    });
    if (this.#postProcessor.trim !== undefined) {
      const tokens = ids.map((id, i) => added.get(i) ?? this.idToToken(id) ?? "");
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

  /** A decoder for ids that come one by one; what it gives, joined, is what `decode` gives. Throws an ArgumentError where an option is none. */
  decoder(options: DecodeOptions = {}): StreamDecoder {
    checkDecode(options);
    const { skipSpecialTokens = false } = options;
    const run = this.#decoder.open();
    return {
      push: (id) => {
        const token = skipSpecialTokens && this.isSpecial(id) ? undefined : this.idToToken(id);
        return token === undefined ? "" : run.push(token);
      },
      flush: () => run.flush(),
    };
  }

  /** The id of a token by its spelling in the vocabulary; undefined where it has none. */
  tokenToId(token: string): number | undefined {
    return this.#addedByContent.get(token)?.id ?? this.#model.tokenToId(token);
  }

  /** The token as the vocabulary writes it, such as "Ġworld"; undefined for an id that has none. */
  idToToken(id: number): string | undefined {
    return this.#addedById.get(id)?.content ?? this.#model.idToToken(id);
  }

  /**
   * Ids that end an answer in a conversation: all that any file of the checkpoint lists, EOS, and what its chat template writes
   * behind an answer.
   */
  get turnEnds(): ReadonlySet<number> {
    this.#turnEnds ??= new Set([...this.#ends.flat(), ...endsByTemplate(this)]);
    return this.#turnEnds;
  }

  /** Whether the files call the token special: no part of what is said. */
  isSpecial(id: number): boolean {
    return this.#addedById.get(id)?.special ?? false;
  }

  /** The template that conversations without tools are written by; undefined where there is none. Throws where it cannot be read. */
  get chatTemplate(): ChatTemplate | undefined {
    return this.chatTemplates.sources.has("default") ? this.chatTemplates.choose() : undefined;
  }

  /**
   * The text of a conversation, as the model was trained to see it. Its ids are `encodeConversation`'s: a text no longer tells the
   * template's control tokens from those that somebody wrote into a message.
   * @throws ChatTemplateError where the checkpoint has no template, or its template refuses the messages
   */
  applyChatTemplate(messages: History, options: ApplyChatTemplateOptions = {}): string {
    return this.#conversations.trace(messages, { ...options, controlTokens: "control" }).text;
  }

  /** As `applyChatTemplate`, with the ranges of the assistant's words and, `quoted`, of those that name control tokens without being any. */
  traceConversation(messages: History, options: ApplyChatTemplateOptions = {}): ConversationText {
    return this.#conversations.trace(messages, options);
  }

  /** The ids of a conversation, and which are the assistant's. */
  encodeConversation(messages: History, options: ApplyChatTemplateOptions = {}): ConversationEncoding {
    return this.#conversations.encode(messages, options);
  }

  #around({ addSpecialTokens = true }: EncodeOptions): Pick<PostProcessor, "before" | "after"> {
    return addSpecialTokens ? this.#postProcessor : plain;
  }

  /** Where text must name no token, the vocabulary must make none of it either, as Unigram makes `</s>` of its letters. */
  #word(text: string, { literal }: EncodeOptions): Word {
    const word = this.#words.encode(text);
    if (literal === undefined || literal.length === 0) return word;
    const made = word.ids.find((id) => this.isSpecial(id) && id !== this.unkId);
    if (made === undefined) return word;
    const token = JSON.stringify(this.idToToken(made));
    throw new ChatTemplateError(
      `The tokenizer makes the control token ${token} of plain text, so no message may hold it.`,
    );
  }

  #cut(text: string, isFirst: boolean): readonly Piece[] {
    return this.#preTokenizer === undefined ? [{ text, start: 0 }] : this.#preTokenizer.cut(text, isFirst);
  }
}

/** How many tokens of a text may stay beside those around it. */
const room = (maxLength: number, around: readonly number[]) => Math.max(maxLength - around.length, 0);
