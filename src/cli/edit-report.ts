/** What an edit did to a model: what got worse, and what the model says now. */
import { type Fact, type FactQuestion, knownFacts } from "../data/index.ts";
import { judge } from "../editing/index.ts";
import { Decoding, greedy } from "../generation/index.ts";
import type { Intervention } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

/** What a model says of a fact. */
export interface Said {
  /** P of the whole target. */
  readonly target: number;
  /** How it goes on by itself. */
  readonly says: string;
}

/** What a text was followed by, and is now. */
interface Change {
  readonly prompt: string;
  readonly before: string;
  readonly after: string;
}

/** What got worse. */
export interface Worse {
  /** Texts of other subjects that were answered rightly, and are not any more. */
  readonly neighbours: readonly Change[];
  /** How many were right before. */
  readonly right: number;
  /** What is said of the subject otherwise, where its first word is another. */
  readonly subject: readonly Change[];
  /** Perplexity of what the model wrote of the subject. */
  readonly text: { readonly before: number; readonly after: number };
}

/** Texts of other subjects that are asked. */
const NEIGHBOURS = 40;
const OF_SUBJECT = [
  "{} is a",
  "{} is known for",
  "Most people know that {}",
  "When people talk about {}, they think of",
];

/** A model as it was: what it said of a fact and around it. Asked again under an edit, it tells the difference. */
export class Beside {
  readonly #model: Writes;
  readonly #tokenizer: Tokenizer;
  readonly #fact: Fact;
  readonly #riding: readonly Intervention[];
  readonly #around: readonly FactQuestion[];
  readonly #text: FactQuestion;

  constructor(model: Writes, tokenizer: Tokenizer, fact: Fact, riding: readonly Intervention[]) {
    this.#model = model;
    this.#tokenizer = tokenizer;
    this.#fact = fact;
    this.#riding = riding;
    this.#around = around(fact);
    const prompt = `${fact.subject} is`;
    this.#text = { prompt, answer: this.#write(prompt, 16, riding) };
  }

  /** What the model says of the fact, under changes. */
  said(changes: readonly Intervention[]): Said {
    const { prompt, subject, target } = this.#fact;
    const text = prompt.replace("{}", () => subject);
    const [verdict] = this.#judge([{ prompt: text, answer: target }], changes);
    const { logprob, said } = verdict!;
    return { target: Math.exp(logprob * said.length), says: this.#write(text, 8, changes) };
  }

  /** What is worse under changes than it was. */
  worse(changes: readonly Intervention[]): Worse {
    const before = this.#judge(this.#around, this.#riding);
    const right = this.#around.filter((_, i) => before[i]!.said.every(Boolean));
    const after = this.#judge(right, changes);
    const about = OF_SUBJECT.map((text) => ({ prompt: text.replace("{}", () => this.#fact.subject), answer: "it" }));
    const [was, is] = [this.#riding, changes].map((riding) => this.#judge([...about, this.#text], riding));
    const word = (id: number) => this.#tokenizer.decode([id]).trim();
    return {
      neighbours: right.flatMap(({ prompt, answer }, i) =>
        after[i]!.said.every(Boolean)
          ? []
          : [{ prompt, before: answer.trim(), after: this.#write(prompt, 4, changes) }],
      ),
      right: right.length,
      subject: about.flatMap(({ prompt }, i) =>
        was![i]!.first === is![i]!.first ? [] : [{ prompt, before: word(was![i]!.first), after: word(is![i]!.first) }],
      ),
      text: { before: Math.exp(-was!.at(-1)!.logprob), after: Math.exp(-is!.at(-1)!.logprob) },
    };
  }

  #judge(questions: readonly FactQuestion[], riding: readonly Intervention[]) {
    return judge(this.#model, this.#tokenizer, questions, { with: riding });
  }

  #write(prompt: string, tokens: number, riding: readonly Intervention[]): string {
    const decoding = new Decoding(this.#model, [{ prompt: this.#tokenizer.encode(prompt), sampler: greedy }], {
      with: riding,
    });
    const ids: number[] = [];
    while (ids.length < tokens) ids.push(decoding.write()[0]!.token);
    decoding.release();
    return this.#tokenizer.decode(ids, { skipSpecialTokens: true }).replaceAll(/\s+/g, " ").trim();
  }
}

/** The fact's own neighbours, and then facts of other subjects, those that are stated alike first. */
function around({ prompt, subject, neighbours }: Fact): FactQuestion[] {
  const others = knownFacts().filter((known) => !known.subject.includes(subject) && !subject.includes(known.subject));
  const alike = others.filter((known) => known.prompt === prompt);
  const asked = [...new Set([...alike, ...others])].map((known) => ({
    prompt: known.prompt.replace("{}", () => known.subject),
    answer: known.original,
  }));
  return [...neighbours, ...asked].slice(0, Math.max(NEIGHBOURS, neighbours.length));
}
