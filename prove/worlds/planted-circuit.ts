/**
 * A model whose circuit is planted by hand (in the spirit of Tracr, Lindner et al. 2023, arXiv:2301.05062): induction. A head of the first
 * layer tells each token which one stands before it; a head of the second looks for the token behind an earlier occurrence of itself and
 * says it. Beside them stand heads and MLPs that write noise where nobody reads.
 */
import type { HeadPlace, PathOptions } from "../../src/interpretability/index.ts";
import {
  Attention,
  activations,
  Decoder,
  distinctWeights,
  Embedding,
  Identity,
  InputEmbedding,
  LearnedPositions,
  Linear,
  MLP,
  named,
  PreNormBlock,
  setWeights,
  times,
} from "../../src/nn/index.ts";
import { fromData, type Tensor } from "../../src/tensor/index.ts";
import { draws } from "../../tests/draws.ts";

const [SYMBOLS, LONGEST] = [12, 16];
const [LAYERS, HEADS] = [2, 4];
const K = Math.max(SYMBOLS, LONGEST);
/** Where things stand in the stream: the token, its position, the token before it, what is said next, and what nobody reads. */
const AT = {
  token: 0,
  position: SYMBOLS,
  before: SYMBOLS + LONGEST,
  next: 2 * SYMBOLS + LONGEST,
  waste: 3 * SYMBOLS + LONGEST,
};
const WIDTH = HEADS * K; // what is left is waste
const SHARP = 400;

/** The edges of the planted circuit: from a head to the input of a head, or to the logits. */
export const PLANTED = ["0.1 -> 1.2.k", "1.2 -> logits"];

/** The model; `seed` draws what nobody reads. The caller releases it. */
export function planted(seed: number): Decoder<InputEmbedding> {
  const tokens = new Embedding(SYMBOLS, WIDTH);
  const embed = new InputEmbedding(tokens, new Identity(), new LearnedPositions(LONGEST, WIDTH), new Identity());
  const block = () =>
    new PreNormBlock({
      mixerNorm: new Identity(),
      mixer: new Attention({ width: WIDTH, heads: HEADS, kvHeads: HEADS, headWidth: K }),
      mlpNorm: new Identity(),
      mlp: new MLP(WIDTH, 8, activations.relu),
    });
  const head = new Linear(WIDTH, SYMBOLS);
  const model = named(new Decoder({ embed, blocks: times(LAYERS, block), norm: new Identity(), head }));
  const random = draws(seed);
  const values = [...distinctWeights(model)].map(([path, { shape }]): [string, Tensor] => {
    const columns = shape.at(-1)!;
    const noise = noiseOf(path, random);
    const filled = Float32Array.from({ length: shape.reduce((size, axis) => size * axis, 1) }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return plantedWeight(path, row, column) ?? noise(row, column);
    });
    return [path, fromData(filled, shape)];
  });
  setWeights(model, new Map(values));
  return model;
}

/** A weight of the circuit; nothing where it is none of its business. */
function plantedWeight(path: string, row: number, column: number): number | undefined {
  const one = (is: boolean, size = 1) => (is ? size : 0);
  const [, layer, map] = /^blocks\.(\d)\.mixer\.([qkvo])\.weight$/.exec(path) ?? [];
  if (path === "embed.tokens.table") return one(column === AT.token + row);
  if (path === "embed.positions.table") return one(column === AT.position + row);
  if (path === "head.weight") return one(column === AT.next + row);
  if (layer === undefined) return undefined;
  const head = Number(layer) + 1; // 0.1 and 1.2
  const at = (map === "o" ? column : row) - head * K;
  if (at < 0 || at >= K) return undefined;
  const symbol = at < SYMBOLS;
  if (layer === "0") {
    if (map === "q") return one(column === AT.position + at && at < LONGEST, SHARP);
    if (map === "k") return one(column === AT.position + at - 1 && at > 0);
    if (map === "v") return one(column === AT.token + at && symbol);
    return one(row === AT.before + at && symbol);
  }
  if (map === "q") return one(column === AT.token + at && symbol, SHARP);
  if (map === "k") return one(column === AT.before + at && symbol);
  if (map === "v") return one(column === AT.token + at && symbol);
  return one(row === AT.next + at && symbol);
}

/** Weights beside the circuit: they read what they like, and write where nobody reads. */
function noiseOf(path: string, random: () => number): (row: number, column: number) => number {
  const normal = () => random() + random() - 1;
  if (/\.bias$/.test(path)) return () => 0;
  if (/\.(o|down)\.weight$/.test(path)) return (row) => (row >= AT.waste ? normal() : 0);
  return normal;
}

/** A sequence whose beginning comes back: 0, which comes once, then symbols, then the first of them again. */
export function repeating(random: () => number): number[] {
  const symbols = Array.from({ length: SYMBOLS - 1 }, (_, i) => ({ symbol: i + 1, at: random() }));
  const order = symbols.toSorted((a, b) => a.at - b.at).map(({ symbol }) => symbol);
  return [0, ...order.slice(0, 7), ...order.slice(0, 4)];
}

/** Every path from head to head, or to the logits, by the words of `PLANTED`. */
export function edges(): { readonly name: string; readonly from: HeadPlace; readonly to: PathOptions["to"] }[] {
  const heads = (layer: number) => times(HEADS, (head): HeadPlace => [layer, head]);
  const toLogits = [0, 1]
    .flatMap(heads)
    .map((from) => ({ name: `${from.join(".")} -> logits`, from, to: "logits" as const }));
  const inner = heads(0).flatMap((from) =>
    heads(1).flatMap((head) =>
      (["q", "k", "v"] as const).map((input) => ({
        name: `${from.join(".")} -> ${head.join(".")}.${input}`,
        from,
        to: { head, input },
      })),
    ),
  );
  return [...inner, ...toLogits];
}
