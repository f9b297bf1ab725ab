/**
 * What a checkpoint asks of all its answers beyond the options of `generate`: tokens that must not come, or not yet, as processors
 * of logits. Equal to those of Hugging Face's transformers of the same names.
 */
import { type GenerateOptions, LanguageModelError } from "../lm/index.ts";
import { full, tensor } from "../tensor/index.ts";
import { onTokens, type Processor, type Row } from "./processors.ts";

/** A sequence of tokens, and what is added to the logit of its last one where the others have just come; -Infinity bans it. */
export interface SequenceBias {
  /** At least one. */
  readonly tokens: readonly number[];
  /** Added to the logit of the last of them. */
  readonly add: number;
}

/** Tokens that must not come in an answer, or not yet, as a checkpoint's `generation_config.json` asks for. */
export interface Constraints {
  /** Ids that never come. */
  readonly suppress?: readonly number[] | undefined;
  /** Ids that do not begin an answer. */
  readonly suppressFirst?: readonly number[] | undefined;
  /** Added to logits where a sequence of tokens is about to be completed. */
  readonly biases?: readonly SequenceBias[] | undefined;
  /** No sequence of so many tokens comes twice, those of the prompt counted (Paulus et al. 2017, arXiv:1705.04304). */
  readonly noRepeat?: number | undefined;
  /** Fewest tokens of an answer. */
  readonly minTokens?: number | undefined;
  /** Fewest tokens of prompt and answer. */
  readonly minLength?: number | undefined;
  /** Most tokens of prompt and answer, where nobody says how many to write. */
  readonly maxLength?: number | undefined;
}

/** What stands in the files of a checkpoint of how answers are drawn: it holds where the caller says nothing. */
export interface GenerationDefaults {
  /** Options of `generate`. */
  readonly settings: Omit<GenerateOptions, "signal">;
  /** What no option asks for. */
  readonly constraints: Constraints;
}

/** The processors of constraints; `ends` are the ids that end an answer. They stand before all others: what is banned stays so. */
export function constraining(asked: Constraints, ends: ReadonlySet<number>): Processor[] {
  const { suppress = [], suppressFirst = [], biases = [], noRepeat = 0, minTokens = 0, minLength = 0 } = asked;
  const tooShort = ({ prompt, written }: Row) =>
    written.length < minTokens || prompt.length + written.length < minLength;
  const chosen: Processor[] = [];
  if (biases.length > 0) chosen.push(sequenceBias(biases));
  if (noRepeat > 0) chosen.push(banned((row) => repeating(row, noRepeat)));
  if (minTokens > 0 || minLength > 0) chosen.push(banned((row) => (tooShort(row) ? [...ends] : [])));
  if (suppress.length > 0) chosen.push(banned(() => suppress));
  if (suppressFirst.length > 0) chosen.push(banned(({ written }) => (written.length === 0 ? suppressFirst : [])));
  return chosen;
}

/** How many tokens the limit of prompt and answer together leaves to the answer. Throws a LanguageModelError where it leaves none. */
export function tokensLeft({ maxLength }: Constraints, promptTokens: number): number | undefined {
  if (maxLength === undefined || maxLength > promptTokens) return maxLength && maxLength - promptTokens;
  const limit = `the checkpoint's max_length of prompt and answer is ${maxLength}: give maxTokens`;
  throw new LanguageModelError("bad-request", `the prompt has ${promptTokens} tokens, and ${limit}`);
}

function banned(choose: (row: Row) => readonly number[]): Processor {
  return onTokens(choose, (logits) => full(logits.shape, Number.NEGATIVE_INFINITY));
}

/** Tokens that would end an n-gram that has come already. */
function repeating({ prompt, written }: Row, n: number): number[] {
  const tokens = [...prompt, ...written];
  const last = tokens.slice(tokens.length - n + 1);
  const found: number[] = [];
  for (let start = 0; start + n <= tokens.length; start++) {
    if (last.every((token, i) => tokens[start + i] === token)) found.push(tokens[start + n - 1]!);
  }
  return [...new Set(found)];
}

function sequenceBias(biases: readonly SequenceBias[]): Processor {
  const sums = ({ prompt, written }: Row) => {
    const tokens = [...prompt, ...written];
    const found = new Map<number, number>();
    for (const { tokens: sequence, add } of biases) {
      const before = sequence.slice(0, -1);
      const start = tokens.length - before.length;
      if (start < 0 || !before.every((token, i) => tokens[start + i] === token)) continue;
      const last = sequence.at(-1)!;
      found.set(last, (found.get(last) ?? 0) + add);
    }
    return found;
  };
  return onTokens(
    (row) => [...sums(row).keys()],
    (logits, tokens, row) => {
      const found = sums(row);
      return logits.add(tensor(tokens.map((token) => found.get(token)!)));
    },
  );
}
