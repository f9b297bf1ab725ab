import { expect, test } from "vitest";
import { clock, trainView } from "./train-view.ts";

test("shows how far a run is, how fast, and how long it will take; measurements and samples stay", () => {
  const lines: string[] = [];
  const report = { line: (text: string) => lines.push(text), progress: (text: string) => lines.push(`~ ${text}`) };
  let time = 0;
  const view = trainView("tiny", report, () => time);
  const step = { kind: "step", loss: 2.5, learningRate: 1e-3, gradientNorm: 1, tokensPerSecond: 1234 } as const;
  view.entry({ ...step, step: 1 }, 100);
  time = 24_000;
  view.entry({ ...step, step: 25 }, 100);
  view.entry({ kind: "evaluation", step: 25, loss: 2.25, bitsPerByte: 1.5 }, 100);
  view.entry({ kind: "skip", step: 25, reason: "the loss is NaN" }, 100);
  view.entry({ kind: "sample", step: 25, prompt: "We", text: " the\nPeople" }, 100);
  expect(lines).toEqual([
    "~ tiny ░░░░░░░░░░░░░░░░░░░░░░░░ 1/100  loss 2.500  1234 tokens/s  1:39 left",
    "~ tiny ██████░░░░░░░░░░░░░░░░░░ 25/100  loss 2.500  1234 tokens/s  1:15 left",
    "tiny: step 25: held-out loss 2.250, 1.500 bits per byte",
    "tiny: step 25 was skipped: the loss is NaN",
    "tiny: step 25 writes: We the People",
  ]);
  expect([clock(0), clock(59.6), clock(3601)]).toEqual(["0:00", "1:00", "60:01"]);
});
