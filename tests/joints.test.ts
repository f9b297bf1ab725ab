/** What once went wrong where two parts of the house met, each fault as a test of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadModel, readSafetensors, save } from "../src/checkpoints/index.ts";
import { type Intervention, intervene, Run } from "../src/interventions/index.ts";
import { llama, recurrent } from "../src/models/index.ts";
import {
  Alone,
  attendPlain,
  initialize,
  KVCache,
  type Module,
  Packed,
  Pass,
  Rotary,
  recompute,
  type Sequences,
  segments,
  weights,
} from "../src/nn/index.ts";
import { adamW } from "../src/optim/index.ts";
import { lora, prefix, prompt } from "../src/peft/index.ts";
import { q8_0, quantizeLinears } from "../src/quantization/index.ts";
import { factState, grad, ids, infer, keep, randn, seed, type Tensor } from "../src/tensor/index.ts";
import { causalLM, listCheckpoints, train } from "../src/training/index.ts";
import { distance } from "./contracts/model.ts";

const config = { vocabulary: 32, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 64, context: 16 };
const batch = {
  inputs: ids([1, 2, 3, 4, 5, 6, 7, 8]).reshape([2, 4]),
  targets: ids([2, 3, 4, 5, 6, 7, 8, 9]).reshape([2, 4]),
};
const model = initialize(llama(config), 1);

describe("what a part says beside its stream", () => {
  /** The derivative at a map of the mean square of what is within its MLP, said by a hook. */
  const derivative = (...outer: readonly Intervention[]): Tensor => {
    const say = intervene("say", "blocks.*.mlp.hidden", () => (x, next, pass) => {
      const y = next(x);
      pass.say("size", y.pow(2).mean());
      return y;
    });
    const learned = weightOf(model, "blocks.0.mlp.up.weight").requireGrad();
    try {
      const whole = causalLM(model, { with: [...outer, say], plus: { size: 1 } })(batch).mean;
      return grad([whole], [learned])[0]!;
    } finally {
      learned.requireGrad(false);
    }
  };

  it("reaches the weights that it depends on, and to the same bits where blocks are run again", () => {
    const plain = derivative();
    expect(plain.norm().item()).toBeGreaterThan(1e-3);
    expect(distance(derivative(recompute()), plain)).toBe(0);
  });

  it("is a constant under recompute where a hook holds on to it instead", () => {
    const seen: Tensor[] = [];
    const watch = intervene("watch", "blocks.0.mlp.hidden", () => (x, next) => {
      const y = next(x);
      seen.push(keep(y));
      return y;
    });
    const learned = weightOf(model, "blocks.0.mlp.up.weight").requireGrad();
    for (const outer of [[], [recompute()]]) causalLM(model, { with: [...outer, watch] })(batch);
    learned.requireGrad(false);
    expect(seen.map(({ requiresGrad }) => requiresGrad)).toEqual([true, false]);
  });
});

describe("keys and values of different widths", () => {
  it("are held", () => {
    const cache = new KVCache(1);
    const pass = new Pass({ layout: new Packed([3]), sequences: cache });
    const held = infer(() => {
      const { blocks } = cache.extend("m", { keys: randn([3, 1, 64]), values: randn([3, 1, 48]) }, pass);
      return blocks.map(({ keys, values }) => [keys.shape, values.shape]);
    });
    expect(held).toEqual([[[1, 1, 3, 64], [1, 1, 3, 48]]]); // biome-ignore format: one shape
    cache.release();
  });

  it("are attended to", () => {
    const [q, keys, values] = [randn([1, 4, 3, 64]), randn([1, 4, 3, 64]), randn([1, 4, 3, 48])];
    expect(attendPlain(q, { keys, values }).shape).toEqual([1, 4, 3, 48]);
  });
});

describe("a change that begins sequences", () => {
  it.each([
    ["a prefix", () => prefix(model, { length: 3 })],
    ["a prompt", () => prompt(model, { length: 3 })],
  ])("is trained by causalLM: %s", (_, make) => {
    const change = make();
    const learned = [...(change.state?.values() ?? [])];
    for (const tensor of learned) tensor.requireGrad();
    const derivatives = grad([causalLM(model, { with: [change] })(batch).mean], learned);
    expect(derivatives.length).toBe(learned.length);
    for (const derivative of derivatives) expect(derivative!.abs().max().item()).toBeGreaterThan(0);
  });
});

