/**
 * Which format each matrix of a file takes. A mixture gives more bits to those that a small model feels most, as llama.cpp's do: the head,
 * and values and the way down of the first and the last eighth of the blocks and of every third between.
 */
import { type EncodingCodec, type EncodingCodecName, encodingCodecs, f16 } from "../quantization/index.ts";

const Q4_K_M = { number: 15, most: "Q4_K", values: important("Q6_K"), down: important("Q6_K") } as const;
const Q5_K_M = { number: 17, most: "Q5_K", values: important("Q6_K"), down: important("Q6_K") } as const;

/** Mixtures by llama.cpp's names and numbers: the format of most matrices, and of those that take another. Q4_K and Q5_K are short names. */
const MIXTURES = {
  Q4_K: Q4_K_M,
  Q4_K_S: { number: 14, most: "Q4_K", values: early("Q5_K", 4), down: early("Q5_K") },
  Q4_K_M,
  Q5_K: Q5_K_M,
  Q5_K_S: { number: 16, most: "Q5_K", values: none, down: none },
  Q5_K_M,
  Q6_K: { number: 18, most: "Q6_K", values: none, down: none },
} as const satisfies Record<string, Mixture>;

/** Which format a block's matrix takes, if not that of most. */
type Choice = (block: number, blocks: number) => EncodingCodecName | undefined;

interface Mixture {
  readonly number: number;
  readonly most: EncodingCodecName;
  readonly values: Choice;
  readonly down: Choice;
}

type Uniform = Exclude<EncodingCodecName, "Q4_K" | "Q5_K" | "Q6_K">;

/** llama.cpp's number for a file most of whose weights are in a format. */
const UNIFORM: Readonly<Record<Uniform, number>> = {
  F32: 0,
  F16: 1,
  Q4_0: 2,
  Q4_1: 3,
  Q8_0: 7,
  Q5_0: 8,
  Q5_1: 9,
  BF16: 32,
};

/** What a checkpoint can be quantized to: one format for all matrices, or a mixture. */
export type Quantization = Uniform | keyof typeof MIXTURES;
/** The names of all that a checkpoint can be quantized to. */
export const quantizations = [...Object.keys(UNIFORM), ...Object.keys(MIXTURES)] as readonly Quantization[];

const mixtureOf = (name: string): Mixture | undefined =>
  Object.entries<Mixture>(MIXTURES).find(([own]) => own === name)?.[1];

/** llama.cpp's number of what a file was quantized to, or of the format that most of it has. */
export function fileType(name: Quantization | EncodingCodecName): number {
  const known = Object.entries(UNIFORM).find(([own]) => own === name)?.[1] ?? mixtureOf(name)?.number;
  return known ?? Object.values<Mixture>(MIXTURES).find(({ most }) => most === name)!.number;
}

/** The format that a matrix is to take, by its name in the file, of so many blocks. `isHead`: what names tokens, the embedding where it is tied. */
export function formatOf(
  wanted: Quantization,
  name: string,
  { blocks, isHead }: { blocks: number; isHead: boolean },
): EncodingCodecName {
  const mixture = mixtureOf(wanted);
  if (mixture === undefined) return wanted as Uniform;
  if (isHead) return "Q6_K";
  const [, block, part] = /^blk\.(\d+)\.(attn_v|ffn_down)\.weight$/.exec(name) ?? [];
  const chosen = part === undefined ? undefined : mixture[part === "attn_v" ? "values" : "down"](Number(block), blocks);
  return chosen ?? mixture.most;
}

/** What llama.cpp takes for rows that blocks do not divide. */
const NARROWER: Partial<Record<EncodingCodecName, EncodingCodecName>> = { Q4_K: "Q5_0", Q5_K: "Q5_1", Q6_K: "Q8_0" };

/** A format, or where rows of this width are not whole blocks of it the next that it gives way to. */
export function fittingCodec(name: EncodingCodecName, width: number): EncodingCodec<EncodingCodecName> {
  const codec = encodingCodecs.find((one) => one.name === name)!;
  if (width % codec.blockSize === 0) return codec;
  const next = NARROWER[name];
  return next === undefined ? f16 : fittingCodec(next, width);
}

function none(): undefined {}

/** The first blocks, by default an eighth of them. */
function early(name: EncodingCodecName, count?: number): Choice {
  return (block, blocks) => (block < (count ?? Math.floor(blocks / 8)) ? name : undefined);
}

function important(name: EncodingCodecName): Choice {
  return (block, blocks) => {
    const eighth = Math.floor(blocks / 8);
    const isEnd = block < eighth || block >= Math.floor((7 * blocks) / 8);
    return isEnd || (block - eighth) % 3 === 2 ? name : undefined;
  };
}
