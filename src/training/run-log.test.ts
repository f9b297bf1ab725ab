import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Entry, RunLog, readLog } from "./run-log.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (step: number): Entry => ({ kind: "evaluation", step, loss: 2, bitsPerByte: 1 });

it("goes on behind the step of the checkpoint; what came later, or is in pieces, is gone", () => {
  const path = join(folder, "metrics.jsonl");
  const first = new RunLog(path, 0);
  for (const step of [1, 2, 3]) first.add(at(step));
  appendFileSync(path, '{"kind":"evalu');
  const resumed = new RunLog(path, 2);
  expect(resumed.entries).toEqual([at(1), at(2)]);
  resumed.add(at(3));
  expect(readLog(path)).toEqual([at(1), at(2), at(3)]);
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(4);
});
