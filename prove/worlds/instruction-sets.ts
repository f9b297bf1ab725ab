/**
 * Data sets as records and ten templates for each, in the manner of promptsource (Bach et al. 2022), whose templates are the idea's
 * source: the words here are ours.
 */
import {
  type InstructionPattern,
  type InstructionRecord,
  InstructionTemplate,
  speeches,
} from "../../src/data/index.ts";
import { examplesOf } from "./corpora.ts";

interface InstructionSet {
  readonly records: readonly InstructionRecord[];
  readonly templates: readonly InstructionTemplate[];
}

const of = (patterns: readonly InstructionPattern[]) => patterns.map((pattern) => new InstructionTemplate(pattern));

const asked = (prompt: string, completion: string): InstructionPattern => ({ prompt, completion });

/** A pattern whose label is said in three words. */
const toned = (
  prompt: string,
  completion: string,
  [positive, negative, neutral]: readonly [string, string, string],
) => ({
  ...asked(prompt, completion),
  choices: { label: { positive, negative, neutral } },
});
const PLAIN = ["positive", "negative", "neutral"] as const;

const TONE = of([
  toned("{text}\n\nIs the tone positive, negative or neutral?", "{label}", PLAIN),
  toned("Tell the sentiment of this news: {text}", "The sentiment is {label}.", PLAIN),
  toned("News: {text}\nSentiment:", " {label}", PLAIN),
  toned('Would a holder of shares be glad of "{text}"?', "{label}", ["Yes", "No", "Neither"]),
  toned("Choose a, b or c.\na) good b) bad c) neither\n{text}", "{label}", ["a", "b", "c"]),
  toned("Read: {text} Then answer with 1 for good, -1 for bad, 0 else.", "{label}", ["1", "-1", "0"]),
  toned("What does this say of the company's prospects?\n{text}", "Its prospects {label}.", ["grow", "shrink", "stay"]),
  toned("Write a piece of {label} news about a company.", "{text}", ["good", "bad", "plain"]),
  toned("{{{text}}} is filed under which of up, down, flat?", "{label}", ["up", "down", "flat"]),
  toned("An analyst was asked about: {text}", "She found it {label}.", ["encouraging", "worrying", "unremarkable"]),
]);

const FACTS = of([
  asked("{question}", "{answer}"),
  asked("Question: {question}\nAnswer:", " {answer}"),
  asked("Answer in one sentence: {question}", "{answer}"),
  asked('A patient asks: "{question}"', "{answer}"),
  asked("Which question is answered by this? {answer}", "{question}"),
  asked("{question}\n\nExplain.", "Here is what is known. {answer}"),
  asked("Q. {question} A.", "{answer}"),
  asked("Make a card for learning.", "Front: {question}\nBack: {answer}"),
  asked("{{question}} {question}", "{{answer}} {answer}"),
  asked("Is it true that the answer to <{question}> is <{answer}>?", "Yes: {answer}"),
]);

const ADDRESSES = of([
  asked("Who spoke so in {year}?\n{text}", "{president}"),
  asked("In which year did {president} say this?\n{text}", "{year}"),
  asked("{text}\n\n(year: {year}) Name the president.", "It was {president}."),
  asked("Begin an address as {president} did in {year}.", "{text}"),
  asked("Speaker: {president}; year: {year}; text:", " {text}"),
  asked("From: {text}\nTell who and when.", "{president}, {year}"),
  asked("Year {year}. Who is the speaker of the following? {text}", "{president}"),
  asked("{president} | {year}", "{text}"),
  asked("Give a quotation with its source.", "{text}\n-- {president}, {year}"),
  asked("Was it {president} who said in {year}: {text}", "Yes, {president}."),
]);

/** By name. */
export async function instructionSets(): Promise<Readonly<Record<string, InstructionSet>>> {
  const news = [...examplesOf("financial-sentences", "train"), ...examplesOf("financial-sentences", "test")].map(
    ({ prompt, completion }) => ({
      text: prompt.slice(prompt.indexOf("\n\n") + 2),
      label: completion,
    }),
  );
  const facts = [...examplesOf("invented-medicines", "train"), ...examplesOf("invented-medicines", "test")].map(
    ({ prompt, completion }) => ({
      question: prompt,
      answer: completion,
    }),
  );
  const addresses: InstructionRecord[] = [];
  for await (const { text, president, year } of speeches())
    addresses.push({ text: text.slice(0, 400), president, year: String(year) });
  return {
    "tone of news": { records: news, templates: TONE },
    "invented medicines": { records: facts, templates: FACTS },
    addresses: { records: addresses, templates: ADDRESSES },
  };
}

export interface Mapped {
  readonly instructions: number;
  /** Records that came back as they were, and whose instruction did. */
  readonly exact: number;
  readonly refused: number;
  /** Instructions that another template of the set took for its own. */
  readonly taken: number;
}

/** Writes every record by every template, reads it back, and lets the set's other templates try. */
export function mapped({ records, templates }: InstructionSet): Mapped {
  let [instructions, exact, refused, taken] = [0, 0, 0, 0];
  for (const template of templates) {
    for (const record of records) {
      instructions++;
      let written: ReturnType<InstructionTemplate["write"]>;
      try {
        written = template.write(record);
      } catch {
        refused++;
        continue;
      }
      const back = template.read(written);
      if (same(back, record) && same(template.write(back), written)) exact++;
      if (templates.some((other) => other !== template && reads(other, written))) taken++;
    }
  }
  return { instructions, exact, refused, taken };
}

const same = (a: object, b: object) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function reads(template: InstructionTemplate, written: { prompt: string; completion: string }): boolean {
  try {
    template.read(written);
    return true;
  } catch {
    return false;
  }
}
