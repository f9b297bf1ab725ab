/** Instruction data out of records and back: a prompt and a completion with places for a record's fields. */
import { ArgumentError } from "../sentences/index.ts";

/** The fields of a record, as text. */
export type InstructionRecord = Readonly<Record<string, string>>;

/** What an instruction is written by. `{name}` is the place of a field; `{{` and `}}` are braces. */
export interface InstructionPattern {
  /** What is asked. */
  readonly prompt: string;
  /** What is answered. */
  readonly completion: string;
  /** Of fields that have few values: each value, and the words that stand for it. No two values have the same words. */
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An instruction. */
export interface Instruction {
  /** What is asked. */
  readonly prompt: string;
  /** What is answered. */
  readonly completion: string;
}

/** Between two fields there are characters, by which they are told apart again. */
const FIELD = /\{\{|\}\}|\{(\w+)\}|[{}]/g;
/** Stands in neither prompt nor completion: they are read as one text. */
const SEAM = "\u0000";

/**
 * Templates of instructions, as FLAN (Wei et al. 2021, arXiv:2109.01652) and P3 (Bach et al. 2022, promptsource, arXiv:2202.01279)
 * write data sets in many words, that map both ways:
 *
 *     read(write(r)) = r,      write(read(i)) = i
 *
 * A record whose fields could not be told apart again is refused, so that both hold of all that is written.
 */
export class InstructionTemplate {
  /** What it was made of. */
  readonly pattern: InstructionPattern;
  /** The fields of its records, each once. */
  readonly fields: readonly string[];
  readonly #pieces: readonly (string | { readonly field: string })[];
  readonly #matcher: RegExp;

  /** Throws an ArgumentError where two fields touch, a brace stands alone, or two values of a field have the same words. */
  constructor(pattern: InstructionPattern) {
    this.pattern = pattern;
    this.#pieces = piecesOf(`${pattern.prompt}${SEAM}${pattern.completion}`);
    this.fields = [...new Set(this.#pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.field])))];
    const met = new Set<string>();
    const body = this.#pieces.map((piece) => {
      if (typeof piece === "string") return piece.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      const again = met.has(piece.field);
      met.add(piece.field);
      return again ? `\\k<${piece.field}>` : `(?<${piece.field}>${this.#valuesOf(piece.field)})`;
    });
    this.#matcher = new RegExp(`^${body.join("")}$`, "u");
  }

  /** The instruction of a record. Throws an ArgumentError where a field is missing or surplus, has no such value, or could not be read back. */
  write(record: InstructionRecord): Instruction {
    const surplus = Object.keys(record).find((field) => !this.fields.includes(field));
    if (surplus !== undefined)
      throw new ArgumentError(`the field "${surplus}" has no place in "${this.pattern.prompt}"`);
    const text = this.#pieces.map((piece) => (typeof piece === "string" ? piece : this.#worded(piece.field, record)));
    const [prompt, completion] = text.join("").split(SEAM) as [string, string];
    const back = this.#read({ prompt, completion });
    const lost = this.fields.find((field) => back?.[field] !== record[field]);
    if (lost === undefined) return { prompt, completion };
    throw new ArgumentError(`the field "${lost}" could not be told from what stands around it in "${prompt}"`);
  }

  /** The record that an instruction was written of. Throws an ArgumentError where it was written by another template. */
  read(instruction: Instruction): InstructionRecord {
    const record = this.#read(instruction);
    if (record !== undefined) return record;
    throw new ArgumentError(`"${instruction.prompt}" was not written by "${this.pattern.prompt}"`);
  }

  #read({ prompt, completion }: Instruction): InstructionRecord | undefined {
    const groups = this.#matcher.exec(`${prompt}${SEAM}${completion}`)?.groups;
    if (groups === undefined) return undefined;
    return Object.fromEntries(this.fields.map((field) => [field, this.#meant(field, groups[field]!)]));
  }

  /** What may stand in a field's place. */
  #valuesOf(field: string): string {
    const choices = this.pattern.choices?.[field];
    if (choices === undefined) return `[^${SEAM}]*?`;
    const words = Object.values(choices);
    if (new Set(words).size < words.length) throw new ArgumentError(`two values of "${field}" have the same words`);
    return words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  }

  #worded(field: string, record: InstructionRecord): string {
    const value = record[field];
    if (value === undefined) throw new ArgumentError(`the field "${field}" is missing`);
    if (value.includes(SEAM)) throw new ArgumentError(`the field "${field}" holds a zero byte, which no text has`);
    const choices = this.pattern.choices?.[field];
    if (choices === undefined) return value;
    if (Object.hasOwn(choices, value)) return choices[value]!;
    throw new ArgumentError(
      `the field "${field}" is "${value}", and must be one of ${Object.keys(choices).join(", ")}`,
    );
  }

  #meant(field: string, words: string): string {
    const choices = Object.entries(this.pattern.choices?.[field] ?? {});
    return choices.find(([, word]) => word === words)?.[0] ?? words;
  }
}

function piecesOf(text: string): (string | { field: string })[] {
  const pieces: (string | { field: string })[] = [];
  let literal = "";
  let at = 0;
  for (const { 0: found, 1: field, index } of text.matchAll(FIELD)) {
    literal += text.slice(at, index);
    at = index + found.length;
    if (found === "{{" || found === "}}") literal += found[0];
    else if (field === undefined)
      throw new ArgumentError(`a brace stands alone in "${text.replace(SEAM, " ... ")}": write it twice`);
    else {
      if (literal === "" && pieces.length > 0)
        throw new ArgumentError(`nothing parts "{${field}}" from the field before it`);
      pieces.push(literal, { field });
      literal = "";
    }
  }
  pieces.push(literal + text.slice(at));
  return pieces;
}
