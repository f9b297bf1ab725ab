/**
 * A recurrent language model (Mikolov et al. 2010, "Recurrent neural network based language model"; with LSTM, Sundermeyer et
 * al. 2012). Notes: recurrent neural networks.
 *
 *     h_t = cell(embed(x_t), h_{t-1}),     p(x_{t+1} | x_1 .. x_t) = softmax(W h_t + b)
 *
 * A decoder whose blocks are recurrent layers: all it knows of the past is one state of fixed size, so that it has no positions, no
 * longest context, and costs the same for every token.
 */
import { z } from "zod";
import { Decoder, Embedding, Identity, Linear, named, Recurrent, times } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture } from "./architecture.ts";
import { configOf, count } from "./fields.ts";

export const RecurrentConfig = configOf("recurrent", {
  cell: z.enum(["tanh", "relu", "lstm", "gru"]).default("lstm").describe("what happens in one step"),
  vocabulary: count("tokens in the vocabulary, V"),
  width: count("width of the embeddings, D"),
  hidden: count("width of the state, F"),
  depth: count("number of layers, L").default(1),
});
export type RecurrentConfig = z.infer<typeof RecurrentConfig>;

export function recurrent(input: z.input<typeof RecurrentConfig>): Decoder {
  const { cell, vocabulary, width, hidden, depth } = checked(RecurrentConfig, input, "recurrent");
  const layer = (index: number) => new Recurrent({ cell, width: index === 0 ? width : hidden, hidden });
  const embed = new Embedding(vocabulary, width);
  const head = new Linear(hidden, vocabulary, { bias: true });
  return named(new Decoder({ embed, blocks: times(depth, layer), norm: new Identity(), head }));
}

export const recurrentArchitecture = {
  kind: "recurrent",
  config: RecurrentConfig,
  build: (c) => recurrent(c),
  facts: (c) => c,
} satisfies Architecture<RecurrentConfig, Decoder>;
