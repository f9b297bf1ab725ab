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
export { Alone } from "./alone.ts";
export { attendFused, attendPlain, attendTo, type BlockScore, type KeysValues, type Mask } from "./attend.ts";
export { Attention, type AttentionOptions } from "./attention.ts";
export { type BlockParts, PostNormBlock, PreNormBlock, through, times } from "./blocks.ts";
export { KVCache } from "./cache.ts";
export { type Cell, cells } from "./cells.ts";
export { CharCNN, type CharCNNOptions } from "./char-cnn.ts";
export {
  CrossAttention,
  type CrossAttentionOptions,
  type CrossParts,
  type Memory,
  memory,
  PostNormCrossBlock,
  PreNormCrossBlock,
} from "./cross.ts";
export { Decoder, type DecoderParts } from "./decoder.ts";
export {
  Embedding,
  InputEmbedding,
  LearnedPositions,
  ScaledEmbedding,
  SegmentEmbedding,
  segments,
} from "./embedding.ts";
export { Encoder, type EncoderParts } from "./encoder.ts";
export { checkFast } from "./fast.ts";
export { glob } from "./glob.ts";
export { Head, type HeadOptions, headOf, MaskedHead, Pooler, type Says } from "./heads.ts";
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
export { filledWith, type Initializer, initialize, isUnborn, normal, parameter } from "./parameter.ts";
export {
  type Hook,
  type Interrupt,
  Interrupted,
  type Next,
  Pass,
  type PassOptions,
  type Plan,
  type Said,
} from "./pass.ts";
export { Rotary, SinusoidalPositions, sinusoids } from "./positions.ts";
export { recompute } from "./recompute.ts";
export { Bidirectional, Recurrent, type RecurrentOptions, recurFused, recurPlain } from "./recurrent.ts";
export {
  all,
  both,
  causal,
  either,
  type Places,
  prefixLengths,
  prefixLM,
  type Score,
  type Sight,
  some,
  window,
} from "./score.ts";
export {
  type Beginning,
  blocksOf,
  type Held,
  type Mark,
  mapped,
  type Remembers,
  remembers,
  Sequences,
  type Slots,
  type Source,
  statesOf,
} from "./sequences.ts";
export { type Given, SideInput, TokenInput } from "./side-input.ts";
export { swap } from "./swap.ts";
export { rowsFor, TokenError } from "./token-error.ts";
