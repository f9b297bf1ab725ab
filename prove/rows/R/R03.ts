/** What hidden states hold: linear probes beside their control task (Hewitt & Liang 2019). */
import { probe, probeScores } from "../../../src/interpretability/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { fromData, infer } from "../../../src/tensor/index.ts";
import { probes } from "../../../tests/parity/probe.ts";
import { effect } from "../../harness/effect.ts";
import { largest, row } from "../../harness/row.ts";
import { type ProbedFigures, probed, reader } from "../../worlds/word-classes.ts";

const STEPS = 1500;

/** Figures of probes behind the last block, and beside them of the embedding, which knows no context. */
function found(seed: number, { steps = STEPS, texts = 100 } = {}) {
  const model = reader(seed, steps);
  const [inside, embedded] = [probed(model, "blocks.1", texts), probed(model, "embed", texts)];
  releaseModel(model);
  return { ...inside, embedded };
}

/** How far probes of ours lie from scikit-learn's: weights, biases and the log-probabilities of unseen states. */
function fromReference(): number {
  return infer(() =>
    largest(
      probes().cases.flatMap(({ penalty, states, labels, others, weight, bias, scores }) => {
        const own = probe(fromData(states.data, states.shape), labels, { penalty });
        const said = probeScores(own, fromData(others.data, others.shape));
        const pairs = [
          [own.weight, weight],
          [own.bias, bias],
          [said, scores],
        ] as const;
        return pairs.map(([ours, theirs]) => ours.sub(fromData(theirs.data, theirs.shape)).abs().max().item());
      }),
    ),
  );
}

const figures = ({ auc, accuracy, controlAccuracy, selectivity, sharedAccuracy }: ProbedFigures) => ({
  "AUC of the class, mean over six": auc,
  "accuracy of the class": accuracy,
  "accuracy of the control task": controlAccuracy,
  selectivity,
  "accuracy of the class of words that belong to two": sharedAccuracy,
});

export default row({
  id: "R03",
  bar:
    "a model of two layers that reads a language of 330 words in six classes, three seeds: behind its last block a linear probe tells a word's class with an AUC of at least 0.95 " +
    "and is at least 0.3 more accurate than on the control task; of words of two classes at least 0.9 are told by their context, and from the embedding at most 0.65; " +
    "untrained, selectivity is at most 0.1; probes are scikit-learn's to 1e-6",
  holds: {
    "distance from scikit-learn's weights and scores, worst": { below: 1e-6 },
    "AUC of the class, mean over six": { atLeast: 0.95 },
    selectivity: { atLeast: 0.3 },
    "selectivity, treated less control": { above: 0 },
    "accuracy of the class of words that belong to two": { atLeast: 0.9 },
    "accuracy of the same at the embedding": { atMost: 0.65 },
    "control: selectivity": { atMost: 0.1 },
  },
  oracle: "scikit-learn 1.9.1; the classes that the texts were drawn from",

  short: {
    "probes are scikit-learn's, and states hold a class that their control task does not": () => {
      const own = found(1, { steps: 500, texts: 40 });
      const untrained = found(1, { steps: 0, texts: 40 });
      return {
        "distance from scikit-learn's weights and scores": [fromReference(), { below: 1e-6 }],
        "AUC of the class": [own.auc, { above: 0.95 }],
        selectivity: [own.selectivity, { above: 0.3 }],
        "selectivity of the untrained model": [untrained.selectivity, { below: 0.15 }],
      };
    },
  },

  full: effect({
    seeds: [1, 2, 3],
    of: "selectivity",
    once: () => ({ "distance from scikit-learn's weights and scores, worst": fromReference() }),
    treated(seed, log) {
      const own = found(seed);
      log(`seed ${seed}: ${JSON.stringify(own)}`);
      return { ...figures(own), "accuracy of the same at the embedding": own.embedded.sharedAccuracy };
    },
    control: (seed) => figures(found(seed, { steps: 0 })),
  }),
});
