/** The parts models are made of, their joint `(x, pass) -> y`, and the places where hooks stand. */
export { AbreastCache } from "./abreast.ts";
export { Attention, type AttentionOptions, attendFused, attendPlain, type Sight } from "./attention.ts";
export { type BlockParts, PostNormBlock, PreNormBlock, through, times } from "./blocks.ts";
export { type Cache, KVCache } from "./cache.ts";
export { type Cell, cells } from "./cells.ts";
export { CharCNN, type CharCNNOptions } from "./char-cnn.ts";
export { CrossAttention, type CrossParts, PostNormCrossBlock, PreNormCrossBlock } from "./cross.ts";
export { Decoder } from "./decoder.ts";
export {
  Embedding,
  InputEmbedding,
  LearnedPositions,
  ScaledEmbedding,
  SegmentEmbedding,
} from "./embedding.ts";
export { Encoder, type EncoderHeads, MaskedHead, Pooler } from "./encoder.ts";
export { checkFast } from "./fast.ts";
export { glob } from "./glob.ts";
export { Identity } from "./identity.ts";
export { type Layout, Packed, Padded } from "./layout.ts";
export { Linear, type LinearOptions } from "./linear.ts";
export { type Activation, activations, GatedMLP, MLP } from "./mlp.ts";
export {
  children,
  distinctWeights,
  join,
  Module,
  modules,
  named,
  printTree,
  releaseModel,
  type Site,
  setWeights,
  sites,
  weights,
} from "./module.ts";
export { LayerNorm, normalizeFused, normalizePlain, RMSNorm } from "./norms.ts";
export { constant, type Initializer, initialize, isUnborn, normal, parameter } from "./parameter.ts";
export {
  type Hook,
  type Interrupt,
  Interrupted,
  type Memory,
  type Next,
  Pass,
  type PassOptions,
  type Plan,
  type Said,
} from "./pass.ts";
export { Rotary, SinusoidalPositions, sinusoids } from "./positions.ts";
export { recompute } from "./recompute.ts";
export { Bidirectional, Recurrent, type RecurrentOptions, recurFused, recurPlain } from "./recurrent.ts";
export { swap } from "./swap.ts";
