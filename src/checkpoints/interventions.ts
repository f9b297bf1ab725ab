/**
 * Interventions in files: a folder with the two files that PEFT writes. A low-rank change, and what begins a sequence, has PEFT's own type
 * and is read by both; what PEFT has no type for is told by the kind of its technique, `TENON_ADAPTER`, which PEFT refuses by that name.
 */
import { join } from "node:path";
import { z } from "zod";
import {
  checkFits,
  type Intervention,
  type Kept,
  LowRankDelta,
  pack,
  type Techniques,
  unpack,
} from "../interventions/index.ts";
import { check } from "../sentences/index.ts";
import { keep, scope } from "../tensor/index.ts";
import {
  ADAPTER_CONFIG,
  ADAPTER_WEIGHTS,
  type AdapterFiles,
  readAdapterFiles,
  unknownType,
  writeAdapterFiles,
} from "./adapter-files.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";
import { BEGINNINGS, beginningFile, beginningOf, isBeginning } from "./peft-beginnings.ts";
import { loraOf, writeLora } from "./peft-lora.ts";
import { type Base, toOurs, toTheirs } from "./peft-names.ts";

/** What a type of ours begins with. */
export const OWN_TYPE = "TENON_";
/** PEFT's own types that are computed here. */
export const PEFT_TYPES = ["LORA", ...Object.keys(BEGINNINGS)];

/**
 * Writes an intervention of a model into a folder. Throws a CheckpointError where it holds nothing to save, is of no technique by
 * which it could be made again, changes a map that the model has not, holds numbers that are not finite, or the disk refuses.
 */
export function saveIntervention(folder: string, intervention: Intervention, base: Base): void {
  scope(() => {
    if (LowRankDelta.is(intervention)) {
      const { lora, maps } = toTheirs(folder, base, intervention);
      writeLora(folder, lora, maps);
      return;
    }
    const packed = naming(folder, () => pack(intervention));
    const { tensors, config } = packed;
    const peft_type = `${OWN_TYPE}${config.kind.toUpperCase()}`;
    const own = { config: { peft_type, base_model_name_or_path: base.name ?? null, tenon: config }, tensors };
    writeAdapterFiles(folder, { ...(beginningFile(base, packed) ?? own), name: intervention.name });
  });
}

/**
 * Reads an intervention for a model: a low-rank change, or what one of `techniques` makes by the config in the folder. Its tensors live
 * outside of every scope. Throws a CheckpointError, one sentence that names the folder's file and the field or tensor, where it is damaged, of a
 * type that is not computed here, or was made for a model of other places.
 */
export function loadIntervention(folder: string, base: Base, techniques: Techniques): Intervention {
  return scope(() => {
    const files = readAdapterFiles(folder);
    const made = files.config.peft_type === "LORA" ? toOurs(folder, base, loraOf(folder, files)) : technique(files);
    naming(join(folder, ADAPTER_WEIGHTS), () => checkFits(base.model, made));
    for (const tensor of made.state?.values() ?? []) keep(tensor);
    return made;
  });

  function technique({ config, tensors }: AdapterFiles): Intervention {
    const made = (packed: Kept) => naming(join(folder, ADAPTER_WEIGHTS), () => unpack(packed, base.model, techniques));
    const { peft_type: type } = config;
    if (isBeginning(type)) return made(beginningOf(folder, base.model, type, { config, tensors }));
    const kinds = Object.keys(techniques).map((kind) => `${OWN_TYPE}${kind.toUpperCase()}`);
    if (!kinds.includes(type)) throw unknownType(folder, type, [...PEFT_TYPES, ...kinds]);
    const { data, fault } = check(z.object({ tenon: z.looseObject({ kind: z.string() }) }), config);
    if (fault !== undefined) throw malformed(join(folder, ADAPTER_CONFIG), fault);
    return made({ tensors, config: data.tenon });
  }
}

/** What is wrong with the content of a file, with its path before it. */
function naming<T>(path: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof CheckpointError || !(error instanceof Error)) throw error;
    throw new CheckpointError(path, "", error.message, { cause: error });
  }
}
