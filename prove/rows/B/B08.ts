/** Contextual embeddings of sentences: mean over tokens, length 1 (Reimers & Gurevych 2019). */

import { areaUnderCurve } from "../../../src/evaluation/index.ts";
import { open } from "../../../src/open/index.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { cosineAt, dot, SentencesFixture } from "../../../tests/parity/sentences.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "B08",
  bar: "all-MiniLM-L6-v2, 200 sentences: all cosines within 1e-4 of the reference; 60 planted paraphrases among all other pairs have an AUC of at least 0.95",
  holds: {
    "worst cosine": { below: 1e-4 },
    "AUC of paraphrases against all other pairs": { atLeast: 0.95 },
    "control: worst cosine of the first token's vectors": { above: 1e-4 },
    "control: AUC of shared words against the distractors": { below: 0.5 },
  },
  oracle: "sentence-transformers 6.2.0 on torch 2.13.0, the same weights",

  short: {
    "have the cosines that sentence-transformers gives, and tell paraphrases from other pairs": async () => {
      const { texts, cosines, first } = fixture("bert/sentences.json.gz", SentencesFixture);
      const model = await open("all-minilm-l6-v2", { pull: false, threads: 1 });
      const some = texts.slice(0, 45);
      const vectors = (await model.embed(some, { normalize: true })).map(([vector]) => vector!);
      await model.close();
      let worst = 0;
      const [alike, apart]: number[][] = [[], []];
      for (const [i, a] of vectors.entries()) {
        for (let j = i; j < vectors.length; j++) {
          const cosine = dot(a, vectors[j]!);
          worst = Math.max(worst, Math.abs(cosine - cosineAt(cosines.data, texts.length, i, j)));
          if (i !== j) (i % 3 === 0 && j === i + 1 ? alike! : apart!).push(cosine);
        }
      }
      return {
        "worst cosine": [worst, { below: 1e-4 }],
        paraphrases: [alike!.length, { is: 15 }],
        "AUC of paraphrases": [areaUnderCurve(alike!, apart!), { above: 0.95 }],
        "worst number of a vector": [
          Math.max(...vectors[1]!.map((x, i) => Math.abs(x - first.data[384 + i]!))),
          { below: 1e-5 },
        ],
      };
    },
  },

  async full(log) {
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
      value: {
        sentences: texts.length,
        "worst cosine": worst,
        "AUC of paraphrases against all other pairs": auc,
        "paraphrases above their own distractor of nearly the same words": hard,

        "control: worst cosine of the first token's vectors": worstFirst,
        "control: AUC of shared words against the distractors": byWords,
      },
      control:
        `the first token's vector in place of the mean: worst cosine ${worstFirst.toFixed(2)}; ` +
        `shared words in place of vectors: AUC ${byWords.toFixed(3)} against the distractors`,
    };
  },
});
