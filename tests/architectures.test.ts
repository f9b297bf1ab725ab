/** Every architecture with a folder of reference values: what transformers says on the same weights, the contract, and a round trip. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel, save } from "../src/checkpoints/index.ts";
import { forward } from "../src/generation/index.ts";
import { architecture } from "../src/models/index.ts";
import { distinctWeights, type Module } from "../src/nn/index.ts";
import { describeModel } from "./contracts/model.ts";
import { fixture, fixturePath, TinyFixture } from "./fixtures.ts";
import { compareTiny, largest } from "./parity/compare.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-architectures-"));
afterAll(() => rmSync(root, { recursive: true }));
const all = fixturePath("architectures");
const folders = readdirSync(all).flatMap((kind) => readdirSync(join(all, kind)).map((variant) => `${kind}/${variant}`));

const valuesOf = (model: Module) => [...distinctWeights(model)].map(([path, weight]) => [path, weight.data()]);

const skips: Readonly<Record<string, Parameters<typeof describeModel>[2]["skip"]>> = {
  "mistral/window": [
    {
      reason: "two layers of a window of 3 see four tokens back, and no farther",
      clauses: ["a token is seen by all after it"],
    },
  ],
};

describe.each(folders)("a tiny random %s", (name) => {
  const { model, config } = loadModel(fixturePath(`architectures/${name}`));

  it("equals transformers in all logits, padded and alone, all gradients and greedy tokens", () => {
    const expected = fixture(`architectures/${name}/expected.json.gz`, TinyFixture);
    const found = compareTiny(model, expected, architecture(config.kind).huggingFace!.names);
    expect(found.logits).toBeLessThan(1e-4);
    expect(found.paddedLogits).toBeLessThan(1e-4);
    expect(found.loss).toBeLessThan(1e-5);
    expect(found.gradients).toBeLessThan(1e-4);
    expect(found.greedy).toBe(0);
  });

  it.each([
    ["end to end", false],
    ["padded", true],
  ])("equals them in the plain arrays of `forward`, rows %s", (_, padded) => {
    const { rows, logits, paddedLogits } = fixture(`architectures/${name}/expected.json.gz`, TinyFixture);
    const found = forward(model, { ids: rows, padded }).logits!;
    const apart = (padded ? paddedLogits : logits).map(({ data }, row) => largest(data, found[row]!.data));
    expect(found).toHaveLength(rows.length);
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  });

  it.each(["theirs", "ours"] as const)("is saved and loaded under %s names, to the bit", async (names) => {
    const folder = join(root, name, names);
    await save(folder, { model, config, names });
    const again = loadModel(folder);
    expect(again.config).toEqual(config);
    expect(valuesOf(again.model)).toEqual(valuesOf(model));
  });

  describeModel(name, architecture(config.kind), { sizes: config, skip: skips[name] ?? [] });
});
