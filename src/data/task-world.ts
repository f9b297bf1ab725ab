import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import type { Document } from "./document.ts";
import { mix, permuted } from "./permutation.ts";

/** How large a world of tasks is. */
export const TaskWorldConfig = strictObject({
  /** Another world for each. */
  seed: z.int().nonnegative().default(0),
  /** How many tasks. */
  tasks: z.int().min(2).max(26).default(8),
  /** Letters that a query may be. */
  symbols: z.int().min(2).max(26).default(16),
});
export type TaskWorldConfig = z.infer<typeof TaskWorldConfig>;

/**
 * Tasks that a model may learn and then recognise by examples (Hendel et al. 2023, arXiv:2310.15916): each is a permutation of
 * a few letters. A text shows one of them, ` d>k h>m q>a`; in one of two its name stands in front, `C d>k h>m q>a`: what the task is, told in
 * a word.
 */
export class TaskWorld {
  /** What it was made from. */
  readonly config: TaskWorldConfig;

  /** Throws an ArgumentError where the config is no `TaskWorldConfig`. */
  constructor(input: z.input<typeof TaskWorldConfig> = {}) {
    this.config = checked(TaskWorldConfig, input, "TaskWorld");
  }

  /** A letter, by number: what is asked, or what is answered. */
  symbol(i: number): string {
    return String.fromCharCode("a".charCodeAt(0) + i);
  }

  /** The name of a task. */
  name(task: number): string {
    return String.fromCharCode("A".charCodeAt(0) + task);
  }

  /** The number of the answer to a query. */
  answer(task: number, query: number): number {
    return permuted(query, this.config.symbols, this.config.seed, task);
  }

  /** A query whose answer is to come. */
  asked(query: number): string {
    return ` ${this.symbol(query)}>`;
  }

  /** Examples of a task, one behind the other. */
  examples(task: number, queries: readonly number[]): string {
    return queries.map((query) => `${this.asked(query)}${this.symbol(this.answer(task, query))}`).join("");
  }

  /** Texts of so many examples each, their tasks and queries drawn; one of two says the task's name. */
  *documents(count: number, examples: number): Generator<Document> {
    const { seed, tasks, symbols } = this.config;
    for (let i = 0; i < count; i++) {
      const draw = (place: number) => mix(mix(seed ^ mix(i + 1)) + place);
      const task = draw(-1) % tasks;
      const queries = Array.from({ length: examples }, (_, at) => draw(at) % symbols);
      const name = draw(-2) % 2 === 0 ? "" : this.name(task);
      yield { id: String(i), text: `${name}${this.examples(task, queries)}` };
    }
  }
}
