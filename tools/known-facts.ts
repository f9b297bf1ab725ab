/**
 * Asks SmolLM2-135M-Instruct for the facts of `fact-prompts.ts`, and writes `corpora/known-facts.jsonl.gz`: 150 of those that are its own first
 * choice, drawn and split by a seed. `node --import ./src/setup/typescript.mjs tools/known-facts.ts`; a minute.
 */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { load } from "../src/checkpoints/index.ts";
import type { KnownFact } from "../src/data/index.ts";
import { judge } from "../src/editing/index.ts";
import { uniform } from "../src/generation/index.ts";
import { aliases, type Relation, relations } from "./fact-prompts.ts";

const [SEED, COUNT, DEVELOPMENT, NEIGHBOURS] = [11, 150, 50, 10];

/** In an order drawn by a seed. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(seed, i) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

const fill = (template: string, subject: string) => template.replace("{}", () => subject);

const { model, tokenizer } = await load("smollm2-135m-instruct");
const asked = relations.flatMap((relation) =>
  Object.entries(relation.facts).map(([subject, answer]) => ({ relation, subject, answer })),
);
const verdicts = judge(
  model,
  tokenizer,
  asked.map(({ relation, subject, answer }) => ({ prompt: fill(relation.templates[0], subject), answer })),
);
const known = asked.flatMap((fact, i) => {
  const { said, logprob } = verdicts[i]!;
  return said.every(Boolean) ? [{ ...fact, probability: Math.exp(logprob * said.length) }] : [];
});
for (const { name } of relations) {
  const [all, own] = [asked, known].map((list) => list.filter(({ relation }) => relation.name === name).length);
  console.log(`${name}: ${own} of ${all}`);
}
console.log(`${known.length} of ${asked.length} are the model's first choice`);

type Known = (typeof known)[number];
const others = ({ relation, subject }: Known, seed: number) =>
  shuffled(
    known.filter((other) => other.relation === relation && other.subject !== subject),
    seed,
  );

function further({ templates: [prompt], hop }: Relation, subject: string, target: string) {
  const alias = aliases[subject];
  const answer = hop?.[1][target];
  return [
    ...(alias === undefined ? [] : [{ kind: "alias", prompt: fill(prompt, alias), answer: target }]),
    ...(hop === undefined || answer === undefined ? [] : [{ kind: "two-hop", prompt: fill(hop[0], subject), answer }]),
  ];
}

const chosen = shuffled(known, SEED)
  .filter((fact) => others(fact, 0).some(({ answer }) => answer !== fact.answer))
  .slice(0, COUNT);
const lines = chosen.map((fact, i): KnownFact => {
  const { relation, subject, answer, probability } = fact;
  const order = others(fact, SEED + 1 + i);
  const target = order.find((other) => other.answer !== answer)!.answer;
  const [prompt, ...paraphrases] = relation.templates;
  const neighbours = order.filter((other) => other.answer !== target).slice(0, NEIGHBOURS);
  return {
    id: String(i + 1),
    relation: relation.name,
    prompt,
    subject,
    target,
    original: answer,
    probability: Number(probability.toPrecision(4)),
    split: i < DEVELOPMENT ? "development" : "test",
    paraphrases: paraphrases.map((template) => fill(template, subject)),
    neighbours: neighbours.map((other) => ({ prompt: fill(prompt, other.subject), answer: other.answer })),
    portability: further(relation, subject, target),
  };
});
const text = lines.map((line) => JSON.stringify(line)).join("\n");
writeFileSync("corpora/known-facts.jsonl.gz", gzipSync(`${text}\n`, { level: 9 }));
console.log(`${lines.length} facts, ${DEVELOPMENT} of them for development`);
