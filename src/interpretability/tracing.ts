import { intervene, Run } from "../interventions/index.ts";
import { AbreastCache, type Hook, Padded, type Pass, through, type Writes } from "../nn/index.ts";
import { cat, ids, infer, keep, release, scope, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { corrupt } from "./patching.ts";
import type { locate } from "./subject.ts";
import type { CausalTrace } from "./trace.ts";
import { drawn, partOf, type Settings, type Watched, watched } from "./watched.ts";

/** Something of the clean run in the corrupted one: some layers' rows of a batch, one token, one path. */
interface Patch {
  readonly row: number;
  /** [1 or S, 1, D] */
  readonly value: Tensor;
}

/** Blocks from one to in front of another. */
type Span = readonly [from: number, to: number];

/**
 * Blocks whose restored runs share a batch: each row costs the blocks from the lowest of them on, and reading weights is what few rows
 * cost.
 */
const BLOCKS_AT_ONCE = 6;

/**
 * A clean and a corrupted run, and what becomes of the answer where a state of the first stands in the second.
 *
 * A token in front of the restored one is as it was in the corrupted run, and so is every block below it. So a batch takes up the
 * streams of a few layers, all samples, from the restored token on, under a memory of the tokens in front of it.
 */
export class Tracing implements Omit<CausalTrace, "effects"> {
  /** What is restored. */
  readonly kind: CausalTrace["kind"];
  readonly layers: readonly number[];
  readonly tokens: readonly string[];
  readonly subject: CausalTrace["subject"];
  readonly answer: string;
  readonly clean: number;
  readonly corrupted: number;
  /** Standard deviation of the noise. */
  readonly noise: number;
  readonly #model: Writes;
  readonly #settings: Settings;
  readonly #answer: number;
  readonly #seen: { readonly clean: Watched; readonly corrupted: Watched };
  /** Layers that share a batch. */
  readonly #groups: readonly (readonly number[])[];
  readonly #run: Run<Writes>;
  readonly #sequences = new AbreastCache();
  /** What stands in the place of what the first token of a pass has, by path. */
  readonly #patches = new Map<string, Patch[]>();
  /** Places of the streams that are remembered. */
  #behind = 0;

  constructor(model: Writes, tokenizer: Tokenizer, text: ReturnType<typeof locate>, settings: Settings) {
    const { kind = "states", samples = 10, with: own = [], interrupt, fast } = settings;
    [this.#model, this.#settings, this.kind] = [model, settings, kind];
    ({ tokens: this.tokens, subject: this.subject } = text);
    this.layers = settings.layers ?? [...model.blocks.keys()];
    this.#groups = grouped(this.layers);
    const { noise, ...seen } = infer(() => {
      const row = ids(text.ids).unsqueeze(0); // [1, T]
      const clean = watched(model, row, settings);
      const noise = drawn(clean.streams[0]!, text, settings);
      return {
        clean,
        noise: noise.std,
        corrupted: watched(model, row.expand([samples, text.ids.length]), settings, corrupt(noise.tensor)),
      };
    });
    this.#seen = seen;
    this.noise = noise;
    for (const tensor of this.#tensors()) keep(tensor);
    this.#answer = infer(() => seen.clean.probabilities.argmax().item());
    this.answer = tokenizer.decode([this.#answer]);
    const probable = ({ probabilities }: Watched) => infer(() => probabilities.select(1, this.#answer).mean().item());
    [this.clean, this.corrupted] = [probable(seen.clean), probable(seen.corrupted)];
    const part = partOf(settings);
    const places = ["blocks.*", ...(part === undefined ? [] : [`blocks.*.${part}`])];
    const patches = places.map((at) => intervene("restore", at, ({ path }) => this.#patched(path)));
    this.#run = new Run(model, { with: [...patches, ...own], interrupt, fast, sequences: this.#sequences });
  }

  /** Probabilities of the answer with a token's state restored, at each of the layers. They are soonest there for tokens in ascending order. */
  effects(token: number): number[] {
    // Left to right, what is in front of the noise is as it was.
    if (token < this.subject[0]) return this.layers.map(() => this.corrupted);
    return infer(() => {
      const place = this.#places - this.tokens.length + token;
      this.#remember(place);
      const last = this.#groups.flatMap((layers) => scope(() => this.#restored(place, layers))); // [g, S, D] each
      const logits = this.#model.logits(cat(last), this.#pass(1)).to("float32"); // [L, S, V]
      return logits.softmax(-1).select(2, this.#answer).mean(1).numbers();
    });
  }

  /** Frees what is remembered of both runs; it cannot be asked any more. */
  release(): void {
    this.#run.release();
    release(...this.#tensors());
  }

  get #places(): number {
    return this.#seen.clean.streams[0]!.shape[1]!;
  }

  /** The last token's stream [layers, S, D] behind the last block. */
  #restored(place: number, layers: readonly number[]): Tensor {
    const spans = layers.map((layer) => this.#span(layer));
    this.#patches.clear();
    for (const [row, span] of spans.entries()) this.#patch(row, place, span);
    const from = spans[0]![0];
    const x = this.#corruptedRows(from, place, this.#places - place); // [g S, n, D]
    const stream = this.#read(x, from);
    const last = stream.select(1, stream.shape[1]! - 1); // [g S, D]
    return last.unflatten(0, [-1, last.shape[0]! / this.#atOnce]).narrow(0, 0, layers.length);
  }

  /** What one row of a batch has of the clean run, and what stays corrupted in spite of it. */
  #patch(row: number, place: number, [from, to]: Span): void {
    const { clean, corrupted } = this.#seen;
    const put = (path: string, of: Tensor) => {
      this.#patches.set(path, [...(this.#patches.get(path) ?? []), { row, value: of.narrow(1, place, 1) }]);
    };
    const states = this.kind === "states";
    const part = partOf(this.#settings);
    for (const [i, { path }] of this.#model.blocks.entries()) {
      if (i >= from && i < to) {
        if (states) put(path, clean.streams[i + 1]!);
        else put(`${path}.${part}`, clean.parts[i]!);
      } else if (i >= to && this.#settings.sever !== undefined) put(`${path}.${part}`, corrupted.parts[i]!);
    }
  }

  #patched(path: string): Hook {
    return (x, next) => {
      const y = next(x); // [g S, n, D]
      const own = this.#patches.get(path) ?? [];
      if (own.length === 0) return y;
      const patched = y.clone();
      const S = y.shape[0]! / this.#atOnce;
      for (const { row, value } of own) {
        const target = patched.narrow(0, row * S, S).narrow(1, 0, 1);
        target.copyFrom(value.expand(target.shape));
      }
      return patched;
    };
  }

  /** The blocks that are restored for a layer: itself, or those around it, cut at both ends. */
  #span(layer: number): Span {
    if (this.kind === "states") return [layer, layer + 1];
    const L = this.#model.blocks.length;
    const { window = Math.max(1, Math.round((10 / 48) * L)) } = this.#settings;
    const from = layer - Math.floor(window / 2);
    return [Math.max(0, from), Math.min(L, from + window)];
  }

  /** Layers of a batch; where fewer are left, the last rows of it are the corrupted run. */
  get #atOnce(): number {
    return Math.max(...this.#groups.map((layers) => layers.length));
  }

  /** Remembers the corrupted run up to a place of its streams. */
  #remember(place: number): void {
    if (place < this.#behind || this.#run.lengths.length === 0) {
      this.#run.release();
      this.#run.begin(this.#atOnce * this.#seen.corrupted.probabilities.shape[0]!);
      this.#behind = 0;
    }
    const count = place - this.#behind;
    if (count === 0) return;
    this.#patches.clear();
    scope(() => void this.#read(this.#corruptedRows(0, this.#behind, count), 0));
    this.#sequences.advance(this.#run.lengths.map(() => count));
    this.#behind = place;
  }

  /** The corrupted streams in front of a block at some places, once for each layer of a batch, [g S, count, D]. */
  #corruptedRows(block: number, place: number, count: number): Tensor {
    const own = this.#seen.corrupted.streams[block]!.narrow(1, place, count); // [S, count, D]
    return own
      .unsqueeze(0)
      .expand([this.#atOnce, ...own.shape])
      .flatten(0, 1);
  }

  /** [g S, n, D] in front of a block -> behind the last one. */
  #read(x: Tensor, block: number): Tensor {
    const pass = this.#pass(x.shape[1]!);
    try {
      return through(this.#model.blocks.slice(block), x, pass);
    } finally {
      pass.end();
    }
  }

  #pass(tokens: number): Pass {
    const { lengths } = this.#run;
    return this.#run.pass(
      new Padded(
        lengths.map(() => tokens),
        lengths,
      ),
    );
  }

  #tensors(): Tensor[] {
    return Object.values(this.#seen).flatMap(({ streams, parts, probabilities }) => [
      ...streams,
      ...parts,
      probabilities,
    ]);
  }
}

/** Layers that lie near each other, together. */
function grouped(layers: readonly number[]): number[][] {
  const near = (layer: number) => Math.floor(layer / BLOCKS_AT_ONCE);
  return [...new Set(layers.map(near))].map((group) => layers.filter((layer) => near(layer) === group));
}
