import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { cat, Generator, ids, infer, ones, ops, rand, scope, type Tensor, tensor, zeros } from "../tensor/index.ts";

/** How a probe is fitted. */
export interface ProbeOptions {
  /** lambda, what the weights' squares cost beside the loss; scikit-learn's C is 1 / lambda. Default 1. */
  penalty?: number | undefined;
}

/** A linear classifier of hidden states. */
export interface Probe {
  /** The labels that it knows, ascending: C of them. */
  readonly classes: readonly number[];
  /** W in float64: [C, D], or of two classes the second one's row [1, D]. */
  readonly weight: Tensor;
  /** b in float64: [C] or [1]. */
  readonly bias: Tensor;
}

const checkProbe = optionsOf<ProbeOptions>("probe", { penalty: "number?" });

/**
 * A linear probe (Alain & Bengio 2016, arXiv:1610.01644): what can be read off hidden states. Notes: what hidden states know.
 *
 *     P(c | x) = softmax(W x + b)_c,     W, b = argmin  -sum_n log P(y_n | x_n) + (lambda / 2) |W|^2
 *
 * Of two classes W x + b of the first is 0. `states` [N, D] with a label each, whichever whole numbers. A probe alone tells how
 * much a classifier can learn; beside one of the `controlTask`, how much the states hold. Throws an ArgumentError where options or labels
 * do not fit.
 */
export function probe(states: Tensor, labels: readonly number[], options: ProbeOptions = {}): Probe {
  checkProbe(options);
  const { penalty = 1 } = options;
  const { N, D } = states.dims("N D");
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  if (!(penalty > 0 && Number.isFinite(penalty)))
    throw new ArgumentError(`probe: penalty: is ${penalty}, and must be a number above 0`);
  if (labels.length !== N) throw new ArgumentError(`probe: there are ${N} states, and ${labels.length} labels`);
  if (classes.length < 2)
    throw new ArgumentError(`probe: labels: hold ${classes.length} of the two classes at least that they must`);
  return infer(() => {
    if (!Number.isFinite(states.to("float64").abs().max().item()))
      throw new ArgumentError("probe: states: hold a number that is not finite");
    const inputs = cat([states.to("float64"), ones([N, 1], { dtype: "float64" })], 1); // [N, D + 1]
    const places = ids(labels.map((label) => classes.indexOf(label)));
    const truth = ops.aten.one_hot.default(places, classes.length).to("float64"); // [N, C]
    const costs = tensor([...Array<number>(D).fill(penalty), 0], "float64"); // of a row of W, b
    const found = minimum({ inputs, truth, costs });
    return { classes, weight: found.narrow(1, 0, D), bias: found.select(1, D) };
  });
}

/** log P(c | x) of every state [N, D] and class: [N, C] in float64. */
export function probeScores({ classes, weight, bias }: Probe, states: Tensor): Tensor {
  return scope(() => withFirst(states.to("float64").matmul(weight.t()).add(bias), classes.length).logSoftmax(-1));
}

/** The likeliest label of every state [N, D]. */
export function probeLabels(probe: Probe, states: Tensor): number[] {
  return scope(() =>
    probeScores(probe, states)
      .argmax()
      .numbers()
      .map((place) => probe.classes[place]!),
  );
}

/**
 * The control task of a probe's (Hewitt & Liang 2019, arXiv:1909.03368): labels that only memory can tell. Notes: what hidden states
 * know.
 *
 *     control_n = C(type_n),     C(type) drawn from the labels, once for each type
 *     selectivity = accuracy on the task - accuracy on its control
 *
 * `types` are what tokens are, such as their ids, of all that a probe is fitted to and asked; `labels` are the task's. Throws an ArgumentError
 * where they are not equally many.
 */
export function controlTask(types: readonly number[], labels: readonly number[], seed = 0): number[] {
  if (types.length !== labels.length)
    throw new ArgumentError(`controlTask: there are ${types.length} types of tokens, and ${labels.length} labels`);
  const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
  const [distinct, pool] = [ascending(new Set(types)), ascending(labels)];
  const drawn = scope(() => rand([distinct.length], { dtype: "float64", generator: new Generator(seed) }).numbers());
  const control = new Map(distinct.map((type, i) => [type, pool[Math.floor(drawn[i]! * pool.length)]!]));
  return types.map((type) => control.get(type)!);
}

