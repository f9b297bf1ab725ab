import { expect, test } from "vitest";
import { probes } from "../../tests/parity/probe.ts";
import { fromData, randn, tensor } from "../tensor/index.ts";
import { controlTask, probe, probeLabels, probeScores } from "./index.ts";

test.each(probes().cases.map((one) => [`${one.weight.shape} at ${one.penalty}`, one] as const))(
  "a probe %s has the weights that scikit-learn's has, and says what it says",
  (_, { penalty, states, labels, others, weight, bias, scores, said }) => {
    const own = probe(fromData(states.data, states.shape), labels, { penalty });
    const near = (found: ArrayLike<number>, wanted: ArrayLike<number>) => {
      expect(found).toHaveLength(wanted.length);
      for (let i = 0; i < wanted.length; i++) expect(Math.abs(found[i]! - wanted[i]!)).toBeLessThan(1e-6);
    };
    near(own.weight.numbers(), weight.data);
    near(own.bias.numbers(), bias.data);
    const unseen = fromData(others.data, others.shape);
    near(probeScores(own, unseen).numbers(), scores.data);
    expect(probeLabels(own, unseen)).toEqual(said);
  },
);

test("a control task gives every type one label, in the shares of the task, whatever its tokens' order", () => {
  const types = Array.from({ length: 4000 }, (_, i) => i % 1000);
  const labels = types.map((_, i) => (i % 4 === 0 ? 7 : 2));
  const control = controlTask(types, labels, 3);
  expect(new Set(types.map((type, i) => `${type} ${control[i]}`)).size).toBe(1000);
  expect(control.filter((label) => label === 7).length / 4000).toBeCloseTo(0.25, 1);
  expect(controlTask(types.toReversed(), labels, 3)).toEqual(control.toReversed());
  expect(controlTask(types, labels, 4)).not.toEqual(control);
});

test("what cannot be fitted is refused in a sentence", () => {
  const states = randn([3, 2]);
  expect(() => probe(states, [1, 2])).toThrow("probe: there are 3 states, and 2 labels");
  expect(() => probe(states, [1, 1, 1])).toThrow("probe: labels: hold 1 of the two classes at least that they must");
  expect(() => probe(states, [1, 1, 2], { penalty: 0 })).toThrow("probe: penalty: is 0, and must be a number above 0");
  expect(() => probe(tensor([[1], [Number.NaN]]), [1, 2])).toThrow("probe: states: hold a number that is not finite");
  expect(() => controlTask([1], [])).toThrow("controlTask: there are 1 types of tokens, and 0 labels");
});
