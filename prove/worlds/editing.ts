/** Edits of SmolLM2 on facts that it knows, and what came of each. */
import { z } from "zod";
import { type Fact, type FactQuestion, type KnownFact, knownFacts, speeches } from "../../src/data/index.ts";
import { contexts, type Judgement, judge } from "../../src/editing/index.ts";
import type { EditOutcome } from "../../src/evaluation/index.ts";
import { type Intervention, Run } from "../../src/interventions/index.ts";
import { keyStatistics } from "../../src/open/index.ts";
import { crossEntropy, ids, infer, memoryUse, type Tensor } from "../../src/tensor/index.ts";
import { mean } from "../harness/statistics.ts";
import { smollm2 } from "./smollm2.ts";

/** What is fixed before the test: the first 50 of the test facts are edited one by one, all 100 at once. */
const ONE_BY_ONE = 50;
export const testFacts = (): KnownFact[] => knownFacts("test");
export const oneByOne = (): KnownFact[] => testFacts().slice(0, ONE_BY_ONE);

/** What a model makes of questions. */
export type Asks = (questions: readonly FactQuestion[]) => readonly Judgement[];

/** Asks each question once, however often it comes. */
export function remembering(asks: Asks): Asks {
  const known = new Map<string, Judgement>();
  const name = ({ prompt, answer }: FactQuestion) => JSON.stringify([prompt, answer]);
  return (questions) => {
    const fresh = new Map(questions.filter((each) => !known.has(name(each))).map((each) => [name(each), each]));
    const found = asks([...fresh.values()]);
    for (const [i, key] of [...fresh.keys()].entries()) known.set(key, found[i]!);
    return questions.map((each) => known.get(name(each))!);
  };
}

/** The model, its statistics and the texts that stand in front of prompts. */
export async function workbench(log: (line: string) => void = () => {}) {
  const { model, tokenizer } = await smollm2();
  const moments = new Map<number, Tensor>();
  const gather = async (block: number) => {
    moments.set(block, await keyStatistics({ model, tokenizer }, block, log));
  };
  return {
    model,
    tokenizer,
    contexts: contexts(model, tokenizer),
    gather,
    moment: (block: number) => moments.get(block)!,
    /** The model as it is. */
    asIs: remembering((questions) => judge(model, tokenizer, questions)),
  };
}
export type Workbench = Awaited<ReturnType<typeof workbench>>;

const Rivals = z.strictObject({ target: z.number(), original: z.number(), said: z.array(z.boolean()) });

/** What came of an edit, as a file keeps it. */
export const Outcome: z.ZodType<EditOutcome> = z.strictObject({
  rewrite: Rivals,
  paraphrases: z.array(Rivals),
  portability: z.array(z.array(z.boolean())),
  neighbours: z.array(Rivals.omit({ said: true }).extend({ before: z.int(), after: z.int(), right: z.boolean() })),
  seconds: z.number(),
});

/** A fact of which it is known what was right before. */
export type Rewritten = Fact & { readonly original: string };

/** A fact's statement. */
export const statement = ({ prompt, subject }: Fact): string => prompt.replace("{}", () => subject);

/** Each prompt with both answers: the target, and what is right there. */
const rivalling = (target: string, questions: readonly FactQuestion[]): FactQuestion[] =>
  questions.flatMap(({ prompt, answer }) => [target, answer].map((each) => ({ prompt, answer: each })));

const neighboursOf = ({ target, neighbours }: Fact): FactQuestion[] => rivalling(target, neighbours);

const pairs = <T>(list: readonly T[]) =>
  list.flatMap((first, i) => (i % 2 === 0 ? [[first, list[i + 1]!] as const] : []));

/** What is made of lists of questions, all of which are asked together. */
function asked(asks: Asks, lists: readonly (readonly FactQuestion[])[]): Judgement[][] {
  const found = asks(lists.flat());
  const ends = lists.map((_, i) => lists.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0));
  return lists.map(({ length }, i) => found.slice(ends[i]! - length, ends[i]));
}

