/** SmolLM2-135M-Instruct beside llama.cpp on the same GGUF file, and beside transformers on the same values as floats. */
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findWeights } from "../src/checkpoints/files.ts";
import { convert, load, save } from "../src/checkpoints/index.ts";
import { NO_PYTHON, ownSide, pythonSide, type Table } from "./table.ts";

const MODEL = "smollm2-135m-instruct-q4_1";
const prompt = Array.from({ length: 512 }, (_, i) => 100 + ((i * 37) % 40_000));

export const decode: Table = {
  title: "SmolLM2-135M-Instruct, Q4_1, one sequence",
  unit: "tokens/s",
  higherIsBetter: true,
  async prepare(threads) {
    const { model, config, path } = await load(MODEL);
    const file = findWeights(path).path;
    // The same values for transformers, which reads no blocks of this kind without decoding them.
    const folder = join(tmpdir(), "tenon-bench-smollm2");
    if (process.env.BENCH_PYTHON !== undefined && !existsSync(join(folder, "config.json"))) {
      mkdirSync(folder, { recursive: true });
      await save(folder, { model, config });
    }
    // Q4_0 is what llama.cpp is quickest on: it repacks such blocks for the instructions at hand.
    const fastest = join(tmpdir(), "tenon-bench-smollm2-q4_0.gguf");
    if (!existsSync(fastest)) await convert(MODEL, fastest, { quantize: "Q4_0" });
    const llama = (name: string, path: string) => ({
      name,
      command: process.execPath,
      args: ["sides/llama-cpp.mjs", path, String(threads)],
      cwd: new URL(".", import.meta.url).pathname,
    });
    const python = ["float32", "bfloat16", "float16"].map((dtype) =>
      pythonSide(`transformers ${dtype}`, "sides/transformers-generate.py", [folder, dtype, String(threads)]),
    );
    return {
      sides: [
        ownSide("tenon", "sides/tenon.ts", [file, String(threads)]),
        llama("llama.cpp", file),
        ownSide("tenon, Q4_0", "sides/tenon.ts", [fastest, String(threads)]),
        llama("llama.cpp, Q4_0", fastest),
        ...python.filter((side) => side !== undefined),
      ],
      requests: {
        "decode 128 behind 32": { kind: "decode", prompt: prompt.slice(0, 32), tokens: 128 },
        "prefill 512": { kind: "prefill", prompt },
      },
      ...(process.env.BENCH_PYTHON === undefined && { note: NO_PYTHON }),
    };
  },
  value: ({ tokens, seconds }) => Number(tokens) / Number(seconds),
};