describe("a hook that is routed", () => {
  it("sees the pass that it stands in: its sequences, what is given, what is said, and whether it is fast", () => {
    const passes: Pass[] = [];
    const look = intervene("look", "blocks.0.mid", () => (x, next, pass) => {
      passes.push(pass);
      pass.say("looked", x.mean());
      return next(x);
    });
    for (const sequences of [new KVCache(), new Alone()] satisfies Sequences[]) {
      const run = new Run(model, { sequences, fast: true });
      run.begin([[], [look]]);
      const given = segments.of(ids([0, 0, 0, 1, 1]));
      const { pass } = infer(() =>
        run.read(
          [
            [1, 2, 3],
            [4, 5],
          ],
          { given: [given] },
        ),
      );
      const own = passes.pop()!;
      expect([own.sequences, own.given(segments), own.fast]).toEqual([sequences, pass.given(segments), true]);
      expect(own.layout.lengths).toEqual([2]);
      expect([...pass.heard().keys()]).toEqual(["looked"]);
      run.release();
    }
  });
});

describe("two rotaries that differ in more than their base", () => {
  it("stay apart in one pass", () => {
    class Scaled extends Rotary {
      protected override frequencies(K: number): Tensor {
        return super.frequencies(K).div(8);
      }
    }
    const pass = new Pass({ layout: new Packed([5]) });
    const x = randn([5, 1, 8]);
    const [plain, scaled] = [new Rotary(1e4).turn(x, pass), new Scaled(1e4).turn(x, pass)];
    expect(distance(plain, scaled)).toBeGreaterThan(1e-2);
    pass.end();
  });
});

function weightOf(root: Module, path: string): Tensor {
  const found = new Map(weights(root)).get(path);
  if (found === undefined) throw new Error(`no weight "${path}"`);
  return found;
}

describe("a LoRA that learns", () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const one of folders) rmSync(one, { recursive: true });
  });
  const folder = () => {
    folders.push(mkdtempSync(join(tmpdir(), "tenon-joints-")));
    return folders.at(-1)!;
  };
  const batches = () => ({
    ...factState(
      z.null(),
      () => null,
      () => {},
    ),
    next: () => batch,
  });
  const learn = async (base: typeof model, where: string, steps: number, resume = false) => {
    seed(7);
    const change = lora(base, { rank: 2 });
    const optimizer = adamW(change.state, { lr: 0.05 });
    const checkpoints = { folder: where, every: 5, resume };
    const objective = causalLM(base, { with: [change] });
    const { from } = await train({
      learns: { lora: change },
      objective,
      batches: batches(),
      optimizer,
      steps,
      checkpoints,
    });
    return { from, largest: Math.max(...[...change.parts.values()].map(({ b }) => b.abs().max().item())) };
  };

  it("has, when its run is resumed, the factors that it was killed with", async () => {
    const where = folder();
    const killed = await learn(initialize(llama(config), 1), where, 10);
    const resumed = await learn(initialize(llama(config), 1), where, 10, true);
    expect(killed.largest).toBeGreaterThan(0.1);
    expect(resumed).toEqual({ from: 10, largest: killed.largest });
  });

  it("writes checkpoints beside a base in blocks, in which the base is not", async () => {
    const base = initialize(llama(config), 1);
    quantizeLinears(base, "blocks.*.mlp.*", q8_0);
    const where = folder();
    expect((await learn(base, where, 1)).largest).toBeGreaterThan(0);
    const names = listCheckpoints(where).flatMap(({ path }) => [...readSafetensors(path).tensors.keys()]);
    expect(names.filter((name) => name.includes("mixer.q.b")).length).toBeGreaterThan(0);
    expect(names.filter((name) => name.includes("mlp"))).toEqual([]);
  });
});

describe("a model in blocks", () => {
  it("is initialized where it has no numbers yet, and nowhere else", () => {
    const base = initialize(llama(config), 1);
    quantizeLinears(base, "blocks.*.mlp.*", q8_0);
    const before = infer(() =>
      new Run(base)
        .read([[1, 2, 3]])
        .logits("all")
        .floats(),
    );
    initialize(base);
    expect(
      infer(() =>
        new Run(base)
          .read([[1, 2, 3]])
          .logits("all")
          .floats(),
      ),
    ).toEqual(before);
  });
});

describe("a model that no other library has a form for", () => {
  it("is saved and loaded in our own", async () => {
    const asked = {
      kind: "recurrent" as const,
      cell: "lstm" as const,
      vocabulary: 32,
      width: 16,
      hidden: 16,
      depth: 1,
    };
    const [made, where] = [initialize(recurrent(asked), 1), mkdtempSync(join(tmpdir(), "tenon-joints-"))];
    await save(where, { model: made, config: asked });
    const again = loadModel(where);
    expect([...weights(again.model)].map(([path, weight]) => [path, weight.data()])).toEqual(
      [...weights(made)].map(([path, weight]) => [path, weight.data()]),
    );
    rmSync(where, { recursive: true });
  });
});
