/** Contextual embeddings of sentences: mean over tokens, length 1 (Reimers & Gurevych 2019). */
import { open } from "../../../src/open/index.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { areaUnderCurve, cosineAt, dot, SentencesFixture } from "../../../tests/parity/sentences.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const demonstration: Demonstration = {
  id: "B08",
  bar: "all-MiniLM-L6-v2, 200 sentences: all cosines within 1e-4 of the reference; 60 planted paraphrases among all other pairs have an AUC of at least 0.95",
  oracle: "sentence-transformers 6.2.0 on torch 2.13.0, the same weights",
  sources: [
    "src/generation/embed-tokens.ts",
    "src/generation/local-encoder.ts",
    "src/models/bert.ts",
    "src/nn/attention.ts",
    "prove/rows/B/B08.ts",
  ],

  async run(log) {
    const { texts, triples, cosines } = fixture("bert/sentences.json.gz", SentencesFixture);
    const model = await open("all-minilm-l6-v2", { pull: false, threads: 1 });
    const vectors = (await model.embed(texts, { normalize: true })).map(([vector]) => vector!);
    const first = (await model.embed(texts, { normalize: true, pooling: "first" })).map(([vector]) => vector!);
    await model.close();

    let [worst, worstFirst] = [0, 0];
    const [alike, distractors, others]: number[][] = [[], [], []];
    for (const [i, a] of vectors.entries()) {
      for (let j = i; j < texts.length; j++) {
        const wanted = cosineAt(cosines.data, texts.length, i, j);
        const cosine = dot(a, vectors[j]!);
        worst = Math.max(worst, Math.abs(cosine - wanted));
        worstFirst = Math.max(worstFirst, Math.abs(dot(first[i]!, first[j]!) - wanted));
        if (i === j) continue;
        const inTriple = i < 3 * triples && i % 3 === 0;
        (inTriple && j === i + 1 ? alike! : inTriple && j === i + 2 ? distractors! : others!).push(cosine);
      }
    }
    const auc = areaUnderCurve(alike!, [...distractors!, ...others!]);
    const words = texts.map((text) => new Set(text.toLowerCase().match(/\p{L}+/gu)));
    const overlap = (i: number, j: number) => {
      const shared = [...words[i]!].filter((word) => words[j]!.has(word)).length;
      return shared / Math.max(1, words[i]!.size + words[j]!.size - shared);
    };
    const byWords = areaUnderCurve(
      alike!.map((_, t) => overlap(3 * t, 3 * t + 1)),
      alike!.map((_, t) => overlap(3 * t, 3 * t + 2)),
    );
    const hard = alike!.filter((cosine, t) => cosine > distractors![t]!).length / triples;
    log(
      `worst ${worst}, AUC ${auc}, above its own distractor ${hard}, AUC of shared words against distractors ${byWords}`,
    );
    return {
      status: worst < 1e-4 && auc >= 0.95 && worstFirst > 1e-4 && byWords < 0.5 ? "passed" : "failed",
      value: {
        sentences: texts.length,
        "worst cosine": worst,
        "AUC of paraphrases against all other pairs": auc,
        "paraphrases above their own distractor of nearly the same words": hard,
      },
      control:
        `the first token's vector in place of the mean: worst cosine ${worstFirst.toFixed(2)}; ` +
        `shared words in place of vectors: AUC ${byWords.toFixed(3)} against the distractors`,
    };
  },
};

export default demonstration;
