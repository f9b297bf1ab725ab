/** The five properties of an edit, by hand, of an editor that does nothing, of fine-tuning, and of a model that learned the edited world anew. */
import { type Fact, SyntheticWorld } from "../../../src/data/index.ts";
import { fineTune, judge } from "../../../src/editing/index.ts";
import { type EditOutcome, type FiveProperties, fiveProperties } from "../../../src/evaluation/index.ts";
import { type Decoder, releaseModel } from "../../../src/nn/index.ts";
import { release, threads } from "../../../src/tensor/index.ts";
import { type Log, row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { type Asks, outcomesBy, spent } from "../../worlds/editing.ts";
import { byHeart, type People, people } from "../../worlds/people-by-heart.ts";

const [SEEDS, STEPS] = [[1, 2, 3], 100];
const PROPERTIES = ["accuracy", "generality", "portability", "locality", "efficiency"] as const;
const BY_HAND = [1 / 2, 3 / 8, 1 / 4, 5 / 8, 3];

/** Two edits of whose texts so many come out right: of four, two and none paraphrases; and so on. */
function byHand(): FiveProperties {
  const says = (...right: boolean[]) => ({ target: -1, original: -2, said: right });
  const stays = (after: number, right = true) => ({ target: -3, original: -1, before: 7, after, right });
  const first: EditOutcome = {
    rewrite: says(true, true),
    paraphrases: [says(true), says(true), says(true), says(true, false)],
    portability: [[true], [false], [true, false], [false]],
    neighbours: [stays(7), stays(7), stays(7), stays(8), stays(8, false)],
    seconds: 2,
  };
  const second: EditOutcome = {
    rewrite: says(true, false),
    paraphrases: [says(false), says(false)],
    portability: [],
    neighbours: [stays(7), stays(6)],
    seconds: 4,
  };
  return fiveProperties([first, second]);
}

/** How few questions of each kind an edit of a world may have. */
function fewest(people?: number) {
  const world = new SyntheticWorld({ people });
  const edits = [...world.facts()].map((fact) => world.edit(fact));
  const least = (of: (edit: Fact) => readonly string[]) => Math.min(...edits.map((edit) => new Set(of(edit)).size));
  return {
    "fewest paraphrases": least(({ paraphrases }) => paraphrases),
    "fewest questions of what follows": least(({ portability }) => portability.map(({ prompt }) => prompt)),
    "fewest questions of what stays": least(({ neighbours }) => neighbours.map(({ prompt }) => prompt)),
  };
}

const EDITORS = ["identity", "FT", "retrained", "control: retrained on the world as it was"] as const;
type Editor = (typeof EDITORS)[number];

/** The five properties of each editor in one world. */
function properties(seed: number, log: Log, steps = STEPS): Record<Editor, FiveProperties> {
  const world = people(seed);
  const base = byHeart(world.tokenizer, world.asItWas, seed, steps);
  const was = asks(base, world);
  const anew = (known: People["edited"]) => {
    const [model, { seconds }] = spent(() => byHeart(world.tokenizer, known, 100 + seed, steps));
    const outcomes = outcomesBy(world.edits, was, asks(model, world), seconds);
    releaseModel(model);
    return fiveProperties(outcomes);
  };
  const found = {
    identity: fiveProperties(outcomesBy(world.edits, was, was, 0)),
    FT: fiveProperties(world.edits.flatMap((edit) => tuned(base, world, edit, was))),
    retrained: anew(world.edited),
    "control: retrained on the world as it was": anew(world.asItWas),
  };
  releaseModel(base);
  log(`seed ${seed}: ${JSON.stringify(found)}`);
  return found;
}

const asks =
  (model: Decoder, { tokenizer }: People, changes: Parameters<typeof judge>[3] = {}): Asks =>
  (questions) =>
    judge(model, tokenizer, questions, changes);

/** What came of fine-tuning on one edit. */
function tuned(model: Decoder, world: People, edit: People["edits"][number], was: Asks): EditOutcome[] {
  const [change, { seconds }] = spent(() => fineTune(model, world.tokenizer, [edit], {}, { rate: 3e-3 }));
  const outcomes = outcomesBy([edit], was, asks(model, world, { with: [change] }), seconds);
  release(...change.state.values());
  return outcomes;
}

export default row({
  id: "N01",
  bar:
    "the five properties of two edits made by hand are exact fractions; each of 6,000 edits of the synthetic world has at least 5 paraphrases, 3 questions of what follows and 20 of what stays; on a small " +
    "model that knows such a world by heart an editor that does nothing has accuracy 0 and locality 1, and a model that learned the edited world from scratch, with what follows, at least 0.9 of all " +
    "four, in each of three worlds; learned from scratch as the world was, accuracy at most 0.05; fine-tuning is told beside",
  holds: {
    "by hand: accuracy, generality, portability, locality, seconds": { is: BY_HAND },
    "fewest paraphrases": { atLeast: 5 },
    "fewest questions of what follows": { atLeast: 3 },
    "fewest questions of what stays": { atLeast: 20 },
    "identity: accuracy": { is: SEEDS.map(() => 0) },
    "identity: locality": { is: SEEDS.map(() => 1) },
    "retrained: accuracy": { atLeast: 0.9 },
    "retrained: generality": { atLeast: 0.9 },
    "retrained: portability": { atLeast: 0.9 },
    "retrained: locality": { atLeast: 0.9 },
    "control: retrained on the world as it was: accuracy": { atMost: 0.05 },
  },
  oracle: "fractions counted by hand; the synthetic world, of which it is known what is right",
  short: {
    "properties of edits made by hand are exact fractions": () => ({
      properties: [Object.values(byHand()), { is: BY_HAND }],
    }),
    "every edit of a small world has enough to ask": () => {
      const few = fewest(60);
      return {
        paraphrases: [few["fewest paraphrases"], { atLeast: 5 }],
        "what follows": [few["fewest questions of what follows"], { atLeast: 3 }],
        "what stays": [few["fewest questions of what stays"], { atLeast: 20 }],
      };
    },
  },

  full(log) {
    threads(1);
    const found = SEEDS.map((seed) => properties(seed, log));
    const columns = EDITORS.flatMap((editor) =>
      PROPERTIES.map((of) => [`${editor}: ${of}`, found.map((own) => own[editor][of])] as const),
    );
    const portability = found.map(({ retrained }) => retrained.portability);
    const control = found.map((own) => own["control: retrained on the world as it was"].accuracy);
    return {
      value: {
        "by hand: accuracy, generality, portability, locality, seconds": Object.values(byHand()),
        ...fewest(),
        edits: SEEDS.map((seed) => people(seed).edits.length),
        ...Object.fromEntries(columns),
      },
      seeds: SEEDS,
      interval: `portability of the retrained model: ${described(tInterval(portability), SEEDS.length)}`,
      control: `accuracy of a model retrained on the world as it was: ${control.join(", ")}`,
    };
  },
});
