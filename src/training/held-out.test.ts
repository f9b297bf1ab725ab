import { expect, it } from "vitest";
import { tinyModel } from "../../tests/tiny-lm.ts";
import { ids, liveTensors, noGrad, scope } from "../tensor/index.ts";
import { causalLM, surprise } from "./index.ts";

const model = tinyModel();
const text = Array.from({ length: 49 }, (_, i) => (i * i * 7) % 95);
const held = { tokens: text.length, ids: (start: number, length: number) => ids(text.slice(start, start + length)) };

/** Nats of tokens `from` to `to` after all that a window which begins at `start` has before them. */
function nats(start: number, from: number, to: number): number {
  return scope(() =>
    noGrad(() => {
      const row = ids(text.slice(start, to + 1)).unsqueeze(0);
      const targets = ids(text.slice(start + 1, to + 1).map((id, i) => (start + 1 + i < from ? -100 : id))).unsqueeze(
        0,
      );
      return causalLM(model)({ inputs: row.narrow(1, 0, to - start), targets }).mean.item() * (to - from + 1);
    }),
  );
}

it("scores every token but the first once, by windows side by side", () => {
  const found = surprise(model, held, { length: 16, rows: 2 });
  expect(found.tokens).toBe(48);
  expect(found.nats).toBeCloseTo(nats(0, 1, 16) + nats(16, 17, 32) + nats(32, 33, 48), 3);
});

it("gives each token half a window of context at least, where windows overlap by half", () => {
  const found = surprise(model, held, { length: 16, stride: 8 });
  expect(found.tokens).toBe(48);
  const behind = [8, 16, 24, 32].reduce((sum, start) => sum + nats(start, start + 9, start + 16), 0);
  expect(found.nats).toBeCloseTo(nats(0, 1, 16) + behind, 3);
});

it("measures a part that is evenly spread, and leaves no tensor", () => {
  const before = liveTensors();
  expect(surprise(model, held, { length: 16, most: 20 }).tokens).toBe(32); // the first window and the third
  expect(surprise(model, { ...held, tokens: 9 }, { length: 16 }).tokens).toBe(8);
  expect(liveTensors()).toBe(before);
});
