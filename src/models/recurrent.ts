import { z } from "zod";
import { Decoder, Embedding, Identity, Linear, named, Recurrent, times } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture } from "./architecture.ts";
import { configOf, count } from "./fields.ts";

/** What `recurrent` is built from. */
export const RecurrentConfig = configOf("recurrent", {
  /** What happens in one step. */
  cell: z.enum(["tanh", "relu", "lstm", "gru"]).default("lstm"),
  /** V, tokens in the vocabulary. */
  vocabulary: count,
  /** D, width of the embeddings. */
  width: count,
  /** F, width of the state. */
  hidden: count,
  /** L, number of layers. */
  depth: count.default(1),
});
export type RecurrentConfig = z.infer<typeof RecurrentConfig>;

/**
 * A recurrent language model (Mikolov et al. 2010, "Recurrent neural network based language model"; with LSTM, Sundermeyer et
 * al. 2012). Notes: recurrent neural networks.
 *
 *     h_t = cell(embed(x_t), h_{t-1}),     p(x_{t+1} | x_1 .. x_t) = softmax(W h_t + b)
 *
 * A decoder whose blocks are recurrent layers: all it knows of the past is one state of fixed size, so that it has no positions, no
 * longest context, and costs the same for every token.
 *
 * The model's weights have no numbers yet. Throws where the config is no `RecurrentConfig`.
 */
export function recurrent(input: z.input<typeof RecurrentConfig>): Decoder {
  const { cell, vocabulary, width, hidden, depth } = checked(RecurrentConfig, input, "recurrent");
  const layer = (index: number) => new Recurrent({ cell, width: index === 0 ? width : hidden, hidden });
  const embed = new Embedding(vocabulary, width);
  const head = new Linear(hidden, vocabulary, { bias: true });
  return named(new Decoder({ embed, blocks: times(depth, layer), norm: new Identity(), head }));
}

/** How a recurrent model is built, loaded and saved: in our own form. */
export const recurrentArchitecture = {
  kind: "recurrent",
  config: RecurrentConfig,
  build: (c) => recurrent(c),
  facts: (c) => c,
} satisfies Architecture<RecurrentConfig, Decoder>;
