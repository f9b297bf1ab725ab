import type { z } from "zod";
import type { Module } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** Names of another library beside ours; `names.ts` says how a row is read. */
export type NameMap<Config = ModelConfig> = Readonly<Record<string, string | Arrangement<Config>>>;

/** An order of rows in theirs that no rule of names says. */
export interface Arrangement<Config = ModelConfig> {
  /** Our side of the row of a name map. */
  readonly path: string;
  /** Rows of theirs [R, ...] in our order. */
  ours(rows: Tensor, config: Config): Tensor;
  /** The inverse. */
  theirs(rows: Tensor, config: Config): Tensor;
}

/** A number of GGUF metadata, with the type that readers expect of its key. */
export type GgufNumber =
  | {
      /** A whole number, 0 to 2^32 - 1. */
      readonly uint32: number;
    }
  | {
      /** Any other number. */
      readonly float32: number;
    };

/** What other rooms ask of every model. */
export interface Facts {
  /** Blocks, or layers. */
  readonly depth: number;
  /** Tokens that it reads, and names where it writes. */
  readonly vocabulary: number;
  /** Longest sequence, in tokens; nothing where there is no longest. */
  readonly context?: number | undefined;
}

/** A config of some kind. Who knows which it is imports the architecture, and has it typed. */
export interface ModelConfig {
  /** The architecture. */
  readonly kind: string;
}

/** A strict object of fields, and what holds between them. */
export type ConfigSchema<Config> = z.ZodType<Config> & {
  /** The schema of each field, by its name. */
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
};

/**
 * An architecture, as the rooms that load and save it see it: how to build it, and what its numbers and weights are called
 * in the files of others. Without a form of others it has ours: the config as it is, the weights by their paths.
 */
export interface Architecture<Config extends ModelConfig = ModelConfig, Model extends Module = Module> {
  /** By which configs, recipes and our own files name it. */
  readonly kind: Config["kind"];
  /** The schema of its config. */
  readonly config: ConfigSchema<Config>;
  /** Assembles the model, its weights still without numbers. Throws an ArgumentError where the config is another kind's. */
  build(config: Config): Model;
  /** What other rooms ask of a model of this config. */
  facts(config: Config): Facts;
  /** How `config.json` and checkpoints of Hugging Face have it, where that is known. */
  readonly huggingFace?: HuggingFaceForm<Config>;
  /** How a GGUF file has it, where that is known. */
  readonly gguf?: GgufForm<Config>;
}

/** An architecture in the files of Hugging Face. */
export interface HuggingFaceForm<Config> {
  /** Names of tensors, theirs on the left. */
  readonly names: NameMap<Config>;
  /** Tensors that may stand in a checkpoint and follow from the config, as patterns of names. */
  readonly derived: readonly string[];
  /** Whether a tensor of such a checkpoint is no part of the model that a config describes, but a head for another task. */
  foreign(name: string, config: Config): boolean;
  /**
   * Reads a parsed `config.json`; throws a ConfigError that names the field. `holds` tells whether the checkpoint has a weight
   * of a name: which heads a model has often stands nowhere else.
   */
  read(file: unknown, holds?: (name: string) => boolean): Config;
  /** The fields of such a file that are neither read nor known to change nothing. */
  unknown(file: unknown): string[];
  /** The `config.json` that `read` takes, as transformers writes it. */
  write(config: Config): Record<string, unknown>;
}

/** An architecture in GGUF files, as llama.cpp has them. */
export interface GgufForm<Config> {
  /** Value of `general.architecture`. */
  readonly architecture: string;
  /** Names of tensors, theirs on the left. */
  readonly names: NameMap<Config>;
  /** Reads GGUF metadata and, by name, tensor shapes as PyTorch orders them. Throws a ConfigError that names the key. */
  read(metadata: Readonly<Record<string, unknown>>, shapes: ReadonlyMap<string, readonly number[]>): Config;
  /** The keys of this architecture that are neither read nor known to change nothing. */
  unknown(metadata: Readonly<Record<string, unknown>>): string[];
  /** The metadata that `read` takes, under the keys that llama.cpp reads. */
  write(config: Config): Readonly<Record<string, GgufNumber>>;
}
