/**
 * A language of six classes of words, of which each is followed by one of the next two. Some words belong to two classes, and the class
 * before tells which is meant. A language model is never told of classes, and probes ask what it knows of them.
 */
import { areaUnderCurve } from "../../src/evaluation/index.ts";
import { controlTask, probe, probeLabels, probeScores, record } from "../../src/interpretability/index.ts";
import { Run } from "../../src/interventions/index.ts";
import { llama } from "../../src/models/index.ts";
import { distinctWeights, initialize, type Writes } from "../../src/nn/index.ts";
import { adamW, cosine } from "../../src/optim/index.ts";
import { cat, ids, infer, type Tensor } from "../../src/tensor/index.ts";
import { causalLM, learner } from "../../src/training/index.ts";
import { draws } from "../../tests/draws.ts";
import { mean } from "../harness/statistics.ts";

const [CLASSES, OWN, SHARED] = [6, 50, 10]; // words of a class alone, and of a class and the one opposite
const VOCABULARY = CLASSES * (OWN + SHARED / 2);
const [LENGTH, ROWS] = [32, 16];

/** Words, and the class that each is meant in. */
interface Text {
  readonly words: readonly number[];
  readonly classes: readonly number[];
}

/** A word of a class. The classes c and c + 3 share ten, and never follow the same class. */
function wordOf(c: number, random: () => number): number {
  const at = Math.floor(random() * (OWN + SHARED));
  return at < OWN ? c * OWN + at : CLASSES * OWN + (c % 3) * SHARED + (at - OWN);
}

const isShared = (word: number): boolean => word >= CLASSES * OWN;

function textOf(random: () => number): Text {
  const classes = [Math.floor(random() * CLASSES)];
  while (classes.length <= LENGTH) classes.push((classes.at(-1)! + (random() < 0.6 ? 1 : 2)) % CLASSES);
  return { words: classes.map((c) => wordOf(c, random)), classes };
}

/** A language model with its weights as drawn, or trained so many steps; the caller releases it. */
export function reader(seed: number, steps: number): Writes {
  const shape = { width: 32, depth: 2, heads: 4, kvHeads: 4, hidden: 64, context: LENGTH };
  const model = initialize(llama({ vocabulary: VOCABULARY, ...shape }), seed);
  const objective = causalLM(model);
  const random = draws(seed);
  const schedule = cosine({ steps: Math.max(1, steps), warmup: 20, floor: 0.05 });
  const learn = learner(adamW(distinctWeights(model), { lr: 5e-3 }), { clip: 1, schedule });
  for (let step = 0; step < steps; step++)
    learn.step(() => {
      const rows = Array.from({ length: ROWS }, () => textOf(random).words);
      const part = (from: number) => ids(rows.flatMap((row) => row.slice(from, from + LENGTH))).reshape([ROWS, LENGTH]);
      return objective({ inputs: part(0), targets: part(1) });
    });
  learn.end();
  return model;
}

/** What probes read off the states at `path`; all but the first is of words that they were not fitted to. */
export interface ProbedFigures {
  readonly accuracy: number;
  /** The same of labels that the control task gave. */
  readonly controlAccuracy: number;
  readonly selectivity: number;
  /** The mean over classes, each against the rest. */
  readonly auc: number;
  /** Of words that belong to two classes. */
  readonly sharedAccuracy: number;
}

/** Fits probes of the class, and of the control task's label, to what stands at `path` in texts, and asks them of others. */
export function probed(model: Writes, path: string, texts: number): ProbedFigures {
  const random = draws(1001);
  const all = Array.from({ length: 2 * texts }, () => textOf(random));
  const words = all.flatMap((text) => text.words.slice(0, LENGTH));
  const classes = all.flatMap((text) => text.classes.slice(0, LENGTH));
  const half = words.length / 2;
  return infer(() => {
    const states = statesAt(model, path, all); // [N, D]
    const [seen, unseen] = [states.narrow(0, 0, half), states.narrow(0, half, half)];
    const fitted = (labels: readonly number[]) => probe(seen, labels.slice(0, half));
    const own = fitted(classes);
    const truth = classes.slice(half);
    const right = (said: readonly number[], labels: readonly number[]) =>
      said.map((label, i) => Number(label === labels[i]));
    const rights = right(probeLabels(own, unseen), truth);
    const control = controlTask(words, classes, 1);
    const [accuracy, controlAccuracy] = [
      mean(rights),
      mean(right(probeLabels(fitted(control), unseen), control.slice(half))),
    ];
    const scores = probeScores(own, unseen);
    const areas = own.classes.map((c, at) => {
      const column = scores.select(1, at).numbers();
      const of = (is: boolean) => column.filter((_, i) => (truth[i] === c) === is);
      return areaUnderCurve(of(true), of(false));
    });
    return {
      ...{ accuracy, controlAccuracy, selectivity: accuracy - controlAccuracy, auc: mean(areas) },
      sharedAccuracy: mean(rights.filter((_, i) => isShared(words[half + i]!))),
    };
  });
}

function statesAt(model: Writes, path: string, texts: readonly Text[]): Tensor {
  const recorder = record(path);
  try {
    const read = new Run(model, { with: [recorder] });
    return cat(
      texts.map(({ words }) => {
        read.read([words.slice(0, LENGTH)]);
        return recorder.seen.get(path)!.reshape([LENGTH, -1]).clone();
      }),
    );
  } finally {
    recorder.clear();
  }
}
