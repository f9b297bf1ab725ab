import { z } from "zod";
import { CharCNN, filledWith, Linear, Module, named, type Pass, parameter, Recurrent, times } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import { cat, type Tensor } from "../tensor/index.ts";
import type { Architecture } from "./architecture.ts";
import { configOf, count } from "./fields.ts";

/** What `elmo` is built from. */
export const ElmoConfig = configOf("elmo", {
  /** V, words that are guessed; any word can be read. */
  vocabulary: count,
  /** Characters, the padding 0 among them. */
  characters: count,
  /** Width of a character's vector. */
  charWidth: count.default(16),
  /** Filters over characters, as [width in characters, how many]. */
  filters: z.array(z.tuple([count, count])).default([
    [1, 16],
    [2, 16],
    [3, 32],
  ]),
  /** D, width of a word's vector and of each direction. */
  width: count,
  /** L, layers of each direction. */
  depth: count.default(2),
});
export type ElmoConfig = z.infer<typeof ElmoConfig>;

/** gamma sum_j softmax(s)_j h_j, the weights a task learns over the layers of a frozen model. */
export class ScalarMix extends Module {
  /** s [L + 1]. */
  scores: Tensor;
  /** gamma [1]. */
  gamma: Tensor;

  constructor(layers: number) {
    super();
    this.scores = parameter([layers], filledWith(0));
    this.gamma = parameter([1], filledWith(1));
  }

  /** Layers [L + 1, ..., 2 D] -> [..., 2 D]. */
  protected forward(layers: Tensor, pass: Pass): Tensor {
    const share = this.read("scores", this.scores, pass).softmax();
    const weighted = layers.mul(share.reshape([-1, ...layers.shape.slice(1).map(() => 1)]));
    return weighted.sum(0).mul(this.read("gamma", this.gamma, pass));
  }
}

/** Character ids [B, T, C] or [N, C] in, a vector [..., 2 D] for each word in its sentence out. */
export class Elmo extends Module {
  /** x, a word's vector from its characters, [..., C] -> [..., D]. */
  readonly embed: CharCNN;
  /** L layers from the beginning, [..., D] -> [..., D]. */
  readonly onward: readonly Recurrent[];
  /** L layers from the end, [..., D] -> [..., D]. */
  readonly backward: readonly Recurrent[];
  /** Logits of the word that a direction guesses, [..., D] -> [..., V]. */
  readonly head: Linear;
  /** What a task takes of the L + 1 layers. */
  readonly mix: ScalarMix;

  constructor({ vocabulary, width, depth, characters, charWidth, filters }: ElmoConfig) {
    super();
    this.embed = new CharCNN({ characters, charWidth, filters, width });
    this.onward = times(depth, () => new Recurrent({ cell: "lstm", width }));
    this.backward = times(depth, () => new Recurrent({ cell: "lstm", width, reverse: true }));
    this.head = new Linear(width, vocabulary, { bias: true });
    this.mix = new ScalarMix(depth + 1);
  }

  protected forward(characters: Tensor, pass: Pass): Tensor {
    return this.mix.call(this.layers(characters, pass), pass); // [..., 2 D]
  }

  /** All layers [L + 1, ..., 2 D], the words' own vectors first. */
  layers(characters: Tensor, pass: Pass): Tensor {
    const [onward, backward] = this.directions(characters, pass);
    return cat(onward.map((h, j) => cat([h, backward[j]!], -1).unsqueeze(0)));
  }

  /** Each direction's layers [..., D], x first; from the second layer on a residual goes around each. */
  directions(characters: Tensor, pass: Pass): [Tensor[], Tensor[]] {
    const x = this.embed.call(characters, pass); // [..., D]
    const through = (layers: readonly Recurrent[]) => {
      const said = [x];
      for (const [j, layer] of layers.entries()) {
        const y = layer.call(said[j]!, pass);
        said.push(j === 0 ? y : y.add(said[j]!));
      }
      return said;
    };
    return [through(this.onward), through(this.backward)];
  }
}

/**
 * ELMo: embeddings from language models (Peters et al. 2018, arXiv:1802.05365). Notes: pre-trained word representations.
 *
 * A language model reads a sentence from both ends, and a task takes a word's vector from all of its layers at once:
 *
 *     elmo_t = gamma sum_j softmax(s)_j h_{j,t}        h_0 = [x ; x],   h_j = [onward_j ; backward_j]
 *
 * The two directions share the words' vectors x, made of their characters, and the head, and nothing else: neither sees what it
 * has to guess. The same word gets another vector in another sentence.
 *
 * The model's weights have no numbers yet. Throws where the config is no `ElmoConfig`.
 */
export function elmo(input: z.input<typeof ElmoConfig>): Elmo {
  return named(new Elmo(checked(ElmoConfig, input, "elmo")));
}

/** How ELMo is built, loaded and saved: in our own form. */
export const elmoArchitecture = {
  kind: "elmo",
  config: ElmoConfig,
  build: (c) => elmo(c),
  facts: (c) => c,
} satisfies Architecture<ElmoConfig, Elmo>;
