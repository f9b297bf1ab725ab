/** T5's stacks by hand (Raffel et al. 2020, arXiv:1910.10683): one table of relative positions for all layers of a stack. */
import {
  Attention,
  activations,
  all,
  CrossAttention,
  causal,
  Decoder,
  Embedding,
  Encoder,
  Linear,
  MLP,
  Module,
  named,
  normal,
  type Pass,
  PreNormBlock,
  PreNormCrossBlock,
  parameter,
  RMSNorm,
  type Score,
  times,
} from "../../src/nn/index.ts";
import { embedding, ops, type Tensor, where } from "../../src/tensor/index.ts";

const [BUCKETS, FAR, HEADS, WIDTH] = [8, 12, 4, 16];

/**
 * What distance adds to each head's scores: a row of a table [buckets, H]. Half of the buckets are single distances, the others grow
 * by a constant factor up to `FAR`; where keys may follow, half of all are for those.
 *
 *     bias_h(d) = table[bucket(d), h]
 */
export class RelativeBias extends Module {
  table: Tensor; // [buckets, H]
  readonly #both: boolean;
  /** How often it was asked. */
  calls = 0;

  constructor(both: boolean) {
    super();
    this.#both = both;
    this.table = parameter([BUCKETS, HEADS], normal(1));
  }

  protected forward(distances: Tensor, pass: Pass): Tensor {
    this.calls++;
    const rows = this.#buckets(distances); // [T, S]
    return embedding(this.read("table", this.table, pass), rows).permute([2, 0, 1]); // [H, T, S]
  }

  #buckets(distances: Tensor): Tensor {
    const n = this.#both ? BUCKETS / 2 : BUCKETS;
    const behind = this.#both ? distances.abs() : where(distances.lt(0), distances.neg(), 0);
    const exact = n / 2;
    const far = behind
      .to("float32")
      .div(exact)
      .log()
      .div(Math.log(FAR / exact))
      .mul(n - exact)
      .add(exact);
    const capped = where(far.lt(n - 1), ops.aten.floor.default(far), n - 1).to("int64");
    const bucket = where(behind.lt(exact), behind, capped);
    return this.#both ? bucket.add(distances.gt(0).to("int64").mul(n)) : bucket;
  }
}

/** The same of one distance, as the paper's code says it. */
export function bucketOf(distance: number, both: boolean): number {
  const n = both ? BUCKETS / 2 : BUCKETS;
  const first = both && distance > 0 ? n : 0;
  const d = both ? Math.abs(distance) : Math.max(-distance, 0);
  if (d < n / 2) return first + d;
  return first + Math.min(n - 1, Math.floor(n / 2 + (Math.log(d / (n / 2)) / Math.log(FAR / (n / 2))) * (n / 2)));
}

/** Reads with a table that it owns and its blocks borrow. */
export class T5Encoder extends Encoder {
  readonly positions: RelativeBias;

  constructor(depth: number) {
    const bias = new RelativeBias(true);
    const block = () =>
      new PreNormBlock({
        mixerNorm: norm(),
        mixer: attention({ scale: 1, bias, sight: all }),
        mlpNorm: norm(),
        mlp: mlp(),
      });
    super({ embed: new Embedding(11, WIDTH), blocks: times(depth, block), norm: norm() });
    this.positions = bias;
  }
}

/** Writes with a table of its own and attention to what was read. */
export class T5Decoder extends Decoder {
  readonly positions: RelativeBias;

  constructor(depth: number) {
    const bias = new RelativeBias(false);
    const block = () =>
      new PreNormCrossBlock({
        mixerNorm: norm(),
        mixer: attention({ scale: 1, bias, sight: causal }),
        crossNorm: norm(),
        cross: new CrossAttention({ width: WIDTH, heads: HEADS, bias: false, score: { scale: 1, sight: all } }),
        mlpNorm: norm(),
        mlp: mlp(),
      });
    super({ embed: new Embedding(11, WIDTH), blocks: times(depth, block), norm: norm(), head: new Linear(WIDTH, 11) });
    this.positions = bias;
  }
}

/** Reads and writes. */
export class T5 extends Module {
  readonly encoder = new T5Encoder(2);
  readonly decoder = new T5Decoder(2);
  protected forward(): Tensor {
    throw new Error("each half is run by itself");
  }
}
export const t5 = () => named(new T5());

const norm = () => new RMSNorm(WIDTH, 1e-6);
const mlp = () => new MLP(WIDTH, 32, activations.relu);
const attention = (score: Score) => new Attention({ width: WIDTH, heads: HEADS, kvHeads: HEADS, score });
