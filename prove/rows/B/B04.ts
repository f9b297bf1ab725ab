/** The unigram model (Kudo 2018): the likeliest cut by Viterbi, byte fallback, and training by expectation-maximization. */
import { hardLines } from "../../../tests/parity/hard-lines.ts";
import { compareUnigram, compareViterbi, emSteps, emWithPower } from "../../../tests/parity/subwords.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const SEEDS = [0, 2900, 5800];

const demonstration: Demonstration = {
  id: "B04",
  bar:
    "on SentencePiece's own model the score of our best cut is within 1e-5 of its cut's; two of its models, in the shapes of T5 " +
    "and LLaMA, give the reference's ids on 10,000 lines each; in three trainings on different lines no step of " +
    "expectation-maximization lowers the likelihood between prunings, and every text comes back",
  oracle: "sentencepiece 0.2.3 (training and scores), tokenizers 0.23.3 (ids, decoded text, offsets)",
  sources: [
    "src/tokenizers/unigram.ts",
    "src/tokenizers/unigram-trainer.ts",
    "src/tokenizers/lattice.ts",
    "src/tokenizers/substrings.ts",
    "src/tokenizers/trie.ts",
    "src/tokenizers/precompiled.ts",
    "src/tokenizers/metaspace.ts",
    "src/tokenizers/decoding-steps.ts",
    "tests/parity/subwords.ts",
    "prove/rows/B/B04.ts",
  ],
  async run(log) {
    const viterbi = compareViterbi();
    log(JSON.stringify(viterbi));
    const t5 = compareUnigram("t5", 1);
    const llama = compareUnigram("llama", 1);
    log(JSON.stringify({ t5, llama }));
    const trainings = SEEDS.map((from) => {
      const texts = hardLines().slice(from, from + 2800);
      const { tokenizer, steps, worstFall, smallestGain } = emSteps(texts, { vocabularySize: 3500 });
      const lost = texts.filter(
        (text) =>
          !text.startsWith(" ") && tokenizer.decode(tokenizer.encode(text, { parseSpecialTokens: false })) !== text,
      );
      log(
        `${steps.length} steps from ${steps[0]!.tokens} tokens: worst fall ${worstFall}, smallest gain ${smallestGain}`,
      );
      return { steps: steps.length, worstFall, smallestGain, lost: lost.length };
    });
    const [before, after] = emWithPower(hardLines().slice(0, 2800), 2);
    const [, right] = emWithPower(hardLines().slice(0, 2800), 1);
    const falls = Math.max(...trainings.map(({ worstFall }) => worstFall));
    const lost = trainings.reduce((sum, training) => sum + training.lost, 0);
    const met =
      viterbi.worst < 1e-5 &&
      t5.idsApart + llama.idsApart + t5.decodedApart + llama.decodedApart + t5.offsetsApart + llama.offsetsApart ===
        0 &&
      falls === 0 &&
      lost === 0 &&
      right > before &&
      after < before;
    return {
      status: met ? "passed" : "failed",
      value: {
        "texts scored": viterbi.texts,
        "largest difference of scores": viterbi.worst,
        "largest score, negated": viterbi.largest,
        "T5's shape: lines with other ids, of 10,000": t5.idsApart,
        "LLaMA's shape: lines with other ids, of 10,000": llama.idsApart,
        "lines with other decoded text, of 4,000": t5.decodedApart + llama.decodedApart,
        "tokens with other offsets, of 400 lines": t5.offsetsApart + llama.offsetsApart,
        "tokens of a space that nobody wrote: no room here, a character there": t5.prefixes,
        "tokens of composed characters: whole range here, first part there": t5.composed + llama.composed,
        "steps of the three trainings": trainings.map(({ steps }) => steps).join(", "),
        "largest fall of the likelihood in a round, nats": falls,
        "smallest gain of a step, nats": Math.min(...trainings.map(({ smallestGain }) => smallestGain)),
        "texts not given back": lost,
      },
      seeds: SEEDS,
      control:
        `a step whose shares are the squares of the expected counts lowers the log-likelihood from ${before.toFixed(0)} to ` +
        `${after.toFixed(0)}; the right step raises it to ${right.toFixed(0)}`,
    };
  },
};

export default demonstration;
