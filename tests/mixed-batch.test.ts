/**
 * One batch, five tenants: a LoRA, a rank-one edit, a prefix, a recorder and a plain row decode 64 tokens side by side
 * under one cache, each as if it were alone; and the model is untouched afterwards.
 */
import { expect, it } from "vitest";
import { load } from "../src/checkpoints/index.ts";
import { rankOne } from "../src/editing/index.ts";
import { record } from "../src/interpretability/index.ts";
import { type Intervention, Run } from "../src/interventions/index.ts";
import { KVCache, type Writes } from "../src/nn/index.ts";
import { lora, prefix } from "../src/peft/index.ts";
import { liveTensors, noGrad, randn, scope, seed, type Tensor } from "../src/tensor/index.ts";
import { distance } from "./contracts/model.ts";

const STEPS = 64;
const { model, tokenizer } = await load("smollm2-135m-instruct-q4_1", { pull: false });
const prompts = ["The capital of France is", "Water boils at", "今天天气", "def add(a, b):", "Once upon a time"].map(
  (text) => tokenizer.encode(text),
);

/** Five tenants with an effect, none neutral but the last two. */
function makeTenants(): Intervention[][] {
  seed(11);
  const adapted = lora(model, { rank: 4 });
  for (const { b } of adapted.parts.values()) b.copyFrom(randn(b.shape, 0.02));
  const edit = rankOne(model, { at: "blocks.12.mlp.down", key: randn([1536]), value: randn([576], 2) });
  return [[adapted], [edit], [prefix(model, { length: 6, std: 0.5 })], [record("blocks.*")], []];
}

/** Decodes greedily and returns every step's logits [B, V] and the tokens chosen. */
function decode(
  rows: readonly (readonly number[])[],
  tenants: readonly (readonly Intervention[])[],
  model: Writes,
  count = STEPS,
) {
  const run = new Run(model, { sequences: new KVCache() });
  const written: number[][] = rows.map(() => []);
  const steps: Tensor[] = [];
  noGrad(() => {
    run.begin(tenants);
    let read = rows;
    for (let step = 0; step < count; step++) {
      const logits = scope(() => run.read(read).logits("last"));
      steps.push(logits);
      const next = logits.argmax(-1).numbers();
      for (const [row, token] of next.entries()) written[row]!.push(token);
      read = next.map((token) => [token]);
    }
  });
  run.release();
  return { steps, written };
}

/** Ten times what it takes alone, and more: it ends by itself, and a busy machine may take its time. */
const PATIENCE = { timeout: 1_200_000 };

it("decodes each row of a mixed batch as if it were alone, and leaves every bit of the model", PATIENCE, () => {
  const before = liveTensors();
  scope(() => {
    const plain = decode([prompts[4]!], [[]], model, 8);
    const tenants = makeTenants();
    const together = decode(prompts, tenants, model);
    for (const [row, prompt] of prompts.entries()) {
      const alone = decode([prompt], [tenants[row]!], model);
      expect(together.written[row]).toEqual(alone.written[0]);
      for (const [step, logits] of together.steps.entries()) {
        const whole = alone.steps[step]!;
        expect(distance(logits.narrow(0, row, 1), whole) / whole.abs().max().item()).toBeLessThan(1e-4);
      }
    }
    // The tenants have an effect, or the rows would show nothing.
    for (const row of [0, 1, 2]) {
      const base = decode([prompts[row]!], [[]], model, 1);
      expect(distance(together.steps[0]!.narrow(0, row, 1), base.steps[0]!)).toBeGreaterThan(0.1);
    }
    const after = decode([prompts[4]!], [[]], model, 8);
    for (const [step, logits] of after.steps.entries()) expect(distance(logits, plain.steps[step]!)).toBe(0);
    for (const [tenant] of tenants) {
      for (const tensor of tenant?.state?.values() ?? []) tensor[Symbol.dispose]();
      if (tenant !== undefined && "clear" in tenant) (tenant.clear as () => void)();
    }
  });
  expect(liveTensors()).toBe(before);
});
