/** Derivatives of the operators that models are made of, held against finite differences. */
import { describe, expect, it } from "vitest";
import {
  cat,
  crossEntropy,
  defineFunction,
  embedding,
  fusedAttention,
  Generator,
  gradcheck,
  hasFusedAttention,
  ids,
  linear,
  ops,
  randn,
  stack,
  type Tensor,
  tensor,
  where,
} from "./index.ts";

const generator = new Generator(20261122);
const draw = (...shape: number[]) => randn(shape, 1, { dtype: "float64", generator }).requireGrad();
/** Numbers at least 0.3 from zero, for functions with a kink there. */
const awayFromZero = (...shape: number[]) => {
  const x = randn(shape, 1, { dtype: "float64", generator });
  return x.add(ops.aten.sign.default(x).mul(0.3)).requireGrad();
};
const positive = (...shape: number[]) => randn(shape, 1, { dtype: "float64", generator }).abs().add(0.5).requireGrad();

const causal = tensor(
  [
    [1, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
  ],
  "bool",
);
const twoIds = ids([2, 0]);

function rmsNorm(x: Tensor, gain: Tensor): Tensor {
  return x.mul(x.mul(x).mean(-1, true).add(1e-6).rsqrt()).mul(gain);
}

/** The second half of each head's width turned onto the first: (a, b) -> (a cos - b sin, b cos + a sin). */
function rotary(x: Tensor, cos: Tensor, sin: Tensor): Tensor {
  const [a, b] = x.split(2, -1);
  return x.mul(cos).add(cat([b!.neg(), a!], -1).mul(sin));
}

type Case = [string, (...inputs: Tensor[]) => Tensor | readonly Tensor[], Tensor[]];
const cases: Case[] = [
  ["linear", (x, w, b) => linear(x!, w!, b!), [draw(2, 3), draw(4, 3), draw(4)]],
  ["matmul, batched and broadcast", (a, b) => a!.matmul(b!), [draw(2, 2, 3), draw(3, 2)]],
  ["bmm", (a, b) => ops.aten.bmm.default(a!, b!), [draw(2, 2, 3), draw(2, 3, 2)]],
  ["addmm", (c, a, b) => ops.aten.addmm.default(c!, a!, b!), [draw(4), draw(2, 3), draw(3, 4)]],
  ["outer product by einsum", (a, b) => ops.aten.einsum.default("i,j->ij", [a!, b!]), [draw(3), draw(2)]],
  ["softmax", (x) => x!.softmax(), [draw(2, 4)]],
  ["log_softmax", (x) => x!.logSoftmax(), [draw(2, 4)]],
  ["logsumexp", (x) => x!.logSumExp(), [draw(2, 4)]],
  [
    "layer_norm",
    (x, w, b) => ops.aten.layer_norm.default(x!, [4], w!, b!, 1e-5, false),
    [draw(2, 4), draw(4), draw(4)],
  ],
  ["RMS norm", (x, w) => rmsNorm(x!, w!), [draw(2, 4), draw(4)]],
  ["silu", (x) => x!.silu(), [draw(5)]],
  ["gelu", (x) => x!.gelu(), [draw(5)]],
  ["gelu by tanh", (x) => x!.gelu("tanh"), [draw(5)]],
  ["relu", (x) => x!.relu(), [awayFromZero(5)]],
  ["tanh", (x) => x!.tanh(), [draw(5)]],
  ["sigmoid", (x) => x!.sigmoid(), [draw(5)]],
  ["exp, log, sqrt, rsqrt", (x) => x!.exp().log().mul(x!.sqrt()).add(x!.rsqrt()), [positive(5)]],
  ["sin and cos", (x) => x!.sin().mul(x!.cos()), [draw(5)]],
  ["pow", (x) => x!.pow(3), [draw(5)]],
  ["division, broadcast", (a, b) => a!.div(b!), [draw(2, 3), positive(3)]],
  ["rows of an embedding", (table) => embedding(table!, ids([3, 0, 3])), [draw(4, 2)]],
  ["cross-entropy, an ignored target among them", (x) => crossEntropy(x!, tensor([1, -100, 3], "int64")), [draw(3, 4)]],
  ["rotary positions", (x, c, s) => rotary(x!, c!, s!), [draw(2, 4), draw(2, 4), draw(2, 4)]],
  ["index_select", (x) => x!.indexSelect(0, twoIds), [draw(3, 2)]],
  ["gather", (x) => x!.gather(1, tensor([[2], [0]], "int64")), [draw(2, 3)]],
  ["index_add", (x, y) => ops.aten.index_add.default(x!, 0, twoIds, y!), [draw(3, 2), draw(2, 2)]],
  ["scatter_add", (x, y) => ops.aten.scatter_add.default(x!, 0, twoIds, y!), [draw(3), draw(2)]],
  ["cat", (a, b) => cat([a!, b!], 1), [draw(2, 2), draw(2, 1)]],
  ["stack", (a, b) => stack([a!, b!]), [draw(2), draw(2)]],
  ["cumsum", (x) => x!.cumsum(), [draw(2, 3)]],
  ["where", (a, b) => where(causal, a!, b!), [draw(3, 3), draw(3, 3)]],
  ["masked_fill", (x) => x!.maskedFill(causal, 0).softmax(), [draw(3, 3)]],
  ["largest of each row", (x) => x!.topk(2).values, [draw(2, 4)]],
  ["max over an axis", (x) => x!.max(-1), [draw(2, 4)]],
  ["mean over an axis", (x) => x!.mean(0), [draw(2, 3)]],
  ["norm", (x) => x!.norm(), [draw(5)]],
  ["views", (x) => x!.rearrange("T (H K) -> H T K", { K: 2 }).narrow(1, 0, 1).expand([2, 3, 2]), [draw(2, 4)]],
  [
    "a convolution over time",
    (x, w) => ops.aten.conv1d.default(x!, w!, null, 1, 1, 1, 2),
    [draw(1, 2, 4), draw(2, 1, 2)],
  ],
  [
    "attention by its formula",
    (q, k, v) => q!.matmul(k!.t()).mul(0.5).maskedFill(causal.logicalNot(), -1e9).softmax().matmul(v!),
    [draw(1, 2, 3, 2), draw(1, 2, 3, 2), draw(1, 2, 3, 2)],
  ],
];

describe("gradcheck of", () => {
  it.each(cases)("%s", (_, f, inputs) => {
    expect(gradcheck(f, inputs, { second: true })).toBeLessThan(1);
  });

  it("fused attention", (context) => {
    if (!hasFusedAttention()) context.skip("this LibTorch has no fused attention");
    const [q, k, v] = [draw(1, 2, 3, 4), draw(1, 2, 3, 4), draw(1, 2, 3, 4)];
    expect(gradcheck((...[a, b, c]) => fusedAttention(a!, b!, c!, { causal: true }), [q, k, v])).toBeLessThan(1);
    expect(gradcheck((...[a, b, c]) => fusedAttention(a!, b!, c!, { mask: causal }), [q, k, v])).toBeLessThan(1);
  });
});

describe("gradcheck", () => {
  it("names the place of a wrong derivative, first or second", () => {
    const wrong = defineFunction({
      forward: ([x]) => ({ outputs: [x!.mul(x!)], saved: [x!] }),
      backward: ([g], [x]) => [g!.mul(x!).mul(2.1)],
    });
    const x = tensor([1, 2], "float64").requireGrad();
    expect(() => gradcheck((t) => wrong(t), [x])).toThrow(
      /^gradcheck: the derivative of output 0\[0\] by input 0\[0\] is 2\.1, but the difference says 2\.0/,
    );
    const wrongOnce = defineFunction({
      forward: ([x]) => ({ outputs: [x!.mul(x!)], saved: [x!] }),
      backward: ([g], [x]) => [g!.mul(x!.detach()).mul(2)],
    });
    expect(gradcheck((t) => wrongOnce(t), [x])).toBeLessThan(0.1);
    expect(() => gradcheck((t) => wrongOnce(t), [x], { second: true })).toThrow(/^gradcheck: the second derivative/);
  });

  it("sees a function that jumps, and refuses what it cannot check", () => {
    const x = tensor([0.5], "float64").requireGrad();
    expect(() => gradcheck((t) => ops.aten.round.default(t.add(1e-7)).add(t), [x])).toThrow(/the difference says/);
    expect(() => gradcheck((t) => t, [tensor([1], "float64")])).toThrow("no input asks for a gradient");
    expect(() => gradcheck((t) => t, [tensor([1]).requireGrad()])).toThrow("inputs must be float64, got float32");
  });
});
