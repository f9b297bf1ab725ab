import { describe, expect, it } from "vitest";
import { maskTokens } from "../data/index.ts";
import { Run } from "../interventions/index.ts";
import { bert } from "../models/index.ts";
import { distinctWeights, initialize, Padded, Pass } from "../nn/index.ts";
import { adamW } from "../optim/index.ts";
import { Generator, ids, noGrad, scope } from "../tensor/index.ts";
import { maskedLM, maskedLogits } from "./index.ts";

const size = { vocabulary: 12, width: 32, depth: 1, heads: 2, hidden: 64, context: 8, masked: true };
const MASK = 11;

describe("[H02] the masked objective", () => {
  const model = initialize(bert(size), 1);
  const inputs = ids([3, MASK, 5, 6, 1, 2, MASK, 4]).reshape([2, 4]);
  const targets = ids([-100, 4, -100, -100, -100, -100, 3, -100]).reshape([2, 4]);

  it("[H02] is the mean surprise at the selected places, and no other token's", () => {
    const objective = maskedLM(model);
    const whole = noGrad(() => {
      const pass = new Pass({ layout: new Padded([4, 4]) });
      return model.heads.masked!.call(model.stream(inputs, pass), pass).logSoftmax(-1); // [B, T, V]
    });
    const at = (b: number, t: number, id: number) => whole.select(0, b).select(0, t).select(0, id).item();
    const loss = noGrad(() => objective({ inputs, targets }));
    expect(loss.item()).toBeCloseTo(-(at(0, 1, 4) + at(1, 2, 3)) / 2, 5);
    expect(noGrad(() => objective({ inputs, targets: targets.mul(0).sub(100) })).item()).toBe(0);
  });

  it("[E04] names a token by what follows it, which no model that reads from the left can", () => {
    const said = (row: readonly number[]) =>
      noGrad(() => {
        const shown = { inputs: ids(row).reshape([1, -1]), targets: ids(row.map((_, t) => (t === 0 ? 1 : -100))).reshape([1, -1]) }; // biome-ignore format: one line
        return maskedLogits(new Run(model), shown).logits.softmax(-1).numbers();
      });
    const [one, other] = [said([MASK, 2, 3, 4]), said([MASK, 2, 3, 5])];
    expect(Math.max(...one.map((p, i) => Math.abs(p - other[i]!)))).toBeGreaterThan(1e-4);
  });

  it("[E04] learns a text whose tokens tell each other, from both sides, and nothing where they do not", {
    timeout: 20_000,
  }, () => {
    // Rows count upwards from a random start: each token follows from any other of its row. The control's tokens are drawn.
    const learned = (row: (start: number, draw: () => number) => number[]) => {
      const student = initialize(bert(size), 2);
      const parameters = [...distinctWeights(student)];
      for (const [, parameter] of parameters) parameter.requireGrad();
      const optimizer = adamW(parameters, { lr: 5e-3 });
      const generator = new Generator(1);
      let x = 1;
      const draw = () => {
        x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
        return x / 2 ** 32;
      };
      const batch = () => maskTokens(ids(Array.from({ length: 32 }, () => row(Math.floor(draw() * 10), draw)).flat()).reshape([32, 6]), { vocabulary: 10, mask: MASK, rate: 0.25 }, generator); // biome-ignore format: one line
      const objective = maskedLM(student);
      for (let step = 0; step < 120; step++) {
        scope(() => {
          objective(batch()).backward();
          optimizer.step();
          optimizer.zeroGrad();
        });
      }
      return noGrad(() => {
        const { logits, wanted } = maskedLogits(new Run(student), batch());
        return logits.argmax(-1).eq(wanted).sum().item() / wanted.size;
      });
    };
    const counting = learned((start) => Array.from({ length: 6 }, (_, t) => (start + t) % 10));
    expect(counting).toBeGreaterThan(0.4);
    expect(learned((_, draw) => Array.from({ length: 6 }, () => Math.floor(draw() * 10)))).toBeLessThan(0.35);
  });
});
