/** What a run learns is what its checkpoints hold. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { beside, bitsOf, type TinyRun, tinyRun } from "../../tests/tiny-training.ts";
import { readSafetensors } from "../checkpoints/index.ts";
import { distinctWeights, initialize, Linear, Padded, Pass } from "../nn/index.ts";
import { adamW, type Optimizer, sgd } from "../optim/index.ts";
import { lora } from "../peft/index.ts";
import { q8_0, quantizeLinears } from "../quantization/index.ts";
import { checkFacts, keep, noGrad, type Stateful, seed, type Tensor, tensorState, zeros } from "../tensor/index.ts";
import { type Callback, causalLM, listCheckpoints, train } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-state-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = () => join(root, String(folders++));

/** Steps taken before a run is broken off; the rest of it is taken by another that knows nothing but the folder. */
const BROKEN = 5;

/** Runs what `make` makes, once to the end and once broken off and resumed; whatever `bits` tells of both, and where. */
async function bothWays<R extends TinyRun>(make: () => R, bits: (run: R) => string) {
  const whole = make();
  await train(whole);
  const checkpoints = { folder: folder(), every: 100, resume: true };
  const stopping = new AbortController();
  const breaking: Callback = { afterStep: ({ step }) => step === BROKEN - 1 && stopping.abort() };
  const first = make();
  const callbacks = [...(first.callbacks ?? []), breaking];
  const broken = await train({ ...first, callbacks, checkpoints, signal: stopping.signal });
  const second = make();
  const resumed = await train({ ...second, checkpoints });
  expect([broken.steps, resumed.from, resumed.id]).toEqual([BROKEN, BROKEN, broken.id]);
  return { whole: bits(whole), resumed: bits(second), folder: checkpoints.folder };
}

/** A LoRA beside a base that stays as it is. */
function withLora({ rank = 2, base = (run: TinyRun) => run } = {}) {
  const run = base(tinyRun());
  seed(7);
  const change = lora(run.model, { rank });
  const objective = causalLM(run.model, { with: [change] });
  const { model } = run;
  return beside(
    { ...run, learns: { lora: change }, objective, optimizer: adamW(change.state, { lr: 1e-2 }) },
    { change, model },
  );
}

const inBlocks = (run: TinyRun) => {
  quantizeLinears(run.model, "blocks.*.{mixer,mlp}.*", q8_0);
  return run;
};

/** Two modules that learn: a model, and a head that reads a number off its stream. */
function withValue() {
  const run = tinyRun();
  const value = initialize(new Linear(32, 1, { bias: true }), 5);
  const optimizer = adamW([...distinctWeights(run.model), ...distinctWeights(value)], { lr: 1e-2 });
  const objective: TinyRun["objective"] = (batch) => {
    const pass = new Pass({ layout: new Padded(Array<number>(4).fill(24)) });
    const values = value.call(run.model.stream(batch.inputs, pass), pass).squeeze(-1); // [B, T]
    return run.objective(batch).plus(values.sub(batch.inputs.to("float32").div(96)).pow(2).mean());
  };
  const { model } = run;
  return beside({ ...run, learns: { policy: model, value }, optimizer, objective }, { value, model });
}

/**
 * A callback whose state is a tensor and a number: each gradient is divided by one more than the mean of what its norm was, and
 * every third step counts twice.
 */
function importance(optimizer: Optimizer): Callback & { readonly remembers: Record<string, Stateful> } {
  const parameters = optimizer.groups.flatMap((group): Tensor[] => [...group.parameters.values()]);
  const mean = keep(zeros([parameters.length]));
  let steps = 0;
  const tensors = tensorState("the importance", () => new Map([["mean", mean]]));
  return {
    afterBackward() {
      const share = ++steps % 3 === 0 ? 2 : 1;
      noGrad(() => {
        for (const [i, { grad }] of parameters.entries()) {
          if (grad === undefined) continue;
          const own = mean.select(0, i);
          own.copyFrom(own.mul(0.9).add(grad.norm().mul(0.1)));
          grad.copyFrom(grad.mul(share).div(own.add(1)));
        }
      });
    },
    remembers: {
      importance: {
        state: () => tensors.state(),
        facts: () => ({ steps }),
        restore(state, facts) {
          const found = checkFacts(z.strictObject({ steps: z.int() }), facts);
          tensors.restore(state, null);
          ({ steps } = found);
        },
      },
    },
  };
}

const bitsOfTensors = (tensors: Iterable<readonly [string, Tensor]>) =>
  [...tensors].map(([name, t]) => `${name} ${Buffer.from(t.floats().buffer).toString("base64")}`).join("\n");

