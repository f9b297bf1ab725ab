import { z } from "zod";
import { Embedding, Module, named, type Pass } from "../nn/index.ts";
import { checked, optionsOf } from "../sentences/index.ts";
import { cat, embedding, fromData, ops, type Tensor } from "../tensor/index.ts";
import type { Architecture } from "./architecture.ts";
import { configOf, count } from "./fields.ts";
import type { HuffmanPath } from "./huffman.ts";

/** What `word2vec` is built from, and how it is trained. */
export const Word2VecConfig = configOf("word2vec", {
  /** V, words; two at least. */
  vocabulary: count.min(2),
  /** D, width of a vector. */
  width: count.default(100),
  /** A word alone, or the mean of those around one. */
  reads: z.enum(["skip-gram", "cbow"]).default("skip-gram"),
  /** How a guess is scored. */
  objective: z.enum(["negative-sampling", "hierarchical-softmax"]).default("negative-sampling"),
});
export type Word2VecConfig = z.infer<typeof Word2VecConfig>;

/** Words in, their vectors out; `guess` is what they are trained against. */
export class Word2Vec extends Module {
  /** v [V, D], the vectors that people use. */
  readonly embed: Embedding;
  /** u [V, D], or [V - 1, D] of the inner nodes of Huffman's tree. */
  readonly guess: Embedding;
  /** What it was built from. */
  readonly config: Word2VecConfig;

  constructor(config: Word2VecConfig) {
    super();
    const { vocabulary, width, objective } = config;
    this.config = config;
    this.embed = new Embedding(vocabulary, width);
    this.guess = new Embedding(objective === "negative-sampling" ? vocabulary : vocabulary - 1, width);
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    return this.embed.call(ids, pass); // [...] -> [..., D]
  }
}

/**
 * Word2Vec (Mikolov et al. 2013, arXiv:1301.3781 and arXiv:1310.4546). Notes: word vectors.
 *
 * Two tables: a word as it is read, v [V, D], and as it is guessed, u. Skip-gram reads one word and guesses each of those around it;
 * CBOW reads the mean of those around and guesses the word itself. How a guess o is scored against what was read, x:
 *
 *     negative sampling       -ln sigmoid(u_o x) - sum_k ln sigmoid(-u_k x)          k: words drawn from counts^(3/4)
 *     hierarchical softmax    -sum_j ln sigmoid((1 - 2 turn_j) u_j x)                j: the inner nodes on o's path in Huffman's tree
 *
 * The second is the negative logarithm of a probability that sums to 1 over the words. The vectors people use are v.
 *
 * The model's weights have no numbers yet. Throws where the config is no `Word2VecConfig`.
 */
export function word2vec(input: z.input<typeof Word2VecConfig>): Word2Vec {
  return named(new Word2Vec(checked(Word2VecConfig, input, "word2vec")));
}

/** How Word2Vec is built, loaded and saved: in our own form. */
export const word2vecArchitecture = {
  kind: "word2vec",
  config: Word2VecConfig,
  build: (c) => word2vec(c),
  facts: ({ vocabulary }) => ({ vocabulary, depth: 0 }), // tables alone
} satisfies Architecture<Word2VecConfig, Word2Vec>;

/** -ln sigmoid of (signs * (u x)), summed over each guess's rows and averaged over guesses: x [N, D], u [N, K, D], signs [N, K]. */
function scored(x: Tensor, u: Tensor, signs: Tensor): Tensor {
  const products = u.matmul(x.unsqueeze(-1)).squeeze(-1); // [N, K]
  return ops.aten.log_sigmoid.default(products.mul(signs)).sum(1).neg().mean();
}

/** Mean loss over N guesses `words` [N] for x [N, D], against drawn words `negatives` [N, K]. */
export function negativeSampling(table: Tensor, x: Tensor, words: Tensor, negatives: Tensor): Tensor {
  const rows = cat([words.unsqueeze(1), negatives], 1); // [N, 1 + K]
  const one = x.narrow(1, 0, 1).mul(0).add(1).detach(); // [N, 1]
  const signs = cat([one, one.neg().expand(negatives.shape)], 1);
  return scored(x, embedding(table, rows), signs);
}

/** -ln p(word | x) for one x [D] by the inner nodes [V - 1, D] on the word's path. */
export function hierarchicalSoftmax(table: Tensor, x: Tensor, { nodes, turns }: HuffmanPath): Tensor {
  const signs = fromData(Float32Array.from(turns, (turn) => 1 - 2 * turn)).to(x.dtype);
  const u = table.indexSelect(0, fromData(BigInt64Array.from(nodes, BigInt)));
  return scored(x.unsqueeze(0), u.unsqueeze(0), signs.unsqueeze(0));
}

/** Unit rows, so that a product of two is their cosine. */
export function unitRows(table: Tensor): Tensor {
  return table.div(table.pow(2).sum(-1, true).sqrt());
}

const checkNearest = optionsOf<{ count?: number; except?: readonly number[] }>("nearest", {
  count: "number?",
  except: "list?",
});

/**
 * The `count` words whose vectors have the largest cosine with a vector [D], best first, those in `except` left out. a
 * is to b as c is to ...: `nearest(table, v_b - v_a + v_c, { except: [a, b, c] })` over unit rows (Mikolov, Yih & Zweig
 * 2013). Throws an ArgumentError where the options do not fit.
 */
export function nearest(
  table: Tensor,
  vector: Tensor,
  options: { count?: number; except?: readonly number[] } = {},
): number[] {
  checkNearest(options);
  const { count: wanted = 1, except = [] } = options;
  const cosines = unitRows(table).matmul(unitRows(vector.unsqueeze(0)).squeeze(0)); // [V]
  return cosines
    .topk(Math.min(wanted + except.length, cosines.size))
    .indices.numbers()
    .filter((id) => !except.includes(id))
    .slice(0, wanted);
}
