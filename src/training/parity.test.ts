/** Training against PyTorch on the same weights and batches: the fixtures of `tools/training_parity.py`. */
import { describe, expect, it } from "vitest";
import { fixture, fixturePath } from "../../tests/fixtures.ts";
import { CausalFixture, CurveFixture, curveOf, lossOf } from "../../tests/parity/training.ts";
import { loadModel } from "../checkpoints/index.ts";

const tiny = () => loadModel(fixturePath("llama/tiny")).model;

describe("against PyTorch", () => {
  it("[H01] the causal loss equals that of transformers' labels, which it shifts, to 1e-6 of it", () => {
    const { rows, labels, losses, whole } = fixture("training/causal.json.gz", CausalFixture);
    const model = tiny();
    // Of it: neighbours of a float32 near 5 are 4.8e-7 apart.
    for (const [i, row] of rows.entries())
      expect(Math.abs(lossOf(model, [row], [labels[i]!]) / losses[i]! - 1)).toBeLessThan(1e-6);
    expect(Math.abs(lossOf(model, rows, labels) / whole - 1)).toBeLessThan(1e-6);
    // Without the shift the loss is another one.
    expect(Math.abs(lossOf(model, rows, labels, 0) - whole)).toBeGreaterThan(0.01);
  });

  it("[J01] the loss curve is that of a loop in PyTorch on the same weights and batches", async () => {
    const { losses, norms } = fixture("training/curve.json.gz", CurveFixture);
    const own = await curveOf(tiny(), 40, losses.length);
    const apart = own.losses.map((loss, i) => Math.abs(loss - losses[i]!));
    expect(Math.max(...apart)).toBeLessThan(1e-4);
    expect(Math.max(...own.norms.map((norm, i) => Math.abs(norm / norms[i]! - 1)))).toBeLessThan(1e-3);
  });
});