describe("a run that is broken off and resumed ends in the bits of one that was not", () => {
  it.each([
    ["a LoRA", () => withLora()],
    ["a LoRA on a base in blocks", () => withLora({ base: inBlocks })],
  ])("%s, and its checkpoints have nothing of the base", async (_, make) => {
    const { whole, resumed, folder } = await bothWays(make, ({ change }) => bitsOfTensors(change.state));
    expect(resumed).toBe(whole);
    const names = [...readSafetensors(listCheckpoints(folder)[0]!.path).tensors.keys()];
    expect(new Set(names.map((name) => name.split("/")[0]))).toEqual(
      new Set(["learns.lora", "optimizer", "generator"]),
    );
    expect(names.filter((name) => name.startsWith("learns.lora/"))).toHaveLength(withLora().change.state.size);
  });

  it("a model and a value head", async () => {
    const bits = ({ model, value }: ReturnType<typeof withValue>) =>
      bitsOf(model) + bitsOfTensors(distinctWeights(value));
    const { whole, resumed } = await bothWays(withValue, bits);
    expect(resumed).toBe(whole);
  });

  it("with a callback that remembers a tensor and a number, and not without its memory", async () => {
    const run = (change: (callback: ReturnType<typeof importance>) => Callback) => () => {
      const made = tinyRun();
      return beside({ ...made, callbacks: [change(importance(made.optimizer))] }, { model: made.model });
    };
    const bits = ({ model }: TinyRun) => bitsOf(model);
    const { whole, resumed } = await bothWays(
      run((callback) => callback),
      bits,
    );
    expect(resumed).toBe(whole);
    const forgetting = await bothWays(
      run(({ afterBackward }) => ({ afterBackward: afterBackward! })),
      bits,
    );
    expect(forgetting.whole).toBe(whole);
    expect(forgetting.resumed).not.toBe(whole);
  });
});

describe("what a run learns", () => {
  it("must be something that can be learned", async () => {
    const { model } = inBlocks(tinyRun());
    await expect(train({ ...tinyRun(), learns: { model } })).rejects.toThrow(
      /^learns.model: the weight "blocks.0.mixer.q.weight" is stored in blocks, which no step moves: learn a change of it$/,
    );
    const newborn = new Linear(2, 2);
    await expect(train({ ...tinyRun(), learns: { head: newborn } })).rejects.toThrow(
      /^learns.head: the weight "weight" has no numbers yet: initialize or load it$/,
    );
    const probe = { name: "probe", hook: () => undefined };
    await expect(train({ ...tinyRun(), learns: { probe } })).rejects.toThrow(
      /^learns.probe: the intervention "probe" holds no tensors to learn$/,
    );
  });

  it("has names, and what callbacks remember has others", async () => {
    const run = tinyRun();
    await expect(train({ ...run, learns: { "a/b": run.model } })).rejects.toThrow('"learns.a/b" cannot be the name');
    const twice = [importance(run.optimizer), importance(run.optimizer)];
    await expect(train({ ...run, callbacks: twice })).rejects.toThrow(
      'two callbacks remember something as "importance"',
    );
  });

  it("may be of any kind that has a state", async () => {
    const { model, ...run } = tinyRun();
    const learns = { own: tensorState("the weights", () => new Map(distinctWeights(model))) };
    expect(await train({ ...run, learns, steps: 2 })).toMatchObject({ ended: "done" });
  });
});

describe("a resume with other parts is refused, by name:", () => {
  /** What is said to a run that would go on with one of a LoRA of rank 2. */
  async function refusal(change: (run: ReturnType<typeof withLora>) => Omit<TinyRun, "model">, rank?: number) {
    const checkpoints = { folder: folder(), every: 4, resume: true };
    await train({ ...withLora(), checkpoints });
    return train({ ...change(withLora({ rank })), checkpoints }).catch(String);
  }

  it.each<[what: string, change: Parameters<typeof refusal>[0], said: RegExp, rank?: number]>([
    [
      "another rank",
      (run) => run,
      /learns.lora: the intervention "lora"'s "blocks.0.mixer.q.a" has shape \[3, 32\], not \[2, 32\]$/,
      3,
    ],
    [
      "another name",
      (run) => ({ ...run, learns: { other: run.change } }),
      /learns.lora: was a part of the run to be resumed and is none now$/,
    ],
    [
      "one more",
      (run) => ({ ...run, learns: { lora: run.change, head: initialize(new Linear(2, 2), 1) } }),
      /learns.head: was no part of the run to be resumed and is one now$/,
    ],
    [
      "another optimizer",
      (run) => ({ ...run, optimizer: sgd(run.change.state) }),
      /optimizer: the optimizer has no state "blocks.0.mixer.q.a.m"$/,
    ],
    [
      "a callback that remembers something",
      (run) => ({ ...run, callbacks: [importance(run.optimizer)] }),
      /callbacks.importance: was no part of the run to be resumed and is one now$/,
    ],
  ])("%s", async (_, change, said, rank) => {
    expect(await refusal(change, rank)).toMatch(said);
  });
});
