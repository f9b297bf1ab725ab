import { NgramError } from "./ngram-error.ts";

/** One line of a Google Books n-gram export: `ngram TAB year TAB match_count TAB volume_count`. */
export interface YearCount {
  /** Its tokens, a space between two. */
  readonly ngram: string;
  /** In whose texts it was counted. */
  readonly year: number;
  /** How often it stands in the texts of that year. */
  readonly matches: number;
  /** In how many of them. */
  readonly volumes: number;
}

/** A text with its year. */
export interface Volume {
  /** When it was published. */
  readonly year: number;
  /** All of it. */
  readonly tokens: readonly string[];
}

/**
 * Counts dated n-grams (Michel et al. 2011, "Quantitative Analysis of Culture Using Millions of Digitized Books") of 1 to
 * `order` tokens.
 */
export class YearlyCounts {
  readonly #counts = new Map<string, Map<number, { matches: number; volumes: number }>>();
  readonly #totals = new Map<number, number[]>(); // by year: how many n-grams of each length

  constructor(
    /** The length of the longest n-gram. */
    readonly order: number,
  ) {}

  /** Counts a text's n-grams under its year. */
  add({ year, tokens }: Volume): void {
    const totals = this.#totals.get(year) ?? new Array<number>(this.order).fill(0);
    this.#totals.set(year, totals);
    const here = new Map<string, number>();
    for (let n = 1; n <= this.order; n++) {
      for (let i = 0; i + n <= tokens.length; i++) {
        const ngram = tokens.slice(i, i + n).join(" ");
        here.set(ngram, (here.get(ngram) ?? 0) + 1);
        totals[n - 1]!++;
      }
    }
    for (const [ngram, matches] of here) {
      const years = this.#counts.get(ngram) ?? new Map();
      this.#counts.set(ngram, years);
      const before = years.get(year) ?? { matches: 0, volumes: 0 };
      years.set(year, { matches: before.matches + matches, volumes: before.volumes + 1 });
    }
  }

  /** Every n-gram of every year, in the order of an export: by n-gram, then by year. */
  *rows(): Generator<YearCount> {
    for (const ngram of [...this.#counts.keys()].sort()) {
      for (const [year, counts] of [...this.#counts.get(ngram)!].sort(([a], [b]) => a - b))
        yield { ngram, year, ...counts };
    }
  }

  /**
   * For each year from the first to the last, the n-gram's share of all n-grams of its length; a year without text is
   * left out. Throws an NgramError where the n-gram is longer than what is counted.
   */
  frequencies(ngram: string): { year: number; matches: number; frequency: number }[] {
    const length = ngram.split(" ").length;
    if (length > this.order)
      throw new NgramError(`${JSON.stringify(ngram)} has ${length} tokens, and up to ${this.order} are counted`);
    return [...this.#totals]
      .filter(([, totals]) => totals[length - 1]! > 0)
      .sort(([a], [b]) => a - b)
      .map(([year, totals]) => {
        const matches = this.#counts.get(ngram)?.get(year)?.matches ?? 0;
        return { year, matches, frequency: matches / totals[length - 1]! };
      });
  }
}

/** The line of an export, without its end. */
export function yearLine({ ngram, year, matches, volumes }: YearCount): string {
  return `${ngram}\t${year}\t${matches}\t${volumes}`;
}

/** Reads a line of an export. Throws an NgramError that says what was expected. */
export function parseYearLine(line: string): YearCount {
  const [, ngram, year, matches, volumes] =
    /^([^\t]+)\t(\d+)\t(\d+)\t(\d+)$/.exec(line) ??
    refuse("expected ngram, year, matches and volumes, a tab between them");
  return { ngram: ngram!, year: Number(year), matches: Number(matches), volumes: Number(volumes) };
}

function refuse(reason: string): never {
  throw new NgramError(reason);
}

/**
 * The moving average of the viewer: of each value and the `window` values on both sides of it, fewer at the ends.
 *
 *     s_i = mean of f_j over |i - j| <= window
 */
export function smoothed(values: readonly number[], window: number): number[] {
  return values.map((_, i) => {
    const near = values.slice(Math.max(0, i - window), i + window + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}
