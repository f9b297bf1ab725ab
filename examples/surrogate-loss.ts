/**
 * Why models minimize cross-entropy where errors are what counts. The 0-1 loss is flat almost everywhere, so its gradient says
 * nothing; cross-entropy in bits lies above it everywhere, and its gradient is softmax - one-hot:
 *
 *     [argmax z != y] <= -log2 softmax(z)_y         for where another class wins, softmax(z)_y <= 1/2
 *     d CE / d z = softmax(z) - one-hot(y)
 *
 * For two classes both are functions of the margin m = z_y - z_other: [m <= 0] and log2(1 + e^-m), whose slope changes by at most
 * 1/4 nat a unit. (Bartlett, Jordan & McAuliffe 2006, "Convexity, classification, and risk bounds".)
 */
import { crossEntropy, Generator, grad, ids, rand, randn, scope } from "tenon/tensor";

/** Losses of a margin: the one that counts, and two that stand in for it. The hinge is the support vector machine's. */
export const losses = {
  zeroOne: (m: number) => Number(m <= 0),
  crossEntropyBits: (m: number) => (Math.max(0, -m) + Math.log1p(Math.exp(-Math.abs(m)))) / Math.LN2,
  hinge: (m: number) => Math.max(0, 1 - m),
};

/** Random logits [n, classes] of standard deviation `spread`, and classes: how often cross-entropy lies below the 0-1 loss, in bits and in nats. */
export function below(n: number, classes: number, spread: number, seed: number): { bits: number; nats: number } {
  return scope(() => {
    const generator = new Generator(seed);
    const logits = randn([n, classes], spread, { dtype: "float64", generator });
    const targets = rand([n], { generator }).mul(classes).to("int64");
    const nats = logits.logSoftmax(-1).gather(1, targets.unsqueeze(1)).squeeze(1).neg(); // [n]
    const wrong = logits.argmax(-1).ne(targets).to("float64"); // [n]
    const count = (loss: typeof nats) => loss.lt(wrong).to("float64").sum().item();
    return { bits: count(nats.div(Math.LN2)), nats: count(nats) };
  });
}

/** How far the gradient of cross-entropy is from softmax - one-hot, at worst over random logits; and from softmax alone. */
export function gradientApart(n: number, classes: number, seed: number): { formula: number; softmaxAlone: number } {
  return scope(() => {
    const generator = new Generator(seed);
    const logits = randn([n, classes], 3, { generator }).requireGrad();
    const y = rand([n], { generator }).mul(classes).to("int64");
    const [found] = grad([crossEntropy(logits, y).mul(n)], [logits]);
    const softmax = logits.detach().softmax(-1);
    const oneHot = y
      .unsqueeze(1)
      .eq(ids(Array.from({ length: classes }, (_, i) => i)))
      .to("float32"); // [n, classes]
    const apart = (other: typeof softmax) => found!.sub(other).abs().max().item();
    return { formula: apart(softmax.sub(oneHot)), softmaxAlone: apart(softmax) };
  });
}

/** The largest |f'(a) - f'(b)| / |a - b| over pairs of margins that lie a thousandth apart, by central differences. */
export function steepestBend(loss: (m: number) => number): number {
  const slope = (m: number) => (loss(m + 1e-5) - loss(m - 1e-5)) / 2e-5;
  const margins = Array.from({ length: 8001 }, (_, i) => (i - 4000) / 1000 + 2e-4);
  return Math.max(...margins.map((m) => Math.abs(slope(m + 1e-3) - slope(m)) / 1e-3));
}

/**
 * Two clouds of points in the plane, and a line that descends on one loss by central differences: the share of points on the wrong
 * side, before and after.
 */
export function descend(loss: (m: number) => number, seed: number, steps = 100): { before: number; after: number } {
  const generator = new Generator(seed);
  const points = scope(() => randn([200, 2], 1, { generator }).numbers());
  const rows = Array.from({ length: 200 }, (_, i) => {
    const y = i % 2 === 0 ? 1 : -1;
    return { x: [points[2 * i]! + 1.5 * y, points[2 * i + 1]! + y, 1], y };
  });
  const mean = (of: (m: number) => number, w: readonly number[]) =>
    rows.reduce((sum, { x, y }) => sum + of(y * x.reduce((dot, value, k) => dot + value * w[k]!, 0)), 0) / rows.length;
  let w = [-0.3, -0.2, 0.5];
  const before = mean(losses.zeroOne, w);
  for (let step = 0; step < steps; step++) {
    const at = (k: number, h: number) => w.map((value, i) => (i === k ? value + h : value));
    w = w.map((value, k) => value - (0.5 * (mean(loss, at(k, 1e-6)) - mean(loss, at(k, -1e-6)))) / 2e-6);
  }
  return { before, after: mean(losses.zeroOne, w) };
}

if (process.argv[1] === import.meta.filename) {
  const names = Object.keys(losses) as (keyof typeof losses)[];
  console.log(`margin  ${names.join("  ")}`);
  for (const m of [-2, -1, 0, 0.5, 1, 2, 4]) {
    console.log(
      `${String(m).padStart(6)}  ${names.map((name) => losses[name](m).toFixed(3).padStart(name.length)).join("  ")}`,
    );
  }
  for (const name of names) {
    const { before, after } = descend(losses[name], 1);
    console.log(
      `descending on ${name}: ${(100 * before).toFixed(1)} % wrong before, ${(100 * after).toFixed(1)} % after`,
    );
  }
}
