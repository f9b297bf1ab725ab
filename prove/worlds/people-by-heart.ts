/** Small models that know a synthetic world by heart: as it is, and learned anew with edits in it, which is the most that an editor could do. */
import { rowBatches, SyntheticWorld } from "../../src/data/index.ts";
import { answerIds } from "../../src/editing/index.ts";
import { llama } from "../../src/models/index.ts";
import { type Decoder, distinctWeights, initialize } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { type Tokenizer, tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { causalLM, learner } from "../../src/training/index.ts";
import { type Rewritten, statement } from "./editing.ts";

const SIZE = { width: 64, depth: 2, heads: 4, kvHeads: 4, hidden: 128 };
const ROWS = 128;
/** One fact in so many is edited: every relation twice and more. */
const EDITED = 13;

/** Right answers by the texts in front of them. */
export type Truths = ReadonlyMap<string, string>;

export interface People {
  readonly edits: readonly Rewritten[];
  readonly asItWas: Truths;
  readonly edited: Truths;
  readonly tokenizer: Tokenizer;
}

/** Thirty people, and edits of what is true of them. What an edit leaves alone is what no other changes either. */
export function people(seed: number): People {
  const world = new SyntheticWorld({ seed, people: 30, objects: 120 });
  const all = [...world.facts()].filter((_, i) => i % EDITED === 0).map((fact) => world.edit(fact));
  const [asItWas, edited] = [truths(world, []), truths(world, all)];
  const edits = all.map((edit) => ({
    ...edit,
    neighbours: edit.neighbours.filter(({ prompt, answer }) => edited.get(prompt) === answer),
  }));
  return { edits, asItWas, edited, tokenizer: wordsOf([...asItWas, ...edited].flat()) };
}

/** Each fact, stated and in five other ways; of an edit what follows from it as well. */
function truths(world: SyntheticWorld, edits: readonly Rewritten[]): Truths {
  const names = new Set(edits.map(({ id }) => id));
  const facts = [...world.facts()].flatMap((fact) => {
    const { target, original, ...own } = world.edit(fact);
    const answer = names.has(own.id) ? target : original;
    return [statement({ ...own, target }), ...own.paraphrases].map((prompt) => [prompt, answer] as const);
  });
  const follow = edits.flatMap(({ portability }) => portability.map(({ prompt, answer }) => [prompt, answer] as const));
  return new Map([...facts, ...follow]);
}

/** A tokenizer whose tokens are the words of these texts. */
function wordsOf(texts: readonly string[]): Tokenizer {
  const words = [...new Set(texts.flatMap((text) => text.split(" ")))].sort();
  return tokenizerFromJson({
    "tokenizer.json": {
      added_tokens: [],
      pre_tokenizer: { type: "WhitespaceSplit" },
      model: { type: "WordLevel", vocab: Object.fromEntries(words.map((word, id) => [word, id])), unk_token: words[0] },
    },
    "tokenizer_config.json": {},
  });
}

/** A model that has learned them; the caller releases it. */
export function byHeart(tokenizer: Tokenizer, known: Truths, seed: number, steps: number): Decoder {
  const model = initialize(llama({ ...SIZE, vocabulary: tokenizer.vocabularySize }), seed);
  const rows = [...known].map(([prompt, answer]) => {
    const [asked, answered] = [tokenizer.encode(prompt), answerIds(tokenizer, answer)];
    const ids = [...asked, ...answered];
    return { ids, targets: [[asked.length, ids.length] as const] };
  });
  const [batches, loss] = [rowBatches(rows, { batch: ROWS, seed }), causalLM(model)];
  const learn = learner(adamW(distinctWeights(model), { lr: 3e-3, weightDecay: 0 }), { clip: 1 });
  for (let step = 0; step < steps; step++) learn.step(() => loss(batches.next()));
  learn.end();
  return model;
}
