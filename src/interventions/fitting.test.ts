/** Each kind of intervention, made for one model and put onto another: one sentence with the place, before any pass. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyTokenizer } from "../../tests/tiny-lm.ts";
import { saveIntervention } from "../checkpoints/index.ts";
import { LocalLM } from "../generation/index.ts";
import { LlamaConfig, llama } from "../models/index.ts";
import { type Decoder, initialize } from "../nn/index.ts";
import { resolveWith } from "../open/with.ts";
import { adapter, lora, prefix, prompt } from "../peft/index.ts";
import { zeros } from "../tensor/index.ts";
import { addDeltas, bake, type Intervention, LowRankDelta, plan, Run, scaleDelta } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-fitting-"));
afterAll(() => rmSync(root, { recursive: true }));

const sizes = { vocabulary: 96, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 64, context: 64 };
const made = (change: Partial<typeof sizes>) => initialize(llama({ ...sizes, ...change }), 1);
const own = made({});
const others = { wider: made({ width: 64 }), shallower: made({ depth: 1 }), deeper: made({ depth: 3 }) };

const kinds: Readonly<Record<string, (model: Decoder) => Intervention>> = {
  lora: (model) => lora(model),
  "lora of the MLP": (model) => lora(model, { at: "blocks.*.mlp.*" }),
  "a scaled delta": (model) => scaleDelta(lora(model), 2),
  "a sum": (model) => addDeltas("sum", [lora(model), lora(model, { at: "blocks.*.mixer.o" })]),
  "a merged delta": (model) => lora(model).merged(),
  adapter: (model) => adapter(model, { width: model === others.wider ? 64 : 32 }),
  prefix: (model) => prefix(model, { length: 2 }),
  prompt: (model) => prompt(model, { length: 2 }),
};
/** What a change of fewer blocks, or of none, may ride on. */
const fits = (kind: string, other: string) =>
  other === "deeper" ? kind !== "prefix" : other === "shallower" && kind === "prompt";

describe.each(Object.keys(kinds))("%s", (kind) => {
  const change = kinds[kind]!(own);

  it.each(Object.keys(others))("of one model is refused by a %s one, wherever it is put on", async (other) => {
    const model = others[other as keyof typeof others];
    if (fits(kind, other)) {
      expect(() => plan(model, [change])).not.toThrow();
      return;
    }
    const sentence =
      /^"[^"]+": (blocks\.\d+\.(mixer|mlp)(\.\w+)?|embed\S*): [a-z].*(\d\]?|other mixers alone|no such .*|remembers tokens)$/;
    const lm = () => new LocalLM({ name: "tiny", model, tokenizer: tinyTokenizer(), context: 64, with: [change] });
    for (const put of [
      () => plan(model, [change]),
      () => new Run(model, { with: [change] }),
      () => bake(model, [change]),
      lm,
    ])
      expect(put).toThrow(expect.objectContaining({ message: expect.stringMatching(sentence), sentence: true }));
    if (change.state === undefined) return;
    const folder = join(root, `${kind} ${other}`);
    const config = LlamaConfig.parse(sizes);
    saveIntervention(folder, change, { model: own, config });
    expect(() => resolveWith({ model, config }, [folder])).toThrow(
      expect.objectContaining({ message: expect.stringContaining(folder), sentence: true }),
    );
  });
});

describe("a change of one place", () => {
  const change = (at: string) =>
    new LowRankDelta("d", new Map([[at, { a: zeros([1, 32]), b: zeros([32, 1]), scale: 1 }]]));

  it("of a linear map is refused where the model has another part, or none", () => {
    for (const at of ["blocks.0", "blocks.0.mixer", "blocks.0.mixer.p"])
      expect(() => plan(own, [change(at)])).toThrow(`"d": ${at}: the model has no such linear map`);
    expect(() => plan(own, [change("blocks.0.mixer.q")])).not.toThrow();
  });

  it("behind a linear map is as wide as what that gives", () => {
    expect(() => adapter(own, { at: "blocks.*.mlp.up", width: 64 })).not.toThrow();
    expect(() => adapter(own, { at: "blocks.*.mlp.up", width: 32 })).toThrow(
      '"adapter": blocks.0.mlp.up: is made for 32 features, and the model has 64',
    );
  });
});
