import { scope, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** The parts of a block with two residuals, each with its norm. */
export interface BlockParts {
  /** Norm of the mixer's residual, [..., D] -> [..., D]. */
  mixerNorm: Module;
  /** Where tokens learn of each other, [..., D] -> [..., D]. */
  mixer: Module;
  /** Norm of the MLP's residual, [..., D] -> [..., D]. */
  mlpNorm: Module;
  /** What each token makes of itself, [..., D] -> [..., D]. */
  mlp: Module;
}

/**
 * Pre-norm residual block (Xiong et al. 2020, arXiv:2002.04745).
 *
 *     mid = x + mixer(norm(x)),     y = mid + mlp(norm(mid))
 *
 * Interior value: `mid` [..., D], the stream between mixer and MLP.
 */
export class PreNormBlock extends Module {
  /** In front of the mixer. */
  readonly mixerNorm: Module;
  /** Where tokens learn of each other, [..., D] -> [..., D]. */
  readonly mixer: Module;
  /** In front of the MLP. */
  readonly mlpNorm: Module;
  /** What each token makes of itself, [..., D] -> [..., D]. */
  readonly mlp: Module;
  override readonly values = ["mid"];

  constructor(parts: BlockParts) {
    super();
    ({ mixerNorm: this.mixerNorm, mixer: this.mixer, mlpNorm: this.mlpNorm, mlp: this.mlp } = parts);
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const mixed = this.mixer.call(this.mixerNorm.call(x, pass), pass);
    const mid = this.value("mid", x.add(mixed), pass); // [..., D]
    pass.checkInterrupt();
    return mid.add(this.mlp.call(this.mlpNorm.call(mid, pass), pass)); // [..., D]
  }
}

/**
 * Post-norm residual block, as the first Transformers had it (Vaswani et al. 2017, arXiv:1706.03762).
 *
 *     mid = norm(x + mixer(x)),     y = norm(mid + mlp(mid))
 *
 * Interior value: `mid` [..., D], the stream between mixer and MLP.
 */
export class PostNormBlock extends Module {
  /** Where tokens learn of each other, [..., D] -> [..., D]. */
  readonly mixer: Module;
  /** Behind x + mixer(x). */
  readonly mixerNorm: Module;
  /** What each token makes of itself, [..., D] -> [..., D]. */
  readonly mlp: Module;
  /** Behind mid + mlp(mid). */
  readonly mlpNorm: Module;
  override readonly values = ["mid"];

  constructor(parts: BlockParts) {
    super();
    ({ mixer: this.mixer, mixerNorm: this.mixerNorm, mlp: this.mlp, mlpNorm: this.mlpNorm } = parts);
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const mixed = x.add(this.mixer.call(x, pass));
    const mid = this.value("mid", this.mixerNorm.call(mixed, pass), pass); // [..., D]
    pass.checkInterrupt();
    return this.mlpNorm.call(mid.add(this.mlp.call(mid, pass)), pass); // [..., D]
  }
}

/** Tokens of a pass whose tensors may wait for its end. */
const FEW = 32;

/** The stream [..., D] behind the last of the blocks. Throws Interrupted between two of them when the pass says so. */
export function through(blocks: readonly Module[], x: Tensor, pass: Pass): Tensor {
  const tokens = pass.layout.lengths.reduce((sum, length) => sum + length, 0);
  return blocks.reduce((before, block) => {
    pass.checkInterrupt();
    const run = () => block.call(before, pass);
    // Nothing of a block is needed behind it but what it said, what the way back has saved, and what a hook keeps. The tensors of
    // a few tokens are not worth a scope for each block.
    if (!pass.recording && tokens <= FEW) return run();
    const [y, said] = scope(() => pass.aside(run));
    for (const [name, term] of said) pass.say(name, term);
    return y;
  }, x);
}

/** A list of `count` parts, each made anew. */
export function times<M>(count: number, make: (index: number) => M): M[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
