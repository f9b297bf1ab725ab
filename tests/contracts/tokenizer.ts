/**
 * What every tokenizer keeps, in one call: `describeTokenizer("GPT-2", tokenizer)`.
 *
 * The clauses are functions of a tokenizer and a text, so that tests/contracts/tokenizer.test.ts can show each to fail
 * on one that is broken in just that point.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tokenizer } from "../../src/tokenizers/index.ts";

/** The surface that the clauses touch, which a specimen can imitate. */
export type TokenizerSurface = Pick<
  Tokenizer,
  | "decode"
  | "decoder"
  | "encode"
  | "encodeWithOffsets"
  | "idToToken"
  | "isSpecial"
  | "tokenToId"
  | "stopIds"
  | "vocabularySize"
>;

/** Texts in composed form, so that a normalizer has nothing to change. */
export const SAMPLES = [
  "",
  " ",
  "The quick brown fox, aged 12, can't jump over 345 lazy dogs.",
  "  leading and trailing  \n\n\ttabs\r\n and   runs    of spaces ",
  "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
  "for (let i = 0; i < 10; i++) {\n\tconsole.log(i + ': $ \\n');\n}",
  "👩‍👩‍👧‍👦 and 🇫🇷, naïve café, Привет, שלום, हिन्दी",
  "\ufeffmark \u0000\u0001\u007f\u0085\u00a0\u2028\u200b\ufffd",
  "x".repeat(500),
];

const plain = { addSpecialTokens: false } as const;

export const clauses = {
  "decoding gives the text back"(tokenizer: TokenizerSurface, text: string) {
    expect(tokenizer.decode(tokenizer.encode(text, plain))).toBe(text);
  },
  "encoding the same text again gives the same ids"(tokenizer: TokenizerSurface, text: string) {
    const ids = tokenizer.encode(text);
    tokenizer.encode(`${text} and something else`);
    expect(tokenizer.encode(text)).toEqual(ids);
  },
  "ids are in range, and each has a token that has the id"(tokenizer: TokenizerSurface, text: string) {
    for (const id of tokenizer.encode(text)) {
      expect(Number.isInteger(id) && id >= 0 && id < tokenizer.vocabularySize).toBe(true);
      expect(tokenizer.tokenToId(tokenizer.idToToken(id)!)).toBe(id);
    }
    for (const id of tokenizer.stopIds) expect(tokenizer.idToToken(id)).toBeDefined();
    expect(tokenizer.idToToken(tokenizer.vocabularySize)).toBeUndefined();
  },
  "streaming gives what decoding gives, for every prefix"(tokenizer: TokenizerSurface, text: string) {
    const ids = tokenizer.encode(text, plain).slice(0, 60);
    for (let length = 0; length <= ids.length; length++) {
      const prefix = ids.slice(0, length);
      const stream = tokenizer.decoder();
      const pushed = prefix.map((id) => stream.push(id)).join("");
      expect(pushed + stream.flush()).toBe(tokenizer.decode(prefix));
      // What was given is never taken back, so half a character is never given.
      expect(tokenizer.decode(ids).startsWith(pushed)).toBe(true);
    }
  },
  "offsets run forward, cover all but white space, and hold what their token says"(
    tokenizer: TokenizerSurface,
    text: string,
  ) {
    const { ids, offsets } = tokenizer.encodeWithOffsets(text, plain);
    expect(ids).toEqual(tokenizer.encode(text, plain));
    expect(offsets.length).toBe(ids.length);
    const covered = new Array<boolean>(text.length).fill(false);
    let last = 0;
    for (const [start, end] of offsets) {
      expect(start >= last && start <= end && end <= text.length).toBe(true);
      covered.fill(true, start, end);
      last = start;
    }
    expect(text.split("").filter((unit, i) => !covered[i] && /\S/.test(unit))).toEqual([]);
    for (const [i, [start, end]] of offsets.entries()) {
      const own = tokenizer.decode([ids[i]!]);
      if (!own.includes("\ufffd")) expect(text.slice(start, end).trim()).toBe(own.trim());
    }
  },
  "special tokens are found whole, and are plain text on request"(tokenizer: TokenizerSurface, text: string) {
    for (const id of specialIds(tokenizer)) {
      const token = tokenizer.idToToken(id)!;
      const among = `${text}${token}${text}`;
      const count = (ids: readonly number[]) => ids.filter((other) => other === id).length;
      const alone = 2 * count(tokenizer.encode(text, plain));
      expect(count(tokenizer.encode(among, plain))).toBe(alone + 1);
      expect(count(tokenizer.encode(among, { ...plain, parseSpecialTokens: false }))).toBe(0);
    }
  },
  "special tokens are left out of decoded text on request, and nothing else is"(
    tokenizer: TokenizerSurface,
    text: string,
  ) {
    const ids = tokenizer.encode(text, plain);
    const wrapped = specialIds(tokenizer).flatMap((id) => [id, ...ids]);
    const rest = wrapped.filter((id) => !tokenizer.isSpecial(id));
    expect(tokenizer.decode(wrapped, { skipSpecialTokens: true })).toBe(tokenizer.decode(rest));
    expect(tokenizer.decode(wrapped).length > tokenizer.decode(rest).length).toBe(wrapped.length > rest.length);
  },
} satisfies Record<string, (tokenizer: TokenizerSurface, text: string) => void>;

function specialIds(tokenizer: TokenizerSurface): number[] {
  return Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter((id) => tokenizer.isSpecial(id));
}

/** The clauses that hold for any text at all, not only for what the vocabulary can spell. */
const UNIVERSAL = [
  "encoding the same text again gives the same ids",
  "ids are in range, and each has a token that has the id",
  "streaming gives what decoding gives, for every prefix",
] as const satisfies (keyof typeof clauses)[];

export interface TokenizerContract {
  /** Texts beside SAMPLES, or in their place where the vocabulary is too small for them. */
  readonly samples?: readonly string[];
}

export function describeTokenizer(
  name: string,
  make: () => TokenizerSurface,
  { samples = SAMPLES }: TokenizerContract = {},
) {
  describe(`${name} keeps the contract of tokenizers`, () => {
    for (const [clause, check] of Object.entries(clauses)) {
      it(clause, () => {
        const tokenizer = make();
        for (const text of samples) check(tokenizer, text);
      });
    }
    for (const clause of UNIVERSAL) {
      it(`${clause}, whatever the text`, () => {
        const tokenizer = make();
        const text = fc.string({ unit: "binary", maxLength: 30 });
        fc.assert(
          fc.property(text, (drawn) => clauses[clause](tokenizer, drawn)),
          { seed: 2, numRuns: 200 },
        );
      });
    }
  });
}
