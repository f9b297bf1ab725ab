/** FinGPT in small: a LoRA learns to tell the tone of financial news (Yang et al. 2023, arXiv:2306.06031). */
import { threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { macroF1, sentences, TONES, tones } from "../../worlds/financial-sentences.ts";
import { asked, measured } from "../../worlds/tuned.ts";

const SEEDS = [1, 2, 3];

export default row({
  id: "M25",
  bar:
    "SmolLM2 under a LoRA (r 8 on q and v, 54 steps of 4) trained on 108 invented sentences tells the tone of 72 others, worded as none of " +
    "those, with macro-F1 of at least 0.80 in each of three seeds; as it is, below that",
  holds: {
    "macro-F1": { atLeast: 0.8 },
    "macro-F1, tuned less as it is": { above: 0 },
    "control: macro-F1 of the model as it is": { below: 0.8 },
  },
  oracle:
    "FinGPT reports 0.88 on the Financial PhraseBank with 7 billion weights; its data are not packaged: ours were written for this",
  short: {
    "macro-F1 is the mean over classes": () => ({
      "of one right in each of two classes and one wrong": [
        macroF1(["a", "b", "b"], ["a", "b", "a"], ["a", "b"]),
        { is: (2 / 3 + 2 / 3) / 2 },
      ],
      "of one class told alone": [macroF1(["a", "a"], ["a", "b"], ["a", "b"]), { is: 1 / 3 }],
    }),
    "no sentence of the test was learned, and its classes are equal": () => {
      const [train, test] = [sentences("train"), sentences("test")];
      const learned = new Set(train.map(({ prompt }) => prompt));
      return {
        "sentences of both": [[train.length, test.length], { is: [108, 72] }],
        "of the test learned": [test.filter(({ prompt }) => learned.has(prompt)).length, { is: 0 }],
        "macro-F1 of always the first word": [
          macroF1(
            test.map(() => TONES[0]),
            test.map(({ completion }) => completion),
          ),
          { atLeast: 0.166, atMost: 0.167 },
        ],
      };
    },
  },
  async full(log) {
    threads(1);
    const test = sentences("test");
    const right = test.map(({ completion }) => completion);
    const found: number[] = [];
    const base = await asked({}, async (lm) => macroF1(await tones(lm, test), right));
    log(`as it is: macro-F1 ${base.toFixed(3)}`);
    for (const seed of SEEDS) {
      const tuning = {
        examples: () => sentences("train"),
        lora: { at: "blocks.*.mixer.{q,v}" },
        optimizer: { lr: 2e-3 },
        heldOut: 0,
        steps: 54,
        seed,
      };
      found.push(await measured("M25", tuning, async (lm) => macroF1(await tones(lm, test), right), log));
      log(`seed ${seed}: macro-F1 ${found.at(-1)!.toFixed(3)}`);
    }
    const interval = tInterval(found);
    return {
      value: {
        "macro-F1": found,
        "macro-F1, tuned less as it is": found.map((f1) => f1 - base),
        "control: macro-F1 of the model as it is": base,
      },
      seeds: SEEDS,
      interval: `macro-F1: ${described(interval, SEEDS.length)}`,
      control: `macro-F1 of the model as it is: ${base.toFixed(3)}`,
    };
  },
});
