import { optionsOf } from "../sentences/index.ts";
import { arange, cat, ids, linear, stack, type Tensor, zeros } from "../tensor/index.ts";
import { type Cell, cells } from "./cells.ts";
import type { Layout } from "./layout.ts";
import { Module } from "./module.ts";
import { normal, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/** The cell and the widths of a recurrent layer. */
export interface RecurrentOptions {
  /** By name: `cells[cell]`. */
  cell: Cell["name"];
  /** Width of the input, D. */
  width: number;
  /** Width of the state, F; as wide as the input unless said otherwise. */
  hidden?: number;
  /** Reads each sequence from its end to its beginning. */
  reverse?: boolean;
}

const checkRecurrent = optionsOf<RecurrentOptions>("Recurrent", {
  cell: "text",
  width: "number",
  hidden: "number?",
  reverse: "flag?",
});

/**
 * A recurrent layer: the third answer, and the oldest, to how tokens learn of each other.
 *
 *     h_t = step(W x_t + b, U h_{t-1} + c),     y_t = h_t        x [..., D] -> y [..., F]
 *
 * Under a cache the state goes on from pass to pass, in place of keys and values, and a sequence costs the same however long it
 * is. Interior values: `initial` and `final` [S, rows, F], the state before the first token of each block of rows and behind its last;
 * where a hook stands at `final`, each sequence is a block of its own, so that padding never counts.
 */
export class Recurrent extends Module {
  /** W [G F, D]. */
  input: Tensor;
  /** U [G F, F]. */
  state: Tensor;
  /** b [G F]. */
  inputBias: Tensor;
  /** c [G F]. */
  stateBias: Tensor;
  override readonly values = ["initial", "final"];
  /** What happens in one step. */
  readonly cell: Cell;
  /** F. */
  readonly hidden: number;
  /** Whether each sequence is read from its end. */
  readonly reverse: boolean;

  /** Weights have no numbers yet. Throws an ArgumentError where the options do not fit. */
  constructor(options: RecurrentOptions) {
    super();
    checkRecurrent(options);
    const { cell, width, hidden = width, reverse = false } = options;
    this.cell = cells[cell];
    this.hidden = hidden;
    this.reverse = reverse;
    const rows = this.cell.gates * hidden;
    this.input = parameter([rows, width], normal(width ** -0.5));
    this.state = parameter([rows, hidden], normal(hidden ** -0.5));
    this.inputBias = parameter([rows], this.cell.bias);
    this.stateBias = parameter([rows], (shape) => zeros(shape));
  }

  /** A state is its sequence's. */
  override perToken(): boolean {
    return false;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const { layout, sequences } = pass;
    if (this.reverse && sequences.lengths.some((length) => length > 0)) {
      throw new Error(
        `"${this.path}" reads from the end, and what was read before has no end: read the whole sequence again`,
      );
    }
    const whole = oneBlock(x, layout);
    const alone = sequences.remembers || this.wanted("final", pass);
    const blocks = whole === undefined ? layout.apart(x, alone) : [whole]; // [n, t, D]
    const fresh = () => ({ h: zeros([1, this.cell.parts, this.hidden], { dtype: x.dtype, device: x.device }) });
    const { h } = sequences.state(this.path, fresh, pass); // [sequences, S, F]
    let row = 0;
    const finals: Tensor[] = [];
    const said = blocks.map((block) => {
      const n = block.shape[0]!;
      const order = this.reverse ? turnedAround(layout.lengths.slice(row, row + n), block) : undefined;
      const begin = this.value("initial", h.narrow(0, row, n).transpose(0, 1), pass); // [S, n, F]
      const [y, last] = this.#run(order ? rearranged(block, order) : block, begin, pass);
      finals.push(this.value("final", last, pass).transpose(0, 1)); // [n, S, F]
      row += n;
      return order ? rearranged(y, order) : y; // [n, t, F]
    });
    sequences.leave(this.path, { h: finals.length === 1 ? finals[0]! : cat(finals) }, pass);
    return whole === undefined
      ? layout.together(said, alone)
      : said[0]!.reshape([...x.shape.slice(0, -1), this.hidden]);
  }

  /** x [n, T, D] and the state [S, n, F] before it -> y [n, T, F] and the state behind it. */
  #run(x: Tensor, begin: Tensor, pass: Pass): [Tensor, Tensor] {
    const names = ["input", "state", "inputBias", "stateBias"] as const;
    const weights = names.map((name) => this.read(name, this[name], pass));
    return this.cell.fused
      ? recurFused(this.cell, x, begin, weights, pass.recording)
      : recurPlain(this.cell, x, begin, weights);
  }
}

