import type { z } from "zod";
import type { Decoder, Encoder } from "../nn/index.ts";

/**
 * Names of another library beside ours, a row for a tensor or a family of them: `*` is one number, `{a,b}` a choice, the
 * same on both sides and in the same order. Read in both directions.
 */
export type NameMap = Readonly<Record<string, string>>;

/** A number of GGUF metadata, with the type that readers expect of its key. */
export type GgufNumber = { readonly uint32: number } | { readonly float32: number };

/**
 * An architecture, as the rooms that load and save it see it: how to build it, and what its numbers and weights are called
 * in the files of others.
 */
export interface Architecture<
  Config extends { kind: string } = { kind: string },
  Model extends Decoder | Encoder = Decoder | Encoder,
> {
  readonly kind: Config["kind"];
  readonly config: z.ZodType<Config>;
  /** Assembles the model, its weights still without numbers. */
  build(config: Config): Model;
  readonly huggingFace: {
    readonly names: NameMap;
    /**
     * Reads a parsed `config.json`; throws a ZodError that names the field. `holds` tells whether the checkpoint has a weight
     * of a name: which heads a model has often stands nowhere else.
     */
    read(file: unknown, holds?: (name: string) => boolean): Config;
    write(config: Config): Record<string, unknown>;
  };
  /** How a GGUF file has it, where that is known. */
  readonly gguf?: GgufForm<Config>;
}

/** An architecture of models that write text. */
export type DecoderArchitecture<Config extends { kind: string }> = Architecture<Config, Decoder> & {
  readonly gguf: GgufForm<Config>;
};

export interface GgufForm<Config> {
  /** Value of `general.architecture`. */
  readonly architecture: string;
  readonly names: NameMap;
  /** Reads GGUF metadata and, by name, tensor shapes as PyTorch orders them. */
  read(metadata: Readonly<Record<string, unknown>>, shapes: ReadonlyMap<string, readonly number[]>): Config;
  /** The metadata that `read` takes, under the keys that llama.cpp reads. */
  write(config: Config): Readonly<Record<string, GgufNumber>>;
  /** The weights whose rows GGUF keeps in rotary pairs, by our path, and how many heads each has. */
  pairedRows(config: Config): Readonly<Record<string, number>>;
}
