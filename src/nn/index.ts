/** The parts models are made of, their joint `(x, pass) -> y`, and the places where hooks stand. */
export {
  type Ability,
  type Able,
  isAble,
  type Reads,
  type Recalls,
  reads,
  recalls,
  type Writes,
  writes,
} from "./abilities.ts";
export { AbreastCache } from "./abreast.ts";
export { Attention, type AttentionOptions, attendFused, attendPlain, type Sight } from "./attention.ts";
export { PostNormBlock, PreNormBlock, through, times } from "./blocks.ts";
export { type Cache, KVCache } from "./cache.ts";
export { type Cell, cells } from "./cells.ts";
export { CharCNN, type CharCNNOptions } from "./char-cnn.ts";
export { CrossAttention, PostNormCrossBlock, PreNormCrossBlock } from "./cross.ts";
export { Decoder, type DecoderParts } from "./decoder.ts";
export {
  Embedding,
  InputEmbedding,
  LearnedPositions,
  PlacedEmbedding,
  SegmentEmbedding,
  tiedHead,
} from "./embedding.ts";
export { Encoder, type EncoderParts } from "./encoder.ts";
export { type Fusable, fuse } from "./fuse.ts";
export { glob } from "./glob.ts";
export { Head, type HeadOptions, headOf, MaskedHead, Pooler, type Says } from "./heads.ts";
export { Identity } from "./identity.ts";
export { type Layout, Packed, Padded } from "./layout.ts";
export { Linear } from "./linear.ts";
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
export { constant, type Initializer, initialize, normal, parameter } from "./parameter.ts";
export {
  type Hook,
  type Interrupt,
  Interrupted,
  type Memory,
  type Next,
  Pass,
  type PassOptions,
  type Plan,
} from "./pass.ts";
export { Rotary, SinusoidalPositions, sinusoids } from "./positions.ts";
export { recompute } from "./recompute.ts";
export { Bidirectional, Recurrent, type RecurrentOptions, recurFused, recurPlain } from "./recurrent.ts";
export { swap } from "./swap.ts";
