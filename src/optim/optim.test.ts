import { describe, expect, it } from "vitest";
import { hasOperator, keep, liveTensors, randn, release, scope, seed, type Tensor, tensor } from "../tensor/index.ts";
import {
  adamW,
  clipGradNorm,
  constant,
  cosine,
  decayMatrices,
  inverseSquareRoot,
  linearDecay,
  type Optimizer,
  scheduled,
  sgd,
  together,
  wsd,
} from "./index.ts";

/** y = x W^T + b, drawn from a seed, and its mean squared error against fixed targets. */
function problem(draw = 1) {
  seed(draw);
  const w = keep(randn([3, 5])).requireGrad();
  const b = keep(randn([3])).requireGrad();
  const [x, y] = [keep(randn([8, 5])), keep(randn([8, 3]))];
  const parameters = new Map([
    ["w", w],
    ["b", b],
  ]);
  const backward = () => scope(() => x.matmul(w.t()).add(b).sub(y).pow(2).mean().backward());
  return { parameters, backward, values: () => [...w.numbers(), ...b.numbers()] };
}

function run({ backward }: ReturnType<typeof problem>, optimizer: Optimizer, steps: number): void {
  for (let step = 0; step < steps; step++) {
    backward();
    optimizer.step();
    optimizer.zeroGrad();
  }
}

const kernels = (["fused", "foreach", "plain"] as const).filter(
  (kernel) => kernel !== "fused" || hasOperator("aten::_fused_adamw_"),
);
const makers: Readonly<Record<string, (parameters: Map<string, Tensor>) => Optimizer>> = {
  adamW: (parameters) => adamW(parameters, { lr: 0.01 }),
  "sgd with momentum": (parameters) => sgd(parameters, { lr: 0.1, momentum: 0.9, nesterov: true }),
};

describe("several optimizers together", () => {
  const apart = ({ parameters }: ReturnType<typeof problem>) => [
    adamW([["w", parameters.get("w")!]], { lr: 0.01 }),
    sgd([["b", parameters.get("b")!]], { lr: 0.1, momentum: 0.9 }),
  ];

  it("step what each would alone, and are restored together", () => {
    const [one, other] = [problem(), problem()];
    const optimizer = together(...apart(one));
    run(one, optimizer, 3);
    const pair = apart(other);
    for (let step = 0; step < 3; step++) {
      other.backward();
      for (const each of pair) each.step();
      for (const each of pair) each.zeroGrad();
    }
    expect(one.values()).toEqual(other.values());
    const restored = together(...apart(one));
    restored.restore(optimizer.state(), optimizer.facts());
    expect([...restored.state()].map(([name, value]) => [name, value.numbers()])).toEqual(
      [...optimizer.state()].map(([name, value]) => [name, value.numbers()]),
    );
    expect(() => restored.restore(new Map([["c.m", tensor([1])]]), optimizer.facts())).toThrow('no state "c.m"');
  });

  it("refuse a parameter that two of them step", () => {
    const { parameters } = problem();
    expect(() => together(sgd(parameters), adamW(parameters))).toThrow('"w" is stepped by two optimizers');
  });
});

describe("AdamW", () => {
  it("is the same by every kernel that this build has", () => {
    const found = kernels.map((kernel) => {
      const p = problem();
      run(p, adamW(p.parameters, { lr: 0.05, weightDecay: 0.1, betas: [0.8, 0.95], kernel }), 50);
      return p.values();
    });
    for (const values of found) expect(values).toEqual(found.at(-1)!.map((value) => expect.closeTo(value, 5)));
  });

  it("counts the steps of a parameter that had a gradient, and leaves the others alone", () => {
    const p = problem();
    const optimizer = adamW(p.parameters, { lr: 0.1 });
    const b = p.parameters.get("b")!;
    const before = b.numbers();
    p.backward();
    b.grad = undefined;
    optimizer.step();
    expect(b.numbers()).toEqual(before);
    expect(optimizer.state().get("w.step")!.item()).toBe(1);
    expect(optimizer.state().get("b.step")!.item()).toBe(0);
  });
});

describe.each(Object.entries(makers))("%s", (_, make) => {
  it("goes on from its state as if it had never stopped", () => {
    const [whole, parted] = [problem(), problem()];
    run(whole, make(whole.parameters), 20);
    const first = make(parted.parameters);
    run(parted, first, 12);
    const saved = new Map([...first.state()].map(([name, t]) => [name, t.clone()]));
    const second = make(parted.parameters);
    second.restore(saved, first.facts());
    run(parted, second, 8);
    expect(parted.values()).toEqual(whole.values());
  });

  it("refuses a state that is not its own, and keeps what it had", () => {
    const { parameters } = problem();
    const optimizer = make(parameters);
    const [name] = optimizer.state().keys();
    const state = new Map(optimizer.state());
    expect(() => optimizer.restore(new Map([["other", tensor([1])]]), null)).toThrow(
      'the optimizer has no state "other"',
    );
    state.set(name!, tensor([1]));
    expect(() => optimizer.restore(state, null)).toThrow(`the optimizer's "${name}" has shape [3, 5], not [1]`);
    state.delete(name!);
    expect(() => optimizer.restore(state, null)).toThrow(`the state of the optimizer lacks "${name}"`);
  });

  it("leaves no tensor behind, and none when it is released", () => {
    const p = problem();
    const before = liveTensors();
    const optimizer = make(p.parameters);
    const born = liveTensors();
    run(p, optimizer, 3);
    expect(liveTensors()).toBe(born);
    optimizer.release();
    expect(liveTensors()).toBe(before);
    release(...p.parameters.values());
  });
});

