import { PairTable } from "./pair-table.ts";

/** A prefix tree over strings: at each place of a text, which of them begin there. */
export class Trie {
  readonly #children: PairTable;
  /** Node -> the number of the string that ends there, or -1. */
  readonly #values: Int32Array;

  /** @param strings the number of each is its index; of equal ones the last counts */
  constructor(strings: readonly string[]) {
    const units = strings.reduce((sum, { length }) => sum + length, 0);
    this.#children = new PairTable(units);
    this.#values = new Int32Array(units + 1).fill(-1);
    let nodes = 1;
    for (const [number, text] of strings.entries()) {
      let node = 0;
      for (let i = 0; i < text.length; i++) {
        let child = this.#children.get(node, text.charCodeAt(i));
        if (child < 0) {
          child = nodes++;
          this.#children.set(node, text.charCodeAt(i), child);
        }
        node = child;
      }
      if (node > 0) this.#values[node] = number;
    }
  }

  /** Calls `found(number, end)` for each string that stands in `text` at `start`, the shortest first. */
  visit(text: string, start: number, found: (number: number, end: number) => void): void {
    let node = 0;
    for (let at = start; at < text.length; at++) {
      node = this.#children.get(node, text.charCodeAt(at));
      if (node < 0) return;
      const number = this.#values[node]!;
      if (number >= 0) found(number, at + 1);
    }
  }
}
