import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { withAll } from "./changes.ts";
import { planHere } from "./plan.ts";

const { root, changes } = planHere();
const placed = changes.map((change, place) => ({ ...change, place }));

export default defineConfig({
  root,
  plugins: [
    {
      name: "changes",
      enforce: "pre",
      load(id) {
        const own = placed.filter(({ file }) => id === join(root, file));
        return own.length === 0 ? undefined : withAll(readFileSync(id, "utf8"), own);
      },
    },
  ],
  test: {
    include: ["**/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    runner: join(import.meta.dirname, "runner.ts"),
  },
});
