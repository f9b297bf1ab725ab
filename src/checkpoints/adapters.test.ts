/** What the folder of an adapter says of it, and sums of several. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { base, configOf, damaged, delta, drawn, load, model, newFolder } from "../../tests/adapter-files.ts";
import { distance } from "../../tests/contracts/model.ts";
import { LowRankDelta } from "../interventions/index.ts";
import { adapter, prefix } from "../peft/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { adapterFacts, type CombineOptions, combineAdapters } from "./adapters.ts";
import { saveIntervention } from "./interventions.ts";

const change = ({ parts }: LowRankDelta, path: string): Tensor => {
  const { a, b, scale } = parts.get(path)!;
  return b.matmul(a).mul(scale);
};
const saved = (one: Parameters<typeof saveIntervention>[1], name?: string) => {
  const folder = newFolder();
  saveIntervention(folder, one, name === undefined ? base : { ...base, name });
  return folder;
};

describe("the facts of an adapter", () => {
  const numbers = (tensors: Iterable<Tensor>) => [...tensors].reduce((sum, { size }) => sum + size, 0);
  const q = "blocks.0.mixer.q";

  it.each([
    ["a LoRA", delta, { kind: "lora", rank: 2, sites: 4 }],
    [
      "one of several ranks",
      new LowRankDelta("mixed", new Map([...drawn("blocks.1.mixer.q", 5).parts, ...drawn(q, 3).parts])),
      { kind: "lora", rank: [3, 5], sites: 2 },
    ],
    ["a prefix", prefix(model, { length: 3 }), { kind: "prefix_tuning", rank: null, sites: 1 }],
    ["an adapter of ours", adapter(model, { width: 16, rank: 3 }), { kind: "adapter", rank: null, sites: 4 }],
  ])("are its technique, rank, places and size: %s", (_, one, facts) => {
    const folder = saved(one, "somebody/model");
    const bytes = ["adapter_config.json", "adapter_model.safetensors"].map((file) => statSync(join(folder, file)).size);
    expect(adapterFacts(folder)).toEqual({
      ...{ folder, name: one.name, base: "somebody/model" },
      ...{ ...facts, parameters: numbers(one.state!.values()), bytes: bytes[0]! + bytes[1]! },
    });
  });

  it("are refused of a technique that nobody here knows", () => {
    expect(() => adapterFacts(damaged({ peft_type: "IA3" }))).toThrow(
      'peft_type: "IA3" is not supported (known: LORA, PREFIX_TUNING, PROMPT_TUNING, P_TUNING, TENON_...)',
    );
    for (const none of [null, undefined])
      expect(adapterFacts(damaged({ base_model_name_or_path: none })).base).toBeNull();
  });
});

describe("a sum of adapters", () => {
  const [first, second] = [drawn("blocks.*.mixer.{q,v}", 2, 0.5), drawn("blocks.*.mixer.{q,k}", 2, -0.8)];
  const folders = [saved(first), saved(second)] as const;
  const combined = (options: CombineOptions | undefined, weights = [2, -3], terms: readonly string[] = folders) => {
    const to = newFolder();
    combineAdapters(
      to,
      terms.map((folder, i) => ({ folder, weight: weights[i]! })),
      options,
    );
    return { to, sum: load(to) };
  };
  const [q, k, v] = ["q", "k", "v"].map((part) => `blocks.1.mixer.${part}`) as [string, string, string];

  it.each([[undefined], [{ by: "stack" }], [{ by: "svd", rank: 4 }]] as const)(
    "is the weighted sum of their changes: %j",
    (options) => {
      const { sum } = combined(options);
      expect(distance(change(sum, q), change(first, q).mul(2).sub(change(second, q).mul(3)))).toBeLessThan(1e-5);
      expect(distance(change(sum, k), change(second, k).mul(-3))).toBeLessThan(1e-5);
      expect(distance(change(sum, v), change(first, v).mul(2))).toBeLessThan(1e-5);
      expect(sum.name).toBe("2 a change + -3 a change");
    },
  );

  it("adds ranks where it is exact, keeps the largest where it is of a lower rank, and takes that which is asked", () => {
    const three = saved(drawn("blocks.1.mixer.q", 3));
    const rank = (options?: CombineOptions) =>
      combined(options, [1, 1], [folders[0], three]).sum.parts.get(q)!.a.shape[0];
    expect([rank(), rank({ by: "svd" }), rank({ by: "svd", rank: 1 })]).toEqual([5, 3, 1]);
  });

  it("adds factors as PEFT's linear does, where ranks are alike", () => {
    const { sum } = combined({ by: "linear" }, [2, 3]);
    const { a, b } = sum.parts.get(q)!;
    const [one, other] = [first, second].map((each) => each.parts.get(q)!);
    const [u, w] = [Math.sqrt(2 * 0.5), Math.sqrt(3 * 0.8)];
    expect(distance(a, one!.a.mul(u).sub(other!.a.mul(w)))).toBeLessThan(1e-5);
    expect(distance(b, one!.b.mul(u).add(other!.b.mul(w)))).toBeLessThan(1e-5);
    const three = saved(drawn("blocks.1.mixer.q", 3));
    expect(() => combined({ by: "linear" }, [1, 1], [folders[0], three])).toThrow(
      /is of rank 3, and in .* of rank 2: factors add up where ranks are alike/,
    );
  });

  it("keeps what the first says of its base", () => {
    const { to } = combined(undefined, [1, 1], [saved(first, "somebody/model"), folders[1]]);
    expect(configOf(to)).toMatchObject({ base_model_name_or_path: "somebody/model", task_type: "CAUSAL_LM" });
  });

  it("is refused of what is no low-rank change, or of another width", () => {
    const other = saved(prefix(model, { length: 2 }));
    expect(() => combined(undefined, [1, 1], [folders[0], other])).toThrow(
      "peft_type: is PREFIX_TUNING, and only low-rank changes add up",
    );
    const wide = damaged({ target_modules: ["q_proj"] }, (tensors) => {
      for (const [name, tensor] of [...tensors]) {
        if (name.includes("v_proj")) tensors.delete(name);
        else if (name.includes("lora_A")) tensors.set(name, tensor.narrow(1, 0, 8));
      }
    });
    expect(() => combined(undefined, [1, 1], [folders[0], wide])).toThrow(
      /self_attn\.q_proj: is a change of a map from 8 to 16, and in .* from 16 to 16/,
    );
  });
});
