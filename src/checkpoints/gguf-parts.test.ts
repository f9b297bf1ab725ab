import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { distinctWeights, type Module, modules } from "../nn/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { convert } from "./convert.ts";
import { weightFiles } from "./files.ts";
import { load, loadModel } from "./load.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-parts-"));
afterAll(() => rmSync(root, { recursive: true }));
const tiny = fixturePath("checkpoints/tiny.gguf");
const folder = join(root, "model");
const part = (number: number) => join(folder, `tiny-0000${number}-of-00003.gguf`);

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const parts = fixturePath("checkpoints/parts");
  for (const name of readdirSync(parts)) copyFileSync(join(parts, name), join(folder, name));
});

const values = (model: Module) => [...distinctWeights(model)].map(([path, weight]) => [path, weight.data()]);

/** Writes a number over that of a key in a part. */
function put(number: number, key: string, value: number): void {
  const bytes = readFileSync(part(number));
  const at = bytes.indexOf(key) + key.length + 4; // behind the type of the value
  if (key === "split.tensors.count") bytes.writeInt32LE(value, at);
  else bytes.writeUInt16LE(value, at);
  writeFileSync(part(number), bytes);
}

describe("a GGUF model in parts", () => {
  it("is read whole, whichever part is named, or their folder", async () => {
    const whole = await load(tiny);
    for (const path of [folder, part(1), part(2), part(3)]) {
      const notes: string[] = [];
      const { model, tokenizer, config } = await load(path, { onNote: (line) => notes.push(line) });
      expect(values(model)).toEqual(values(whole.model));
      expect([config, tokenizer.vocabularySize]).toEqual([whole.config, whole.tokenizer.vocabularySize]);
      expect(notes.filter((line) => line.includes("split"))).toEqual([]);
    }
    expect(weightFiles(part(2))).toEqual([part(1), part(2), part(3)]);
  });

  it("runs on the blocks where they lie", () => {
    const [parts, whole] = [part(3), tiny].map((path) => loadModel(path, { dtype: "stored" }).model);
    const blocks = (model: Module) => [...modules(model)].flatMap((one) => one.storage().map((bytes) => bytes.data()));
    expect(blocks(parts!).length).toBeGreaterThan(10);
    expect(blocks(parts!)).toEqual(blocks(whole!));
  });

  it("is converted as a file of its own would be", async () => {
    const [one, other] = ["one", "other"].map((name) =>
      join(mkdirSync(join(root, name), { recursive: true })!, "x.gguf"),
    );
    await convert(part(2), one!);
    await convert(tiny, other!);
    expect(readFileSync(one!).equals(readFileSync(other!))).toBe(true);
  });

  it.each<[string, () => void, () => string]>([
    [
      "a part is missing",
      () => rmSync(part(2)),
      () => `${part(2)}: is missing: ${part(3)} is one of 3 parts of a model`,
    ],
    ["a part is another", () => copyFileSync(part(1), part(2)), () => `${part(2)}: split.no: is 0, and must be 1, as`],
    [
      "parts are counted otherwise",
      () => put(1, "split.count", 4),
      () => `${part(1)}: split.count: is 4, and must be 3`,
    ],
    [
      "the named one counts otherwise",
      () => put(3, "split.count", 4),
      () => `${part(3)}: split.count: is 4, the number of`,
    ],
    [
      "tensors are missing",
      () => put(2, "split.tensors.count", 99),
      () => `${part(2)}: split.tensors.count: is 99, and must be 20, the number of tensors in all 3 parts`,
    ],
    [
      "a tensor stands in two",
      () => {
        copyFileSync(part(2), part(3));
        put(3, "split.no", 2);
      },
      () => `: stands in tiny-00002-of-00003.gguf too`,
    ],
    [
      "a part is no GGUF file",
      () => writeFileSync(part(1), "text"),
      () => `${part(1)}: magic number: this is no GGUF file`,
    ],
  ])("is refused where %s", (_, spoil, sentence) => {
    spoil();
    expect(() => loadModel(part(3))).toThrow(CheckpointError);
    expect(() => loadModel(part(3))).toThrow(sentence());
  });

  it("is refused under a name that does not tell the others'", () => {
    const path = join(root, "renamed.gguf");
    copyFileSync(part(1), path);
    expect(() => loadModel(path)).toThrow(
      "renamed.gguf: split.count: is 3, the number of files that hold the model, and its name",
    );
  });

  it("is not guessed among others in a folder", () => {
    copyFileSync(tiny, join(folder, "tiny.gguf"));
    expect(() => loadModel(folder)).toThrow(
      "holds more than one GGUF file, name one of them: tiny-00001-of-00003.gguf",
    );
  });

  it("may be told by a file that keeps such a name and is whole", () => {
    const path = join(root, "whole-00001-of-00002.gguf");
    copyFileSync(tiny, path);
    expect(values(loadModel(path).model)).toEqual(values(loadModel(tiny).model));
    expect(weightFiles(path)).toEqual([path]);
  });
});
