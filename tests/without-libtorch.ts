/** For test files that share a process: none of them may load LibTorch, whose threads and allocator all would share. */
import { readFileSync } from "node:fs";
import { afterAll } from "vitest";

afterAll(() => {
  if (readFileSync("/proc/self/maps", "utf8").includes("/libtorch_cpu"))
    throw new Error("this file loads LibTorch: take it out of `withoutTensors` in vitest.config.ts");
});