/** What is minimized over theta [K, D + 1], a row of W and b for each class, but of two for the second alone. */
interface Problem {
  /** x and 1, [N, D + 1]. */
  readonly inputs: Tensor;
  /** 1 at the class of each, [N, C]. */
  readonly truth: Tensor;
  /** [D + 1] */
  readonly costs: Tensor;
}

/** Newton steps that are taken at most; some ten are the rule. */
const STEPS = 100;
/** Largest element of the gradient in the end, as a share of that at 0. */
const ENOUGH = 1e-10;

/**
 * Newton's method with steps by conjugate gradients (Nocedal & Wright 2006, algorithm 7.1): the Hessian is never written down. Throws an
 * Error where the steps do not suffice.
 */
function minimum(problem: Problem): Tensor {
  const { inputs, truth } = problem;
  const C = truth.shape[1]!;
  let theta = zeros([C === 2 ? 1 : C, inputs.shape[1]!], { dtype: "float64" });
  let first = 0;
  for (let step = 0; step < STEPS; step++) {
    const next = scope(() => {
      const { loss, probabilities } = lossAt(problem, theta);
      const gradient = back(problem, probabilities.sub(truth)).add(theta.mul(problem.costs));
      const size = gradient.abs().max().item();
      if (step === 0) first = size;
      if (size <= ENOUGH * first) return undefined;
      const accuracy = Math.min(0.1, size / first);
      const way = solved((v) => curvature(problem, probabilities, v), gradient, accuracy);
      const slope = dot(gradient, way);
      let length = 1;
      const to = () => theta.sub(way.mul(length));
      const sinks = () => lossAt(problem, to()).loss <= loss - 1e-4 * length * slope + 1e-12 * Math.abs(loss);
      while (!sinks()) length /= 2;
      return to();
    });
    if (next === undefined) return theta;
    theta = next;
  }
  throw new Error(`probe: ${STEPS} steps of Newton's method do not suffice: scale the states, or raise the penalty`);
}

/** What theta costs, and the probabilities [N, C] under it. */
function lossAt({ inputs, truth, costs }: Problem, theta: Tensor): { loss: number; probabilities: Tensor } {
  const scores = withFirst(inputs.matmul(theta.t()), truth.shape[1]!).logSoftmax(-1);
  const loss = theta.pow(2).mul(costs).sum().mul(0.5).sub(scores.mul(truth).sum()).item();
  return { loss, probabilities: scores.exp() };
}

/** H v: how the gradient changes along v [K, D + 1]. */
function curvature(problem: Problem, probabilities: Tensor, v: Tensor): Tensor {
  const moved = withFirst(problem.inputs.matmul(v.t()), probabilities.shape[1]!); // [N, C]
  const mean = probabilities.mul(moved).sum(1, true);
  return back(problem, probabilities.mul(moved.sub(mean))).add(v.mul(problem.costs));
}

/** [N, C] by the scores -> [K, D + 1] by theta. */
function back({ inputs }: Problem, byScores: Tensor): Tensor {
  const C = byScores.shape[1]!;
  return (C === 2 ? byScores.narrow(1, 1, 1) : byScores).t().matmul(inputs);
}

/** Scores [N, K] -> [N, C]: of two classes the first one's are 0. */
function withFirst(scores: Tensor, C: number): Tensor {
  return scores.shape[1] === C ? scores : cat([scores.mul(0), scores], 1);
}

/** x where H x = g, up to a residual of some share of g's norm (Hestenes & Stiefel 1952). */
function solved(H: (v: Tensor) => Tensor, g: Tensor, accuracy: number): Tensor {
  let [x, residual, way] = [g.mul(0), g, g];
  let square = dot(g, g);
  const enough = square * accuracy ** 2;
  for (let i = 0; i < g.size && square > enough; i++) {
    [x, residual, way] = scope((): [Tensor, Tensor, Tensor] => {
      const along = H(way);
      const length = square / dot(way, along);
      const rest = residual.sub(along.mul(length));
      const before = square;
      square = dot(rest, rest);
      return [x.add(way.mul(length)), rest, rest.add(way.mul(square / before))];
    });
  }
  return x;
}

const dot = (a: Tensor, b: Tensor): number => a.mul(b).sum().item();
