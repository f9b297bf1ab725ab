/** Our own form: the config as it is, the weights by their paths, for every architecture that there is. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { architectures } from "../models/index.ts";
import { distinctWeights, initialize, type Module, weights } from "../nn/index.ts";
import { scope } from "../tensor/index.ts";
import { readJson } from "./config.ts";
import { loadModel } from "./load.ts";
import { readSafetensors } from "./safetensors.ts";
import { save } from "./save.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-own-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Every number that some architecture asks for; each takes its own. */
const sizes: Readonly<Record<string, number>> = {
  vocabulary: 11,
  sourceVocabulary: 9,
  characters: 13,
  width: 16,
  depth: 2,
  heads: 4,
  kvHeads: 2,
  hidden: 12,
  context: 32,
};
const valuesOf = (model: Module) => [...distinctWeights(model)].map(([path, weight]) => [path, weight.data()]);

describe.each(architectures.map((one) => [one.kind, one] as const))(
  "a %s",
  (kind, { config: schema, build, ...rest }) => {
    const config = schema.parse(Object.fromEntries(Object.entries(sizes).filter(([name]) => name in schema.shape)));

    it.each(["theirs", "ours"] as const)(
      "is saved and loaded to the bit, under %s names where it has any",
      async (names) => {
        const folder = join(root, kind, names);
        const model = initialize(build(config), 2);
        await save(folder, { model, config, names });
        const again = scope(() => loadModel(folder, { able: "run" }));
        expect(again.config).toEqual(config);
        expect(again.facts).toMatchObject({ vocabulary: 11 });
        expect(valuesOf(again.model)).toEqual(valuesOf(model));
        expect([...weights(again.model)].map(([path]) => path)).toEqual([...weights(model)].map(([path]) => path));
        const file = readJson(join(folder, "config.json"));
        if (names === "theirs" && rest.huggingFace !== undefined) expect(file).toMatchObject({ model_type: kind });
        else {
          expect(file).toMatchObject({ tenon: { kind } });
          const stored = [...readSafetensors(join(folder, "model.safetensors")).tensors.keys()];
          expect(stored.sort()).toEqual([...distinctWeights(model)].map(([path]) => path).sort());
        }
      },
    );
  },
);

describe("a config.json of our own form", () => {
  const folder = join(root, "refused");
  it.each<[object, string]>([
    [{ tenon: { kind: "mamba" } }, 'config.json: tenon.kind: "mamba" is not supported (known: bert, elmo, '],
    [{ tenon: { kind: "recurrent", width: 3 } }, "config.json: tenon.vocabulary: is missing"],
    [
      { tenon: { kind: "recurrent", vocabulary: 3, width: 3, hidden: 3, layers: 2 } },
      "config.json: tenon.layers: is not a field known here",
    ],
    [{ tenon: {} }, "config.json: model_type: is missing"],
  ])("is refused with its field: %j", async (file, sentence) => {
    const { kind, config, build } = architectures.find((one) => one.kind === "recurrent")!;
    const sound = config.parse({ kind, vocabulary: 3, width: 3, hidden: 3 });
    await save(folder, { model: initialize(build(sound)), config: sound });
    writeFileSync(join(folder, "config.json"), JSON.stringify(file));
    expect(() => loadModel(folder)).toThrow(sentence);
  });
});

describe("what a model is able to do", () => {
  it("decides whether it is what was asked for, in one sentence", async () => {
    const saved = async (kind: string) => {
      const { config: schema, build } = architectures.find((one) => one.kind === kind)!;
      const config = schema.parse(Object.fromEntries(Object.entries(sizes).filter(([name]) => name in schema.shape)));
      const folder = join(root, `able-${kind}`);
      await save(folder, { model: initialize(build(config)), config });
      return folder;
    };
    const [vectors, reader, writer, recaller] = [
      await saved("word2vec"),
      await saved("bert"),
      await saved("recurrent"),
      await saved("transformer"),
    ];
    expect(() => loadModel(vectors, { able: "read" })).toThrow(
      `${vectors}: a model that reads tokens was asked for, and this one runs: load it as able to "run"`,
    );
    expect(() => loadModel(reader)).toThrow(
      `${reader}: a model that writes text was asked for, and this one reads tokens: load it as able to "read"`,
    );
    expect(() => loadModel(writer, { able: "recall" })).toThrow(
      /recalls a source was asked for, and this one writes text/,
    );
    expect(loadModel(writer).model.blocks.length).toBe(2);
    expect(loadModel(recaller, { able: "recall" }).model.encode).toBeTypeOf("function");
    expect(loadModel(recaller, { able: "read" }).model.blocks.length).toBe(2);
  });
});
