import { describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { EditingFixture } from "../../tests/parity/editing-fixture.ts";
import { counterFactScores, type EditOutcome, fiveProperties, zsreScores } from "./index.ts";

const rivals = (wins: boolean, said: readonly boolean[] = [wins]) => ({ target: wins ? -1 : -3, original: -2, said });
const neighbour = (stays: boolean, right = true) => ({
  target: -5,
  original: -1,
  before: 7,
  after: stays ? 7 : 8,
  right,
});
const outcome = (change: Partial<EditOutcome>): EditOutcome => ({
  rewrite: rivals(true),
  paraphrases: [],
  portability: [],
  neighbours: [],
  seconds: 1,
  ...change,
});

describe("fiveProperties", () => {
  it("are means over edits of the means over their texts, a whole answer at a time", () => {
    const first = outcome({
      rewrite: rivals(true, [true, true]),
      paraphrases: [rivals(true), rivals(true), rivals(false)],
      portability: [[true], [true, false]],
      neighbours: [neighbour(true), neighbour(true), neighbour(true), neighbour(false)],
      seconds: 2,
    });
    const second = outcome({ rewrite: rivals(true, [true, false]), paraphrases: [rivals(false)], seconds: 4 });
    expect(fiveProperties([first, second])).toEqual({
      accuracy: 1 / 2,
      generality: (2 / 3 + 0) / 2,
      portability: 1 / 2, // the second asks nothing there
      locality: 3 / 4,
      efficiency: 3,
    });
  });

  it("count a neighbour only where the model was right before", () => {
    const neighbours = [neighbour(false, false), neighbour(true)];
    expect(fiveProperties([outcome({ neighbours })]).locality).toBe(1);
  });

  it("are Acc = 0 and Loc = 1 for an editor that does nothing", () => {
    const nothing = outcome({ rewrite: rivals(false), neighbours: [neighbour(true), neighbour(true)] });
    expect(fiveProperties([nothing])).toMatchObject({ accuracy: 0, locality: 1 });
  });
});

describe("counterFactScores", () => {
  it("are exact fractions of cases made by hand; equal probabilities are no success", () => {
    const even = { target: -2, original: -2, said: [true] };
    const made = counterFactScores([
      outcome({
        paraphrases: [rivals(true), rivals(false)],
        neighbours: [neighbour(true), { ...neighbour(true), target: -0.5 }],
      }),
      outcome({ rewrite: even, paraphrases: [rivals(true)], neighbours: [neighbour(false)] }),
    ]);
    expect(made).toMatchObject({
      efficacy: 1 / 2,
      paraphrase: 3 / 4,
      neighbourhood: 3 / 4,
      score: 3 / (2 + 4 / 3 + 4 / 3),
    });
    expect(made.efficacyMagnitude).toBeCloseTo((Math.exp(-1) - Math.exp(-2)) / 2, 12);
  });

  it("are those of an independent program", () => {
    const { cases, scores, zsre } = fixture("editing/oracle.json.gz", EditingFixture);
    const outcomes = cases.map((one) =>
      outcome({ ...one, neighbours: one.neighbours.map((n) => ({ ...neighbour(true), ...n })) }),
    );
    for (const [name, value] of Object.entries(counterFactScores(outcomes)))
      expect(value, name).toBeCloseTo(scores[name]!, 12);
    const asked = cases.map(({ rewrite, paraphrases, loc }) => ({
      rewrite: rewrite.said,
      paraphrases: paraphrases.map(({ said }) => said),
      neighbours: loc,
    }));
    for (const [name, value] of Object.entries(zsreScores(asked))) expect(value, name).toBeCloseTo(zsre[name]!, 12);
  });
});
