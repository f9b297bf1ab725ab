/** Data sets of editing and their scores: CounterFact's ES, PS, NS and S, zsRE's shares of tokens. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readFacts, SyntheticWorld } from "../../../src/data/index.ts";
import { counterFactScores, type EditOutcome, zsreScores } from "../../../src/evaluation/index.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { EditingFixture } from "../../../tests/parity/editing-fixture.ts";
import { largest, row } from "../../harness/row.ts";

/** How far each score of 40 random edits is from the independent program's. */
function apart() {
  const { cases, scores, zsre } = fixture("editing/oracle.json.gz", EditingFixture);
  const outcomes = (unrivalled = false): EditOutcome[] => {
    const rivals = <T extends { original: number }>(one: T): T => (unrivalled ? { ...one, original: -50 } : one);
    return cases.map(({ rewrite, paraphrases, neighbours }) => ({
      rewrite: rivals(rewrite),
      paraphrases: paraphrases.map(rivals),
      portability: [],
      neighbours: neighbours.map(({ target, original }) => ({ target, original, before: 0, after: 0, right: true })),
      seconds: 0,
    }));
  };
  const far = (found: object, wanted: Readonly<Record<string, number>>) =>
    largest(Object.entries(found).map(([name, value]) => Math.abs(value - wanted[name]!)));
  const tokens = cases.map(({ rewrite, paraphrases, loc }) => ({
    rewrite: rewrite.said,
    paraphrases: paraphrases.map(({ said }) => said),
    neighbours: loc,
  }));
  return {
    counterFact: far(counterFactScores(outcomes()), scores),
    zsre: far(zsreScores(tokens), zsre),
    unrivalled: far(counterFactScores(outcomes(true)), scores),
  };
}

/** How many of the synthetic world's edits come back from a file as they went into it. */
function roundTrips(count: number): number {
  const folder = mkdtempSync(join(tmpdir(), "tenon-facts-"));
  try {
    const world = new SyntheticWorld();
    const edits = [...world.facts()].slice(0, count).map((fact) => world.edit(fact));
    const path = join(folder, "facts.jsonl");
    writeFileSync(path, edits.map((edit) => `${JSON.stringify(edit)}\n`).join(""));
    return readFacts(path).filter((fact, i) => isDeepStrictEqual(fact, edits[i])).length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EDITS = 600;

export default row({
  id: "N02",
  bar: "ES, PS, NS, S, EM, PM, NM and zsRE's three scores of 40 random edits within 1e-9 of an independent program's; 600 edits of the synthetic world come back from a file; statements and paraphrases whose original has no probability are more than 0.1 off",
  holds: {
    "CounterFact's scores, worst distance": { atMost: 1e-9 },
    "zsRE's scores, worst distance": { atMost: 1e-9 },
    "edits of the synthetic world that come back from a file": { is: EDITS },
    "control: originals without probability, worst distance": { above: 0.1 },
  },
  oracle: "tools/editing_oracle.py (numpy, float64), by the formulas of ROME's experiments/summarize.py",

  short: {
    "scores equal the independent program's": () => {
      const { counterFact, zsre, unrivalled } = apart();
      return {
        "worst of CounterFact's": [counterFact, { atMost: 1e-9 }],
        "worst of zsRE's": [zsre, { atMost: 1e-9 }],
        "originals without probability": [unrivalled, { above: 0.1 }],
      };
    },
    "edits of the synthetic world come back from a file": () => ({ edits: [roundTrips(30), { is: 30 }] }),
  },

  full() {
    const { counterFact, zsre, unrivalled } = apart();
    return {
      value: {
        "CounterFact's scores, worst distance": counterFact,
        "zsRE's scores, worst distance": zsre,
        "edits of the synthetic world that come back from a file": roundTrips(EDITS),
        "control: originals without probability, worst distance": unrivalled,
      },
      control: `where no original has any probability the worst distance is ${unrivalled.toFixed(2)}`,
    };
  },
});
