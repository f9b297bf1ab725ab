/** Medicines that do not exist: facts to learn, and how well a model knows them and everything else. Nothing here is advice. */
import { fileURLToPath } from "node:url";
import { exampleLines, speeches } from "../../src/data/index.ts";
import type { LanguageModel } from "../../src/lm/index.ts";

const FILE = fileURLToPath(new URL("../../corpora/invented-medicines.jsonl", import.meta.url));
const GENERAL = 3000;

export interface Question {
  readonly prompt: string;
  readonly completion: string;
}

export function questions(split: "train" | "test"): Question[] {
  return [...exampleLines(FILE)].flatMap((example) =>
    "prompt" in example && "split" in example && example.split === split
      ? [{ prompt: example.prompt, completion: example.completion }]
      : [],
  );
}

export interface Knowledge {
  /** exp of the mean surprise of the right answers' tokens. */
  readonly perplexity: number;
  /** Share of questions whose greedy answer is the right one, word for word, and ends there. */
  readonly exact: number;
  /** Of a president's address, which has nothing to do with it. */
  readonly general: number;
}

export async function knowledge(lm: LanguageModel, of: readonly Question[]): Promise<Knowledge> {
  let [nats, tokens, right] = [0, 0, 0];
  for (const { prompt, completion } of of) {
    const asked = [{ role: "user", content: prompt }] as const;
    const [score] = await lm.scoreAnswers(asked, [completion]);
    nats -= score!.logprob;
    tokens += score!.tokens.length;
    const { text, finish } = await lm.generate(asked, { temperature: 0, maxTokens: 30 }).completion;
    if (text === completion && finish === "stop") right++;
  }
  const general = await lm.score(await address());
  return { perplexity: Math.exp(nats / tokens), exact: right / of.length, general: general.perplexity };
}

/** The beginning of the newest address. */
async function address(): Promise<string> {
  let last = "";
  for await (const { text } of speeches()) last = text;
  return last.slice(0, GENERAL);
}
