import { load } from "../../src/checkpoints/index.ts";
import { Decoding, greedy } from "../../src/generation/index.ts";
import { build, ops, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

const [file = "", count = "1"] = process.argv.slice(2);
const { model, fast } = await load(file, { dtype: "stored" });
threads(Number(count));

interface Request {
  readonly kind: "decode" | "prefill";
  readonly prompt: readonly number[];
  readonly tokens?: number;
}

/** Reading a prompt up to its first answered token, or the tokens after that one. */
function measure({ kind, prompt, tokens = 0 }: Request): { tokens: number; seconds: number } {
  const decoding = new Decoding(model, [{ prompt, sampler: greedy }], { fast });
  const begin = performance.now();
  decoding.write();
  const first = performance.now();
  for (let i = 0; i < tokens; i++) decoding.write();
  const last = performance.now();
  decoding.release();
  return kind === "prefill"
    ? { tokens: prompt.length, seconds: (first - begin) / 1000 }
    : { tokens, seconds: (last - first) / 1000 };
}

const kernels = ops.tenon.kernel_set.default();
const few = kernels === "avx512vnni" ? "rounded to 16 bits in blocks of 32" : "float32";
const settings = { libtorch: build().version, kernels, threads: Number(count), cache: "float32" };
await serve({ ...settings, activations: `${few}; products with more than 8 tokens in bfloat16` }, measure);
