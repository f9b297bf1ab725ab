/**
 * What a file keeps of an intervention: its tensors by name and what rebuilds it: of a low-rank delta all there is to know, of others
 * the config that their technique was asked for.
 */
import { z } from "zod";
import type { Module } from "../nn/index.ts";
import { checked, shown } from "../sentences/index.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import type { Intervention } from "./intervention.ts";
import { type LowRank, LowRankDelta } from "./low-rank-delta.ts";

export interface Packed {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const DeltaMetadata = z.object({ kind: z.literal("low-rank-delta"), name: z.string(), scales: z.string() });
const Scales = z.record(z.string(), z.number());

/** The tensors of an intervention and the strings that go beside them. Throws where it holds none. */
export function pack(intervention: Intervention): Packed {
  const { name, state, config } = intervention;
  if (state === undefined) throw new Error(`intervention "${name}" holds nothing to save`);
  if (!(intervention instanceof LowRankDelta)) {
    const asked = config === undefined ? {} : { config: JSON.stringify(config) };
    return { tensors: state, metadata: { kind: "intervention", name, ...asked } };
  }
  const scales = Object.fromEntries([...intervention.parts].map(([path, { scale }]) => [path, scale]));
  return { tensors: state, metadata: { kind: "low-rank-delta", name, scales: JSON.stringify(scales) } };
}

/** What a field of the metadata holds as JSON; one that is missing holds null. */
function jsonOf(field: string, text = "null"): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${field} is ${shown(text)}, and must be JSON`, { cause });
  }
}

/** Techniques by the kind of their configs: what makes an intervention for a model anew. */
export type Techniques = Readonly<Record<string, (model: Module, config: unknown) => Intervention>>;

const Asked = z.looseObject({ kind: z.string() });

/** What was packed, for a model: a low-rank delta as it is, any other made by its technique. Throws where there is no such technique. */
export function unpack(packed: Packed, model: Module, techniques: Techniques): Intervention {
  const { kind, config, name = "" } = packed.metadata;
  if (kind === "low-rank-delta") return unpackDelta(packed);
  const asked = checked(Asked, jsonOf("config", config));
  const make = Object.hasOwn(techniques, asked.kind) ? techniques[asked.kind] : undefined;
  if (make === undefined) throw new Error(`"${name}" is of the kind "${asked.kind}", which nothing here can make`);
  const intervention = make(model, asked);
  unpackInto(intervention, packed);
  return intervention;
}

/** The low-rank delta that was packed. Throws where the metadata are no delta's, or a factor is missing. */
export function unpackDelta({ tensors, metadata }: Packed): LowRankDelta {
  const { name, scales } = checked(DeltaMetadata, metadata);
  const part = ([path, scale]: [string, number]): [string, LowRank] => {
    const [a, b] = [tensors.get(`${path}.a`), tensors.get(`${path}.b`)];
    if (a === undefined || b === undefined) throw new Error(`delta "${name}" lacks a factor of "${path}"`);
    return [path, { a, b, scale }];
  };
  return new LowRankDelta(name, new Map(Object.entries(checked(Scales, jsonOf("scales", scales))).map(part)));
}

/**
 * Writes packed tensors into an intervention made by the same recipe. Throws where names, shapes, the kind or the scales of a
 * low-rank delta differ, writing none: the same factors under another scale are another change.
 */
export function unpackInto(intervention: Intervention, { tensors, metadata }: Packed): void {
  const { name, state = new Map<string, Tensor>() } = intervention;
  if (intervention instanceof LowRankDelta) checkScales(intervention, metadata);
  else if (metadata.kind === "low-rank-delta")
    throw new Error(`what was stored is a low-rank delta, and "${name}" is none`);
  for (const key of new Set([...state.keys(), ...tensors.keys()])) {
    const [mine, stored] = [state.get(key), tensors.get(key)];
    if (mine === undefined || stored === undefined || `${mine.shape}` !== `${stored.shape}`) {
      throw new Error(`intervention "${name}" and what was stored differ in "${key}"`);
    }
  }
  noGrad(() => {
    for (const [key, mine] of state) mine.copyFrom(tensors.get(key)!);
  });
}

function checkScales({ name, parts }: LowRankDelta, metadata: Packed["metadata"]): void {
  const stored = checked(Scales, jsonOf("scales", checked(DeltaMetadata, metadata).scales));
  for (const [path, { scale }] of parts) {
    if (stored[path] === undefined || stored[path] === scale) continue; // what is missing is named with the tensors
    throw new Error(
      `"${name}" has the scale ${scale} at "${path}", and what was stored ${stored[path]}: make it with the same alpha`,
    );
  }
}