/** Sequences of one length as one block [n, T, D], however they lie. */
function oneBlock(x: Tensor, { lengths }: Layout): Tensor | undefined {
  const [T = 0] = lengths;
  if (lengths.some((length) => length !== T)) return undefined;
  return x.reshape([lengths.length, T, x.shape.at(-1)!]);
}

/** For rows of these lengths, padded on the right: the place [n, T] of each token when every row is read from its end. */
function turnedAround(lengths: readonly number[], block: Tensor): Tensor {
  const T = block.shape[1]!;
  const places = arange(0, T); // [T]
  const ends = ids(lengths).unsqueeze(1); // [n, 1]
  const back = ends.sub(1).sub(places); // [n, T], negative behind the end
  return back.ge(0).to("int64").mul(back.sub(places)).add(places);
}

/** The tokens of x [n, T, D] in the order [n, T] of each row. */
function rearranged(x: Tensor, order: Tensor): Tensor {
  return x.gather(1, order.unsqueeze(-1).expand(x.shape));
}

type Run = [y: Tensor, final: Tensor];

/** The recurrence as it stands, a step at a time: x [n, T, D], begin [S, n, F] -> y [n, T, F], final [S, n, F]. */
export function recurPlain(cell: Cell, x: Tensor, begin: Tensor, weights: readonly Tensor[]): Run {
  const [input, state, inputBias, stateBias] = weights;
  const { T } = x.dims("n T D");
  const a = linear(x, input!, inputBias); // [n, T, G F]
  let now = Array.from({ length: cell.parts }, (_, part) => begin.select(0, part)); // [n, F] x S
  const said: Tensor[] = [];
  for (let t = 0; t < T; t++) {
    now = cell.step(a.select(1, t), linear(now[0]!, state!, stateBias), now);
    said.push(now[0]!);
  }
  return [stack(said, 1), stack(now)];
}

/** The same by LibTorch's operator for the whole sequence. Throws where the cell has none. */
export function recurFused(cell: Cell, x: Tensor, begin: Tensor, weights: readonly Tensor[], training = true): Run {
  if (cell.fused === undefined) throw new Error(`LibTorch has no operator for a recurrence of "${cell.name}"`);
  const state = Array.from({ length: cell.parts }, (_, part) => begin.narrow(0, part, 1).contiguous()); // [1, n, F] x S
  const [y, last] = cell.fused(x.contiguous(), state, weights, training);
  return [y, last.length === 1 ? last[0]! : cat(last)];
}

/** Two recurrent layers over one input, one from each end (Schuster & Paliwal 1997): [..., D] -> [..., 2 F]. */
export class Bidirectional extends Module {
  /** From the beginning, [..., D] -> [..., F]. */
  readonly onward: Recurrent;
  /** From the end, [..., D] -> [..., F]. */
  readonly backward: Recurrent;

  constructor(options: Omit<RecurrentOptions, "reverse">) {
    super();
    this.onward = new Recurrent(options);
    this.backward = new Recurrent({ ...options, reverse: true });
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    return cat([this.onward.call(x, pass), this.backward.call(x, pass)], -1);
  }
}
