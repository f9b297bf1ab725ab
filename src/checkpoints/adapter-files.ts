/** The two files of an adapter, as PEFT names them, whatever is in them. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { check, shown } from "../sentences/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { writeTogether } from "./atomic.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";
import { readJson } from "./config.ts";
import { readSafetensors, safetensorsBytes } from "./safetensors.ts";

export const ADAPTER_CONFIG = "adapter_config.json";
/** The file of an adapter's tensors, in its folder. */
export const ADAPTER_WEIGHTS = "adapter_model.safetensors";
const PICKLE = "adapter_model.bin";

/** What the folder of an adapter holds. */
export interface AdapterFiles {
  /** `adapter_config.json`, of which all that is known is its type. */
  readonly config: { readonly peft_type: string };
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** What errors and logs call it. */
  readonly name: string;
}

/**
 * Reads both files. The tensors are float32 copies: an adapter is small, and what happens to its file later is no matter of the model's.
 * Throws a CheckpointError where one is missing, is a pickle, or holds numbers that are not finite or none that float.
 */
export function readAdapterFiles(folder: string): AdapterFiles {
  const config = readAdapterConfig(folder);
  const file = join(folder, ADAPTER_WEIGHTS);
  if (!existsSync(file) && existsSync(join(folder, PICKLE))) {
    const why = `is a pickle, which runs what it holds when it is read: save it as ${ADAPTER_WEIGHTS}`;
    throw new CheckpointError(join(folder, PICKLE), "", why);
  }
  if (!existsSync(file)) throw new CheckpointError(folder, "", `holds no ${ADAPTER_WEIGHTS}`);
  const { tensors, metadata } = readSafetensors(file);
  const floats = [...tensors].map(([name, tensor]): [string, Tensor] => {
    if (!/^(b?float|f8)/.test(tensor.dtype)) throw new CheckpointError(file, name, `is ${tensor.dtype}, no float`);
    const own = tensor.detach().to("float32").clone();
    if (!finite(own)) throw new CheckpointError(file, name, "is not finite");
    return [name, own];
  });
  return { config, tensors: new Map(floats), name: metadata["tenon.name"] ?? basename(folder) };
}

/** The config alone. Throws a CheckpointError where the folder holds none, or it does not say what it is of. */
export function readAdapterConfig(folder: string): AdapterFiles["config"] {
  const file = join(folder, ADAPTER_CONFIG);
  if (!existsSync(file)) throw new CheckpointError(folder, "", `holds no ${ADAPTER_CONFIG}`);
  const { data, fault } = check(z.looseObject({ peft_type: z.string() }), readJson(file));
  if (fault !== undefined) throw malformed(file, fault);
  return data;
}

/** Writes both, each whole or not at all, and one right behind the other. Throws a CheckpointError where the disk refuses. */
export function writeAdapterFiles(folder: string, { config, tensors, name }: AdapterFiles): void {
  const values = new Map([...tensors].map(([key, tensor]) => [key, tensor.detach().contiguous()]));
  const file = join(folder, ADAPTER_WEIGHTS);
  const lost = [...values].find(([, tensor]) => !finite(tensor));
  if (lost !== undefined) throw new CheckpointError(file, lost[0], "is not finite: nothing was saved");
  writeTogether([
    [file, safetensorsBytes(file, values, { format: "pt", "tenon.name": name })],
    [join(folder, ADAPTER_CONFIG), (write) => write(Buffer.from(`${JSON.stringify(config, undefined, 2)}\n`))],
  ]);
}

/** A refusal of an adapter's type. */
export function unknownType(folder: string, type: string, known: readonly string[]): CheckpointError {
  const why = `${shown(type)} is not supported (known: ${known.join(", ")})`;
  return new CheckpointError(join(folder, ADAPTER_CONFIG), "peft_type", why);
}

const finite = (tensor: Tensor) => tensor.size === 0 || Number.isFinite(tensor.abs().max().item());
