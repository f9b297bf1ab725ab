/** First-order optimization: SGD, momentum, Adam and AdamW, against torch.optim and closed forms. */

import { adamW, sgd } from "../../../src/optim/index.ts";
import { hasOperator, keep, scope, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { largestApart, trajectories } from "../../../tests/parity/optim.ts";
import { row } from "../../harness/row.ts";

const BAR = 1e-6;
const LAMBDA = [0.01, 0.5, 1, 2, 3];

/** Steps on f(p) = sum lambda p^2 / 2 from ones, in float64; the weights in the end. */
function descend(lr: number, steps: number, momentum = 0): number[] {
  return scope(() => {
    const p = tensor([1, 1, 1, 1, 1], "float64").requireGrad();
    const lambda = tensor(LAMBDA, "float64");
    const optimizer = sgd([["p", p]], { lr, momentum });
    for (let step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      scope(() => p.pow(2).mul(lambda).sum().div(2).backward());
      optimizer.step();
    }
    return p.numbers();
  });
}

/** Heavy ball: e_(k+1) = (1 + m - lr lambda) e_k - m e_(k-1), by recurrence. */
function heavyBall(lr: number, momentum: number, steps: number): number[] {
  return LAMBDA.map((lambda) => {
    let [before, now] = [1, 1];
    for (let step = 0; step < steps; step++) {
      [before, now] = [now, (1 + momentum - lr * lambda) * now - momentum * before];
    }
    return now;
  });
}

const worst = (ours: readonly number[], exact: readonly number[]) =>
  Math.max(...ours.map((value, i) => Math.abs(value - exact[i]!)));

/** 100 steps of each kernel over the same gradients, and how far the others end from the plain formula. */
function kernelsApart(): number {
  const ends = (["plain", "foreach", "fused"] as const)
    .filter((kernel) => kernel !== "fused" || hasOperator("aten::_fused_adamw_"))
    .map((kernel) => {
      const p: Tensor = keep(tensor([1, -2, 3, 0.5, 0])).requireGrad();
      const optimizer = adamW([["p", p]], { lr: 0.02, weightDecay: 0.1, kernel });
      for (let step = 0; step < 100; step++) {
        optimizer.zeroGrad();
        scope(() => p.sub(1).pow(4).sum().backward());
        optimizer.step();
      }
      return p.numbers();
    });
  return Math.max(...ends.map((end) => worst(end, ends[0]!)));
}

export default row({
  id: "A22",
  bar:
    "over 100 steps AdamW's, Adam's and SGD's weights stay within 1e-6 of torch.optim's; on a quadratic the error of gradient descent " +
    "is (1 - lr lambda)^k and that of the heavy ball its recurrence, to 1e-12; AdamW's kernels of this build agree to 1e-5",
  holds: {
    "weights beside torch.optim's, worst apart": { below: BAR },
    "gradient descent on a quadratic, worst error apart": { below: 1e-12 },
    "heavy ball on a quadratic, worst error apart": { below: 1e-12 },
    "AdamW's kernels, worst weight apart": { below: 1e-5 },
    "control: worst weight apart with a decay of 0.11 in place of 0.1": { above: 1e-4 },
    "control: gradient descent with lr lambda = 2.1 after 100 steps": { above: 1e3 },
  },
  oracle: "torch.optim of torch 2.13.0 (AdamW plain and fused, Adam, SGD), float32; closed forms in float64",

  short: {
    "goes where torch.optim goes for 100 steps": () =>
      Object.fromEntries(
        [...trajectories()].map(([name, { ours, theirs, bar }]) => [
          `${name}, worst weight apart`,
          [largestApart(ours(), theirs), { below: bar }],
        ]),
      ),
    "another decay is another trajectory": () => {
      const { ours, theirs } = new Map(trajectories({ weightDecay: 0.11 })).get("adamw")!;
      return { "worst weight apart": [largestApart(ours(), theirs), { above: 1e-4 }] };
    },
    "gradient descent on a quadratic shrinks the error by 1 - lr lambda": () => ({
      "worst error apart": [
        worst(
          descend(0.3, 20),
          LAMBDA.map((lambda) => (1 - 0.3 * lambda) ** 20),
        ),
        { below: 5e-15 },
      ],
    }),
  },

  async full(log) {
    const found = new Map<string, number>();
    for (const [name, { ours, theirs }] of trajectories()) {
      if (name === "muon") continue; // no first-order method of the notes; compared in the tests
      found.set(name, largestApart(ours(), theirs));
      log(`${name}: ${found.get(name)}`);
    }
    const quadratic = worst(
      descend(0.3, 100),
      LAMBDA.map((lambda) => (1 - 0.3 * lambda) ** 100),
    );
    const momentum = worst(descend(0.1, 100, 0.9), heavyBall(0.1, 0.9, 100));
    const kernels = kernelsApart();
    const other = new Map(trajectories({ weightDecay: 0.11 })).get("adamw")!;
    const control = largestApart(other.ours(), other.theirs);
    const diverged = Math.abs(descend(0.7, 100)[4]!);
    return {
      value: {
        ...Object.fromEntries([...found].map(([name, apart]) => [`${name}, worst weight apart`, apart])),
        "gradient descent on a quadratic, worst error apart": quadratic,
        "heavy ball on a quadratic, worst error apart": momentum,
        "AdamW's kernels, worst weight apart": kernels,

        "weights beside torch.optim's, worst apart": Math.max(...found.values()),
        "control: worst weight apart with a decay of 0.11 in place of 0.1": control,
        "control: gradient descent with lr lambda = 2.1 after 100 steps": diverged,
      },
      control:
        `a weight decay of 0.11 in place of 0.1 ends ${control.toExponential(1)} away; ` +
        `with lr lambda = 2.1 > 2 gradient descent is at ${diverged.toExponential(1)} after 100 steps`,
    };
  },
});
