import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { distinctWeights } from "../nn/index.ts";
import { full, scope } from "../tensor/index.ts";
import { readJson } from "./config.ts";
import { findWeights, readShards } from "./files.ts";
import { loadModel } from "./load.ts";
import { here } from "./pending.ts";
import { safetensorsView } from "./safetensors.ts";
import { save } from "./save.ts";
import { writeWeights } from "./shards.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-shards-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = join(root, "model");
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

/** Three tensors of 400 bytes, all of one value. */
function write(value: number, shardBytes?: number): void {
  const names = ["a", "b", "c"];
  writeWeights(folder, new Map(names.map((name) => [name, here(full([100], value))])), shardBytes);
}
/** The value that a reader finds in all of them. */
function found(): number {
  return scope(() => {
    const values = [...readShards(findWeights(folder).path).values()].flatMap(({ mapping, info }) => {
      const tensor = safetensorsView(mapping, info);
      return [tensor.min().item(), tensor.max().item()];
    });
    expect(values.length).toBe(6);
    expect(new Set(values).size).toBe(1);
    return values[0]!;
  });
}
const shards = (count: number, suffix = "") =>
  Array.from({ length: count }, (_, i) => `model-0000${i + 1}-of-0000${count}${suffix}.safetensors`);

describe("save in several files", () => {
  it("gives what one file gives, in files of at most so many bytes", async () => {
    const { model, config } = loadModel(fixturePath("llama/tiny"));
    await save(folder, { model, config, shardBytes: 20_000 });
    const again = loadModel(folder);
    const expected = new Map(distinctWeights(model));
    for (const [path, weight] of distinctWeights(again.model)) {
      expect(weight.data()).toEqual(expected.get(path)!.data());
    }
    const names = readdirSync(folder).filter((name) => name.endsWith(".safetensors"));
    expect(names).toEqual(shards(names.length));
    const header = 4000; // the most that a header of these few tensors takes
    for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThan(20_000 + header);
    const { metadata, weight_map } = readJson(join(folder, "model.safetensors.index.json")) as {
      metadata: { total_size: number };
      weight_map: Record<string, string>;
    };
    expect(metadata.total_size).toBe([...expected.values()].reduce((sum, { size }) => sum + 4 * size, 0));
    expect(weight_map["model.embed_tokens.weight"]).toBe(names[0]);
  });

  it("puts a tensor that is larger than a file may be into one of its own", () => {
    write(1, 100);
    expect(readdirSync(folder).sort()).toEqual([...shards(3), "model.safetensors.index.json"]);
    expect(found()).toBe(1);
  });

  it("follows one file, and is followed by one, and by itself", () => {
    write(1);
    write(2, 800);
    expect(readdirSync(folder).sort()).toEqual([...shards(2), "model.safetensors.index.json"]);
    expect(found()).toBe(2);
    write(3, 800);
    expect(readdirSync(folder).sort()).toEqual([...shards(2, "-2"), "model.safetensors.index.json"]);
    expect(found()).toBe(3);
    write(4);
    expect(readdirSync(folder)).toEqual(["model.safetensors"]);
    expect(found()).toBe(4);
  });

  it("leaves other files alone", () => {
    mkdirSync(folder);
    const others = ["adapter_model.safetensors", "model-of-mine.safetensors", "model.gguf"];
    for (const name of others) writeFileSync(join(folder, name), "");
    write(1, 800);
    write(2);
    expect(readdirSync(folder).sort()).toEqual([...others, "model.safetensors"].sort());
  });

  // Renamed are two shards and then the index; removed is first what one file held, then what the old index named.
  it.each<[number | undefined, string, number, "old" | "new"]>([
    [undefined, "renameSync", 3, "old"],
    [undefined, "rmSync", 1, "old"],
    [800, "renameSync", 2, "old"],
    [800, "renameSync", 3, "old"],
    [800, "rmSync", 3, "new"],
  ])(
    "leaves weights of one save when killed (after %s bytes a file, before %s %i): the %s ones",
    async (before, call, count, whole) => {
      write(1, before);
      const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
      const source = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      import { full } from ${module("../tensor/index.ts")};
      import { here } from ${module("./pending.ts")};
      import { writeWeights } from ${module("./shards.ts")};
      const real = fs.${call};
      let left = ${count};
      fs.${call} = (...args) => --left === 0 ? process.kill(process.pid, "SIGKILL") : real(...args);
      syncBuiltinESMExports();
      const tensors = ["a", "b", "c"].map((name) => [name, here(full([100], 2))]);
      writeWeights(${JSON.stringify(folder)}, new Map(tensors), 800);`;
      const loader = fileURLToPath(new URL("../setup/typescript.mjs", import.meta.url));
      const child = spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", source], {
        stdio: "inherit",
      });
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      expect(found()).toBe(whole === "old" ? 1 : 2);
      write(3, 800); // and the next save puts all in order
      expect(found()).toBe(3);
      expect(readdirSync(folder).length).toBe(3);
    },
  );
});
