import { NgramError } from "../ngram-error.ts";

/** A word of the language as it stands, or the name of a rule. */
export type GrammarSymbol =
  | {
      /** As it stands in the sentence. */
      readonly word: string;
    }
  | {
      /** Of a rule. */
      readonly name: string;
    };

interface Rule {
  readonly name: string;
  readonly right: readonly GrammarSymbol[];
}

/** A rule with a dot: what is left of it was found in words `origin` to here. */
interface Item {
  readonly rule: Rule;
  readonly dot: number;
  readonly origin: number;
}

/**
 * A context-free grammar as a language model of the oldest kind: it says which sentences are in the language, and knows no
 * probabilities (Chomsky 1956). Recognition is Earley's (1970, "An efficient context-free parsing algorithm") with the
 * correction for empty rules of Aycock & Horspool (2002): at most n^3 steps for n words, whatever the grammar.
 *
 *     predict   A -> a . B c at n     adds B -> . d from n     (and A -> a B . c where B may be empty)
 *     scan      A -> a . w c at n     adds A -> a w . c at n + 1 where word n is w
 *     complete  B -> d .  from k      adds A -> a B . c at n for each A -> a . B c at k
 */
export class Grammar {
  readonly #rules = new Map<string, Rule[]>();
  readonly #nullable = new Set<string>();
  readonly #start: string;

  /**
   * @param text a rule a line, `S -> NP VP | 'no'`: words stand in quotes, an empty alternative is the empty text. The first rule
   *   is where sentences begin; `#` begins a comment.
   * @throws NgramError naming the line that cannot be read, or a name without a rule
   */
  constructor(text: string) {
    for (const [i, line] of text.split("\n").entries()) {
      const rule = line.replace(/#.*$/, "").trim();
      if (rule !== "") this.#add(rule, i + 1);
    }
    const [start] = this.#rules.keys();
    if (start === undefined) throw new NgramError("a grammar needs at least one rule");
    this.#start = start;
    this.#check();
    this.#findNullable();
  }

  /** Whether the words are a sentence of the language. */
  accepts(words: readonly string[]): boolean {
    const sets = Array.from({ length: words.length + 1 }, () => new ItemSet());
    for (const rule of this.#rules.get(this.#start)!) sets[0]!.add({ rule, dot: 0, origin: 0 });
    for (const [n, set] of sets.entries()) {
      for (const item of set) this.#step(item, n, words, sets);
    }
    return [...sets[words.length]!].some(
      ({ rule, dot, origin }) => rule.name === this.#start && origin === 0 && dot === rule.right.length,
    );
  }

  /** All sentences of at most `length` words, each once, its words parted by spaces: grown from the rules, by no parser. */
  language(length: number): Set<string> {
    const found = new Map([...this.#rules.keys()].map((name) => [name, new Set<string>()]));
    for (let grown = true; grown; ) {
      grown = false;
      for (const [name, rules] of this.#rules) {
        const sentences = found.get(name)!;
        const before = sentences.size;
        for (const { right } of rules) for (const sentence of joined(right, found, length)) sentences.add(sentence);
        grown ||= sentences.size > before;
      }
    }
    return found.get(this.#start)!;
  }

  #step({ rule, dot, origin }: Item, n: number, words: readonly string[], sets: readonly ItemSet[]): void {
    const next = rule.right[dot];
    const set = sets[n]!;
    if (next === undefined) {
      for (const waiting of sets[origin]!.waitingFor(rule.name)) set.add({ ...waiting, dot: waiting.dot + 1 });
    } else if ("word" in next) {
      if (next.word === words[n]) sets[n + 1]!.add({ rule, dot: dot + 1, origin });
    } else {
      for (const predicted of this.#rules.get(next.name)!) set.add({ rule: predicted, dot: 0, origin: n });
      if (this.#nullable.has(next.name)) set.add({ rule, dot: dot + 1, origin });
    }
  }

  #add(text: string, line: number): void {
    const [, name, right] = /^(\S+)\s*->(.*)$/s.exec(text) ?? [];
    if (name === undefined || right === undefined)
      throw new NgramError(`grammar: line ${line}: no rule such as A -> B 'c'`);
    const rules = this.#rules.get(name) ?? [];
    for (const alternative of alternatives(right, line)) rules.push({ name, right: alternative });
    this.#rules.set(name, rules);
  }

  #check(): void {
    for (const rules of this.#rules.values())
      for (const { name, right } of rules)
        for (const symbol of right)
          if ("name" in symbol && !this.#rules.has(symbol.name))
            throw new NgramError(`grammar: ${symbol.name}, named by ${name}, has no rule`);
  }

  #findNullable(): void {
    const empty = (symbol: GrammarSymbol) => "name" in symbol && this.#nullable.has(symbol.name);
    for (let before = -1; before < this.#nullable.size; ) {
      before = this.#nullable.size;
      for (const [name, rules] of this.#rules)
        if (rules.some(({ right }) => right.every(empty))) this.#nullable.add(name);
    }
  }
}

/** The items of one place, each once, in the order in which they came; more may be added while it is read. */
class ItemSet implements Iterable<Item> {
  readonly #items: Item[] = [];
  readonly #seen = new Map<Rule, Set<number>>();
  readonly #waiting = new Map<string, Item[]>();

  add(item: Item): void {
    const { rule, dot, origin } = item;
    const seen = this.#seen.get(rule) ?? new Set();
    this.#seen.set(rule, seen);
    const key = origin * (rule.right.length + 1) + dot;
    if (seen.has(key)) return;
    seen.add(key);
    this.#items.push(item);
    const next = rule.right[dot];
    if (next !== undefined && "name" in next) this.#waiting.set(next.name, [...this.waitingFor(next.name), item]);
  }

  waitingFor(name: string): readonly Item[] {
    return this.#waiting.get(name) ?? [];
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let i = 0; i < this.#items.length; i++) yield this.#items[i]!;
  }
}

function alternatives(text: string, line: number): GrammarSymbol[][] {
  const found: GrammarSymbol[][] = [[]];
  for (const [token, word, other, name] of text.matchAll(/'([^']*)'|"([^"]*)"|([^\s|'"]+)|\||\S/gu)) {
    if (token === "|") found.push([]);
    else if (name !== undefined) found.at(-1)!.push({ name });
    else if ((word ?? other) !== undefined) found.at(-1)!.push({ word: (word ?? other)! });
    else throw new NgramError(`grammar: line ${line}: a quote has no end`);
  }
  return found;
}

/** The sentences of a row of symbols, from those that are known of each. */
function joined(right: readonly GrammarSymbol[], found: ReadonlyMap<string, Set<string>>, length: number): Set<string> {
  let begun = new Set([""]);
  for (const symbol of right) {
    const next = new Set<string>();
    for (const head of begun) {
      for (const tail of "word" in symbol ? [symbol.word] : found.get(symbol.name)!) {
        const sentence = head === "" || tail === "" ? head + tail : `${head} ${tail}`;
        if (sentence === "" || sentence.split(" ").length <= length) next.add(sentence);
      }
    }
    begun = next;
  }
  return begun;
}
