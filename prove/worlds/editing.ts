/** Edits of SmolLM2 on facts that it knows, one by one, and what came of each: kept as they are done, so that a proof goes on where it was cut. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { type KnownFact, knownFacts, speeches } from "../../src/data/index.ts";
import { contexts, type Judgement, judge, type Question } from "../../src/editing/index.ts";
import type { EditOutcome } from "../../src/evaluation/index.ts";
import { type Intervention, Run } from "../../src/interventions/index.ts";
import { keyStatistics } from "../../src/open/index.ts";
import { ids, infer, type Tensor } from "../../src/tensor/index.ts";
import { sourcesOf } from "../harness/closure.ts";
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

const FOLDER = new URL("../../.proofs/", import.meta.url);

/** Results by their names, a line each; those of other sources are not read. */
export function store<T>(name: string, of: string): { get(key: string): T | undefined; put(key: string, value: T): T } {
  mkdirSync(FOLDER, { recursive: true });
  const file = new URL(`${name}-${sourcesOf(of).closure.slice(0, 12)}.jsonl`, FOLDER);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  const known = new Map(lines.map((line): [string, T] => JSON.parse(line)));
  return {
    get: (key) => known.get(key),
    put(key, value) {
      known.set(key, value);
      appendFileSync(file, `${JSON.stringify([key, value])}\n`);
      return value;
    },
  };
}

const said = (prompt: string, { subject }: KnownFact) => prompt.replace("{}", () => subject);

/** Every text that a fact is judged by, each with its answers. */
function questionsOf(fact: KnownFact) {
  const own = [said(fact.prompt, fact), ...fact.paraphrases];
  const both = (prompts: readonly string[]): Question[] =>
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

/** Perplexity of 256 tokens that no edit is about. */
export function otherText({ model, tokenizer }: Workbench, changes: readonly Intervention[]): number {
  const [speech] = speeches({ from: 1990, to: 1990 });
  const tokens = tokenizer.encode(speech!.text).slice(0, 257);
  return infer(() => {
    const logprobs = new Run(model, { with: changes })
      .read([tokens.slice(0, -1)])
      .logits("all")
      .logSoftmax();
    return Math.exp(
      -logprobs
        .gather(1, ids(tokens.slice(1)).unsqueeze(1))
        .mean()
        .item(),
    );
  });
}

/** Seconds of processor time that `body` took, and what it gave. */
export function timed<T>(body: () => T): readonly [T, number] {
  const start = process.cpuUsage();
  const result = body();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
}

/** A change as numbers that JSON keeps exactly. */
export const kept = (tensor: Tensor): number[] => infer(() => tensor.numbers());
