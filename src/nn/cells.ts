import { cat, full, ops, type Tensor } from "../tensor/index.ts";
import { filledWith, type Initializer } from "./parameter.ts";

/**
 * The cells of recurrent layers: what happens in one step, as a formula, and the same over all steps by LibTorch.
 *
 * A cell has G gates, blocks of F rows in each weight, and a state of S parts [n, F]; the first part, h, is what it says.
 * `a = W x + b` [n, G F] comes from the input and `u = U h + c` [n, G F] from the state before.
 */
export interface Cell {
  /** By which configs choose it. */
  readonly name: "tanh" | "relu" | "linear" | "lstm" | "gru";
  /** G, in how many blocks the rows of its weights fall. */
  readonly gates: number;
  /** S, of how many parts its state is. */
  readonly parts: number;
  /** How the bias of the input [G F] is born; zeros unless said otherwise. */
  readonly bias: Initializer;
  /** One step: the state [n, F] x S after it. */
  step(a: Tensor, u: Tensor, state: readonly Tensor[]): Tensor[];
  /** All steps of x [n, T, D] in one operator, where LibTorch has one: what it says [n, T, F], and the last state [1, n, F] x S. */
  fused?(x: Tensor, state: readonly Tensor[], weights: readonly Tensor[], training: boolean): [y: Tensor, Tensor[]];
}

/**
 * Elman's network (Elman 1990, "Finding structure in time").
 *
 *     h' = f(W x + b + U h + c)
 *
 * With f the identity the derivative of h_T by h_0 is U^T exactly: the cell on which gradients are seen to vanish.
 */
function elman(name: "tanh" | "relu" | "linear", f: (x: Tensor) => Tensor, fused?: Cell["fused"]): Cell {
  return {
    name,
    gates: 1,
    parts: 1,
    bias: filledWith(0),
    step: (a, u) => [f(a.add(u))],
    ...(fused && { fused }),
  };
}

/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997), with the forget gate of Gers et al. (2000). Gates i, f, g, o.
 *
 *     c' = sigmoid(f) c + sigmoid(i) tanh(g),     h' = sigmoid(o) tanh(c')
 *
 * The state c is added to and not multiplied through a matrix, so that errors flow back along it. The forget gate is born
 * open, with bias 1 (Jozefowicz et al. 2015).
 */
const lstm: Cell = {
  name: "lstm",
  gates: 4,
  parts: 2,
  bias: ([rows = 0]) => cat([0, 1, 0, 0].map((value) => full([rows / 4], value))),
  step(a, u, [, c]) {
    const [i, f, g, o] = blocks(a.add(u), 4);
    const cell = f!.sigmoid().mul(c!).add(i!.sigmoid().mul(g!.tanh())); // [n, F]
    return [o!.sigmoid().mul(cell.tanh()), cell];
  },
  fused(x, state, weights, training) {
    const [y, ...last] = ops.aten.lstm.input(x, state, weights, true, 1, 0, training, false, true);
    return [y, last];
  },
};

/**
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078), reset gate behind the matrix as cuDNN and PyTorch have it.
 * Gates r, z, n.
 *
 *     n' = tanh(a_n + sigmoid(a_r + u_r) u_n),     h' = (1 - z) n' + z h,     z = sigmoid(a_z + u_z)
 *
 * LSTM's input and forget gates become one, z, and the cell state is the output: three blocks of weights where LSTM has four.
 */
const gru: Cell = {
  name: "gru",
  gates: 3,
  parts: 1,
  bias: filledWith(0),
  step(a, u, [h]) {
    const [aReset, aUpdate, aNew] = blocks(a, 3);
    const [uReset, uUpdate, uNew] = blocks(u, 3);
    const fresh = aNew!.add(aReset!.add(uReset!).sigmoid().mul(uNew!)).tanh(); // [n, F]
    const keep = aUpdate!.add(uUpdate!).sigmoid(); // [n, F]
    return [h!.sub(fresh).mul(keep).add(fresh)];
  },
  fused(x, [h], weights, training) {
    const [y, last] = ops.aten.gru.input(x, h!, weights, true, 1, 0, training, false, true);
    return [y, [last]];
  },
};

/** The blocks of G F columns, F wide each. */
function blocks(x: Tensor, gates: number): Tensor[] {
  return x.split(x.shape.at(-1)! / gates, -1);
}

/** The cells by name; "linear" is Elman's with the identity for f, and the only one that LibTorch has no operator for. */
export const cells: Readonly<Record<Cell["name"], Cell>> = {
  tanh: elman(
    "tanh",
    (x) => x.tanh(),
    (x, [h], weights, training) => {
      const [y, last] = ops.aten.rnn_tanh.input(x, h!, weights, true, 1, 0, training, false, true);
      return [y, [last]];
    },
  ),
  relu: elman(
    "relu",
    (x) => x.relu(),
    (x, [h], weights, training) => {
      const [y, last] = ops.aten.rnn_relu.input(x, h!, weights, true, 1, 0, training, false, true);
      return [y, [last]];
    },
  ),
  linear: elman("linear", (x) => x),
  lstm,
  gru,
};
