/** Edits of SmolLM2 on facts that it knows, and what came of each. */
import { z } from "zod";
import { type FactQuestion, type KnownFact, knownFacts } from "../../src/data/index.ts";
import { contexts, type Judgement, judge } from "../../src/editing/index.ts";
import type { EditOutcome } from "../../src/evaluation/index.ts";
import { type Intervention, Run } from "../../src/interventions/index.ts";
import { keyStatistics } from "../../src/open/index.ts";
import { infer, type Tensor } from "../../src/tensor/index.ts";
import { smollm2 } from "./smollm2.ts";

/** What is fixed before the test: the first 50 of the test facts are edited one by one, all 100 at once. */
export const ONE_BY_ONE = 50;
export const testFacts = (): KnownFact[] => knownFacts("test");

/** The model, its statistics and the texts that stand in front of prompts. */
export async function workbench(log: (line: string) => void = () => {}) {
  const { model, tokenizer } = await smollm2();
  const moments = new Map<number, Tensor>();
  const gather = async (block: number) => {
    const C = await keyStatistics({ model, tokenizer }, block, log);
    moments.set(block, C);
  };
  return {
    model,
    tokenizer,
    contexts: contexts(model, tokenizer),
    gather,
    moment: (block: number) => moments.get(block)!,
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

const said = (prompt: string, { subject }: KnownFact) => prompt.replace("{}", () => subject);

/** Every text that a fact is judged by, each with its answers. */
function questionsOf(fact: KnownFact) {
  const own = [said(fact.prompt, fact), ...fact.paraphrases];
  const both = (prompts: readonly string[]): FactQuestion[] =>
    prompts.flatMap((prompt) => [fact.target, fact.original].map((answer) => ({ prompt, answer })));
  return {
    own: both(own),
    portability: fact.portability,
    neighbours: fact.neighbours.flatMap(({ prompt, answer }) =>
      [fact.target, answer].map((a) => ({ prompt, answer: a })),
    ),
  };
}

const pairs = <T>(list: readonly T[]) =>
  list.flatMap((first, i) => (i % 2 === 0 ? [[first, list[i + 1]!] as const] : []));

const before = new Map<string, Judgement[]>();

/** What a model under changes makes of a fact's questions. */
export function outcomeOf(
  { model, tokenizer }: Workbench,
  fact: KnownFact,
  changes: readonly Intervention[],
  seconds: number,
): EditOutcome {
  const { own, portability, neighbours } = questionsOf(fact);
  if (!before.has(fact.id)) before.set(fact.id, judge(model, tokenizer, neighbours));
  const was = pairs(before.get(fact.id)!);
  const all = judge(model, tokenizer, [...own, ...portability, ...neighbours], { with: changes });
  const rivals = ([target, original]: readonly [Judgement, Judgement]) => ({
    target: target.logprob,
    original: original.logprob,
    said: target.said,
  });
  const [rewrite, ...paraphrases] = pairs(all.slice(0, own.length)).map(rivals);
  const is = pairs(all.slice(own.length + portability.length));
  return {
    rewrite: rewrite!,
    paraphrases,
    portability: all.slice(own.length, own.length + portability.length).map((verdict) => verdict.said),
    neighbours: is.map(([target, original], i) => ({
      target: target.logprob,
      original: original.logprob,
      before: was[i]![1].first,
      after: original.first,
      right: was[i]![1].said.every(Boolean),
    })),
    seconds,
  };
}

/** What a fact's neighbours are worth before any edit: the share where the original is likelier. */
export function neighbourhoodBefore({ model, tokenizer }: Workbench, facts: readonly KnownFact[]): number {
  const shares = facts.flatMap((fact) => {
    if (!before.has(fact.id)) before.set(fact.id, judge(model, tokenizer, questionsOf(fact).neighbours));
    const own = pairs(before.get(fact.id)!);
    const kept = own.filter(([target, original]) => original.logprob > target.logprob).length;
    return own.length === 0 ? [] : [kept / own.length]; // as the scores have it
  });
  return shares.reduce((sum, x) => sum + x, 0) / shares.length;
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

/** Seconds of processor time that `body` took, and what it gave. */
export function timed<T>(body: () => T): readonly [T, number] {
  const start = process.cpuUsage();
  const result = body();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
}