describe("groups", () => {
  it("have rates and decays of their own", () => {
    const p = problem();
    const [w, b] = [...p.parameters];
    const optimizer = sgd([{ parameters: [w!], lr: 1 }, { parameters: [b!] }], { lr: 0 });
    const before = b![1].numbers();
    run(p, optimizer, 1);
    expect(b![1].numbers()).toEqual(before);
    expect(optimizer.groups.map(({ lr }) => lr)).toEqual([1, 0]);
    expect(decayMatrices(p.parameters, 0.1).map(({ weightDecay }) => weightDecay)).toEqual([0.1, 0]);
    expect(decayMatrices([w!], 0.1)).toEqual([{ parameters: [w], weightDecay: 0.1 }]);
  });

  it("refuse nothing, twice the same, and what has no numbers", () => {
    const { parameters } = problem();
    const [first] = parameters;
    expect(() => sgd([])).toThrow("needs at least one parameter");
    expect(() => sgd([first!, first!].map((p) => ({ parameters: [p] })))).toThrow('the parameter "w" was given twice');
    expect(() => sgd([first!, [first![0], tensor([1])]])).toThrow('the parameter "w" was given twice');
    expect(() => adamW([first!], { betas: [0.9, 1] })).toThrow();
    expect(() => adamW([first!], { betas: [-0.1, 0.9] })).toThrow();
    expect(() => sgd([["w", tensor([1]).toDevice("meta")]])).toThrow('the parameter "w" has no numbers yet');
  });
});

describe("clipping", () => {
  it("shortens gradients to the limit together, and says how long they were", () => {
    const [a, b] = [tensor([0, 0]), tensor([0])].map((t) => t.requireGrad());
    a!.grad = tensor([3, 0]);
    b!.grad = tensor([4]);
    expect(clipGradNorm([a!, b!], 10)).toBe(5);
    expect(a!.grad.numbers()).toEqual([3, 0]);
    expect(clipGradNorm([a!, b!], 1)).toBe(5);
    expect(a!.grad.numbers()[0]).toBeCloseTo(0.6, 6);
    expect(b!.grad.numbers()[0]).toBeCloseTo(0.8, 6);
    for (const t of [a!, b!]) t.grad = undefined;
    expect(clipGradNorm([a!, b!], 1)).toBe(0);
    a!.grad = tensor([Number.NaN, 1]);
    expect(clipGradNorm([a!], 1)).toBeNaN();
    expect(a!.grad.numbers()[1]).toBe(1);
  });
});

describe("schedules", () => {
  const at = (schedule: (step: number) => number, steps: readonly number[]) =>
    steps.map((step) => Number(schedule(step).toFixed(6)));

  it("rise, stay and fall", () => {
    expect(at(constant({ warmup: 4 }), [0, 1, 3, 9])).toEqual([0.25, 0.5, 1, 1]);
    expect(at(linearDecay({ steps: 10 }), [0, 5, 10, 20])).toEqual([1, 0.5, 0, 0]);
    expect(at(cosine({ steps: 12, warmup: 2, floor: 0.1 }), [0, 2, 7, 12])).toEqual([0.5, 1, 0.55, 0.1]);
    expect(at(wsd({ steps: 10, decay: 4 }), [0, 6, 8, 10])).toEqual([1, 1, 0.5, 0]);
    expect(at(wsd({ steps: 10, decay: 4, shape: "sqrt" }), [6, 7, 10])).toEqual([1, 0.5, 0]);
    expect(at(inverseSquareRoot({ warmup: 4 }), [0, 3, 15])).toEqual([0.25, 1, 0.5]);
  });

  it("have no warm-up, a floor of 0 and a last fifth that falls, where nothing else is said", () => {
    expect(at(constant(), [0, 9])).toEqual([1, 1]);
    expect(at(linearDecay({ steps: 4 }), [0, 1, 4])).toEqual([1, 0.75, 0]);
    expect(at(cosine({ steps: 4 }), [0, 2, 4])).toEqual([1, 0.5, 0]);
    expect(at(wsd({ steps: 12 }), [0, 9, 10, 12])).toEqual([1, 1, 0.666667, 0]);
    expect(at(inverseSquareRoot({ warmup: 0 }), [0, 3])).toEqual([1, 0.5]);
  });

  it("write the rate of every group", () => {
    const { parameters } = problem();
    const optimizer = sgd([{ parameters, lr: 2 }]);
    const schedule = scheduled(optimizer, linearDecay({ steps: 4 }));
    schedule(1);
    schedule(2);
    expect(optimizer.groups[0]!.lr).toBe(1);
  });
});
