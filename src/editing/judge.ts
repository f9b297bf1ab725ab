/** What a model makes of answers behind prompts: the measurements that metrics of editing are made of. */
import type { FactQuestion } from "../data/index.ts";
import { Run, type RunSettings } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { ids, infer } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { answerIds } from "./rewrite.ts";

/** What a model makes of an answer. */
export interface Judgement {
  /** Mean ln P of the answer's tokens, each behind those before it. */
  readonly logprob: number;
  /** Whether each of them is the model's first choice there: all true where greedy text says the answer. */
  readonly said: readonly boolean[];
  /** The model's first choice behind the prompt, whatever the answer. */
  readonly first: number;
}

/** Most tokens of one pass. */
const CHUNK = 1024;

const checkJudge = optionsOf<Pick<RunSettings, "with">>("judge", { with: "list?" });

/**
 * A judgement of each question, in order. Questions that differ in an answer of one token are read once. Throws an ArgumentError where an
 * option is none.
 */
export function judge(
  model: Writes,
  tokenizer: Tokenizer,
  questions: readonly FactQuestion[],
  options: Pick<RunSettings, "with"> = {},
): Judgement[] {
  checkJudge(options);
  const { with: riding = [] } = options;
  const asked = questions.map(({ prompt, answer }) => {
    const [before, own] = [tokenizer.encode(prompt), answerIds(tokenizer, answer)];
    return { read: [...before, ...own.slice(0, -1)], from: before.length - 1, own };
  });
  const texts = new Map(asked.map((each) => [each.read.join(), each.read]));
  const rows = [...texts.values()];
  const judgements = new Map<(typeof asked)[number], Judgement>();
  for (let start = 0, end = 0; start < rows.length; start = end) {
    for (let tokens = 0; end < rows.length && (end === start || tokens + rows[end]!.length <= CHUNK); end++)
      tokens += rows[end]!.length;
    const chunk = rows.slice(start, end);
    const places = new Map(chunk.map((row, i) => [row.join(), i]));
    const mine = asked.filter(({ read }) => places.has(read.join()));
    infer(() => {
      const reading = new Run(model, { with: riding }).read(chunk);
      const at = mine.map(({ read, from, own }) =>
        own.map((_, i) => reading.layout.at(places.get(read.join())!, from + i)),
      );
      const needed = [...new Set(at.flat())];
      const logits = reading.logits(ids(needed)); // [n, V]
      const of = new Map(needed.map((row, i) => [row, i]));
      const best = logits.argmax().numbers();
      const which = ids(at.flat().map((row) => of.get(row)!));
      const chosen = logits.logSoftmax().indexSelect(0, which).gather(1, ids(mine.flatMap(({ own }) => own)).unsqueeze(1)).squeeze(1).numbers(); // biome-ignore format: one line
      let k = 0;
      for (const [j, each] of mine.entries()) {
        const logprobs = each.own.map(() => chosen[k++]!);
        const choices = at[j]!.map((row) => best[of.get(row)!]!);
        judgements.set(each, {
          logprob: logprobs.reduce((sum, x) => sum + x, 0) / logprobs.length,
          said: each.own.map((id, i) => choices[i] === id),
          first: choices[0]!,
        });
      }
    });
  }
  return asked.map((each) => judgements.get(each)!);
}
