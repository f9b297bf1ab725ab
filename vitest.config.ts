import { defineConfig } from "vitest/config";

/** Files that load no LibTorch: rooms without tensors, and what of other rooms does without. `tests/without-libtorch.ts` holds them to that. */
export const withoutTensors = [
  "src/{evaluation,jinja,lm,ngram,pictures}/**/*.test.ts",
  "src/tokenizers/!(precompiled).test.ts", // which reads a GGUF file
  "src/cli/{interrupt,launch,train-view}.test.ts",
  "src/data/{documents,examples,filters,instruction-template,lines,minhash,parquet,parquet-rows,permutation}.test.ts",
  "tests/contracts/{language-model,tokenizer}.test.ts",
  "tests/{course,fixtures,layers}.test.ts",
  "tests/harness/closure.test.ts",
];

const rows = "tests/rows/*.test.ts";

const everywhere = { pool: "forks", testTimeout: 300_000, hookTimeout: 300_000 } as const;

export default defineConfig({
  test: {
    reporters: ["default", "./tests/harness/reasons.mjs"],
    projects: [
      // Each file in a process of its own, for LibTorch's threads and allocator are process-wide; on one thread each, so that two
      // processes do not wait for each other.
      {
        test: {
          ...everywhere,
          name: "tensors",
          include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: [...withoutTensors, rows],
          env: { OMP_NUM_THREADS: "1" },
          maxWorkers: 2,
        },
      },
      // Two processes for all files.
      {
        test: {
          ...everywhere,
          name: "plain",
          include: withoutTensors,
          isolate: false,
          setupFiles: "tests/without-libtorch.ts",
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      // Rows set their threads themselves.
      { test: { ...everywhere, name: "rows", include: [rows], maxWorkers: 2, sequence: { groupOrder: 1 } } },
    ],
  },
});