/** What came of edits, a fact each: the model that was edited, the one that it became, and what each edit took. */
export function outcomesBy(facts: readonly Rewritten[], was: Asks, is: Asks, seconds: number): EditOutcome[] {
  const before = asked(was, facts.map(neighboursOf));
  const own = facts.map((fact) => {
    const prompts = [statement(fact), ...fact.paraphrases];
    return rivalling(
      fact.target,
      prompts.map((prompt) => ({ prompt, answer: fact.original })),
    );
  });
  const now = asked(is, [...own, ...facts.map(({ portability }) => portability), ...facts.map(neighboursOf)]);
  const rivals = ([target, original]: readonly [Judgement, Judgement]) => ({
    target: target.logprob,
    original: original.logprob,
  });
  return facts.map((_, i) => {
    const said = pairs(now[i]!).map((both) => ({ ...rivals(both), said: both[0].said }));
    const once = pairs(before[i]!);
    return {
      rewrite: said[0]!,
      paraphrases: said.slice(1),
      portability: now[facts.length + i]!.map((verdict) => verdict.said),
      neighbours: pairs(now[2 * facts.length + i]!).map((both, k) => {
        const [, right] = once[k]!;
        return { ...rivals(both), before: right.first, after: both[1].first, right: right.said.every(Boolean) };
      }),
      seconds,
    };
  });
}

/** The same of changes of the model of a workbench. */
export const outcomesOf = (
  { model, tokenizer, asIs }: Workbench,
  facts: readonly KnownFact[],
  changes: readonly Intervention[],
  seconds: number,
): EditOutcome[] =>
  outcomesBy(facts, asIs, (questions) => judge(model, tokenizer, questions, { with: changes }), seconds);

/** The same of one fact. */
export const outcomeOf = (
  bench: Workbench,
  fact: KnownFact,
  changes: readonly Intervention[],
  seconds: number,
): EditOutcome => outcomesOf(bench, [fact], changes, seconds)[0]!;

/** What facts' neighbours are worth before any edit: the share where the original is likelier. */
export function neighbourhoodBefore({ asIs }: Workbench, facts: readonly KnownFact[]): number {
  const shares = asked(asIs, facts.map(neighboursOf)).flatMap((own) => {
    const kept = pairs(own).filter(([target, original]) => original.logprob > target.logprob).length;
    return own.length === 0 ? [] : [(2 * kept) / own.length]; // as the scores have it
  });
  return mean(shares);
}

/** What came of an edit, in a few words. */
export function told({ rewrite, paraphrases, neighbours }: EditOutcome): string {
  const better = [rewrite, ...paraphrases].filter((rivals) => rivals.target > rivals.original).length;
  const stay = neighbours.filter((n) => n.original > n.target).length;
  const first = neighbours.filter((n) => n.before === n.after).length;
  return `${rewrite.said.every(Boolean) ? "said" : "NOT SAID"}, likelier in ${better} of ${1 + paraphrases.length}, neighbours ${stay} and first choices ${first} of ${neighbours.length}`;
}

/** What the model says of the subject by itself, before and after: KL(before || after) of the next token, the mean of three texts. */
export function essenceDrift(
  { model, tokenizer }: Workbench,
  { subject }: KnownFact,
  changes: readonly Intervention[],
): number {
  const texts = [
    `${subject} is a`,
    `Most people know that ${subject}`,
    `The most important thing about ${subject} is that`,
  ];
  const rows = texts.map((text) => tokenizer.encode(text));
  return infer(() => {
    const [was, is] = [[], changes].map((riding) =>
      new Run(model, { with: riding }).read(rows).logits("last").logSoftmax(),
    );
    return was!.exp().mul(was!.sub(is!)).sum(-1).mean().item();
  });
}

/** Perplexity of the first 512 tokens of the newest address of a president, which has nothing to do with any fact. */
export function otherText({ model, tokenizer }: Workbench, changes: readonly Intervention[]): number {
  const text = tokenizer.encode([...speeches({ from: 2000 })].at(-1)!.text).slice(0, 512);
  return infer(() => {
    const logits = new Run(model, { with: changes }).read([text.slice(0, -1)]).logits("all");
    return crossEntropy(logits.reshape([text.length - 1, -1]), ids(text.slice(1)))
      .exp()
      .item();
  });
}

/** Seconds of processor time, and megabytes of tensors at the peak beyond what there was. */
export const Spent = z.strictObject({ seconds: z.number(), megabytes: z.number() });
export type Spent = z.infer<typeof Spent>;

/** What `body` gave, and what it took. */
export function spent<T>(body: () => T): readonly [T, Spent] {
  const [{ bytes }, start] = [memoryUse({ resetPeak: true }), process.cpuUsage()];
  const result = body();
  const { user, system } = process.cpuUsage(start);
  return [result, { seconds: (user + system) / 1e6, megabytes: (memoryUse().peak - bytes) / 1e6 }];
}
