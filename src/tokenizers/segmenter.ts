import { Trie } from "./trie.ts";
import { segmentsOf, WORDS } from "./unicode-segments.ts";

/**
 * Words of text without spaces, such as Chinese. Where a word ends is a choice: 小浣熊干脆面 is 小浣熊 and 干脆面 (raccoon, crisp
 * noodles) or 小, 浣熊, 干脆, 面, and counts of words depend on it.
 */
export interface Segmenter {
  /** The words of a text in order; joined, they are the text. */
  segment(text: string): string[];
}

/** What stands between words is one word too; a text is cut at these first. */
const RUN = /[\p{Script=Han}]+|[^\p{Script=Han}]+/gv;

/**
 * The likeliest cut by a dictionary with frequencies, each word independent of the others (jieba's first step):
 *
 *     best(start) = max over words text[start..end) of  log(frequency / sum of all) + best(end)
 *
 * A character that is no word counts as one of frequency 1. What is not written in Chinese characters is one word a run.
 * @param dictionary words and how often each occurs
 */
export function dictionarySegmenter(dictionary: ReadonlyMap<string, number>): DictionarySegmenter {
  const words = [...dictionary.keys()];
  const trie = new Trie(words);
  const sum = [...dictionary.values()].reduce((total, frequency) => total + frequency, 0);
  const scores = Float64Array.from(dictionary.values(), (frequency) => Math.log(frequency / sum));
  const unknown = Math.log(1 / sum);

  const cutRun = (text: string): Cut => {
    const best = new Float64Array(text.length + 1);
    const ends = new Int32Array(text.length + 1);
    for (let start = text.length - 1; start >= 0; start--) {
      const length = text.codePointAt(start)! > 0xffff ? 2 : 1;
      best[start] = unknown + best[start + length]!;
      ends[start] = start + length;
      trie.visit(text, start, (word, end) => {
        const score = scores[word]! + best[end]!;
        // Of equal cuts the one with the longer word first, as jieba has it.
        if (score < best[start]!) return;
        best[start] = score;
        ends[start] = end;
      });
    }
    const found: string[] = [];
    for (let at = 0; at < text.length; at = ends[at]!) found.push(text.slice(at, ends[at]!));
    return { words: found, logProbability: text === "" ? 0 : best[0]! };
  };
  const cut = (text: string): Cut => {
    const runs = (text.match(RUN) ?? []).map((run) =>
      /^\p{Script=Han}/v.test(run) ? cutRun(run) : { words: [run], logProbability: 0 },
    );
    return {
      words: runs.flatMap((run) => run.words),
      logProbability: runs.reduce((total, run) => total + run.logProbability, 0),
    };
  };
  return { cut, segment: (text) => cut(text).words };
}

/** Cuts by a dictionary, and says how likely a cut is. */
export interface DictionarySegmenter extends Segmenter {
  /** The words, and the log-probability of the cut: the sum over words in Chinese characters. */
  cut(text: string): Cut;
}

/** A text cut into words, and how likely that is. */
export interface Cut {
  /** In order; joined, they are the text. */
  readonly words: string[];
  /** The sum over words in Chinese characters, in nats. */
  readonly logProbability: number;
}

/** The words of the Unicode library that Node carries, which has a dictionary of its own for Chinese. */
export function intlSegmenter(locale = "zh"): Segmenter {
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  return { segment: (text) => [...segmentsOf(words, text, WORDS)] };
}
