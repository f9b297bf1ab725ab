/** Adapters as files, without the model that they are of: what one is, and a weighted sum of several. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { addDeltas, addFactors, compress, LowRankDelta, scaleDelta } from "../interventions/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { scope } from "../tensor/index.ts";
import { ADAPTER_CONFIG, ADAPTER_WEIGHTS, type AdapterFiles, readAdapterFiles, unknownType } from "./adapter-files.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { OWN_TYPE, PEFT_TYPES } from "./interventions.ts";
import { isBeginning } from "./peft-beginnings.ts";
import { loraOf, type ReadLora, writeLora } from "./peft-lora.ts";

/** What the folder of an adapter says of it. */
export interface AdapterFacts {
  /** Where it is. */
  readonly folder: string;
  /** What errors and logs call it. */
  readonly name: string;
  /** Its technique: "lora", which a solved edit is as well, "prefix_tuning", "prompt_tuning", "adapter" and so on. */
  readonly kind: string;
  /** The model that it was made for, as its file names it; a hint, for one model has many names. */
  readonly base: string | null;
  /** Of a low-rank change: its rank, or all that there are, the least first. */
  readonly rank: number | readonly number[] | null;
  /** Places of the model that it changes. */
  readonly sites: number;
  /** Numbers that it holds. */
  readonly parameters: number;
  /** Of both its files. */
  readonly bytes: number;
}

/** Reads what an adapter is. Throws a CheckpointError as `loadIntervention` does, but for what only the model tells. */
export function adapterFacts(folder: string): AdapterFacts {
  return scope(() => {
    const files = readAdapterFiles(folder);
    const parameters = [...files.tensors.values()].reduce((sum, { size }) => sum + size, 0);
    const bytes = [ADAPTER_CONFIG, ADAPTER_WEIGHTS].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    const { peft_type: type } = files.config;
    const kind = (type.startsWith(OWN_TYPE) ? type.slice(OWN_TYPE.length) : type).toLowerCase();
    const base = "base_model_name_or_path" in files.config ? files.config.base_model_name_or_path : undefined;
    const about = { folder, name: files.name, kind, base: typeof base === "string" ? base : null };
    return { ...about, ...sitesOf(folder, files), parameters, bytes };
  });
}

function sitesOf(folder: string, files: AdapterFiles): Pick<AdapterFacts, "rank" | "sites"> {
  const { peft_type: type } = files.config;
  if (type === "LORA") {
    const { parts } = loraOf(folder, files).delta;
    const ranks = [...new Set([...parts.values()].map(({ a }) => a.shape[0]!))].sort((one, other) => one - other);
    return { rank: ranks.length === 1 ? ranks[0]! : ranks, sites: parts.size };
  }
  if (isBeginning(type)) return { rank: null, sites: 1 };
  if (!type.startsWith(OWN_TYPE)) throw unknownType(folder, type, [...PEFT_TYPES, `${OWN_TYPE}...`]);
  const places = [...files.tensors.keys()].map((name) => name.slice(0, Math.max(name.lastIndexOf("."), 0)));
  return { rank: null, sites: new Set(places).size };
}

/** An adapter and its weight in a sum. */
export interface Term {
  /** Where it is. */
  readonly folder: string;
  /** Any number; a negative one takes its change back. */
  readonly weight: number;
}

/** How adapters are added up. */
export interface CombineOptions {
  /**
   * stack: the exact sum, ranks add. linear: factors are added, as PEFT's "linear" does, which keeps a common rank and brings cross
   * terms. svd: the best change of a lower rank. Default "stack".
   */
  readonly by?: "stack" | "linear" | "svd";
  /** Of svd: the rank. Default: the largest of those that are added. */
  readonly rank?: number;
}

const checkCombine = optionsOf<CombineOptions>("combineAdapters", { by: "text?", rank: "number?" });

/**
 * Writes a weighted sum of low-rank adapters as another one. Throws a CheckpointError where one is of another kind, they change a map in
 * different widths, or "linear" meets different ranks.
 */
export function combineAdapters(to: string, terms: readonly Term[], options: CombineOptions = {}): void {
  checkCombine(options);
  const { by = "stack", rank } = options;
  scope(() => {
    const read = terms.map(({ folder, weight }) => ({ folder, weight, ...lowRank(folder) }));
    for (const [i, term] of read.entries()) for (const before of read.slice(0, i)) checkAlike(before, term, by);
    const name = read.map(({ weight, delta }) => `${weight} ${delta.name}`).join(" + ");
    const scaled = read.map(({ delta, weight }) => scaleDelta(delta, weight));
    const largest = Math.max(...read.flatMap(({ delta }) => [...delta.parts.values()].map(({ a }) => a.shape[0]!)));
    const sum = by === "linear" ? addFactors(name, scaled) : addDeltas(name, scaled);
    const delta = by === "svd" ? compress(sum, rank ?? largest) : sum;
    writeLora(to, { delta: new LowRankDelta(name, delta.parts), fields: read[0]!.fields });
  });
}

function lowRank(folder: string): ReadLora {
  const files = readAdapterFiles(folder);
  const { peft_type: type } = files.config;
  if (type === "LORA") return loraOf(folder, files);
  throw new CheckpointError(join(folder, ADAPTER_CONFIG), "peft_type", `is ${type}, and only low-rank changes add up`);
}

type Read = ReadLora & Term;

function checkAlike(first: Read, second: Read, by: CombineOptions["by"]): void {
  for (const [path, { a, b }] of second.delta.parts) {
    const other = first.delta.parts.get(path);
    if (other === undefined) continue;
    const widths = (from: number | undefined, to: number | undefined) => `from ${from} to ${to}`;
    const [own, before] = [widths(a.shape[1], b.shape[0]), widths(other.a.shape[1], other.b.shape[0])];
    if (own !== before)
      throw new CheckpointError(second.folder, path, `is a change of a map ${own}, and in ${first.folder} ${before}`);
    if (by === "linear" && a.shape[0] !== other.a.shape[0]) {
      const ranks = `is of rank ${a.shape[0]}, and in ${first.folder} of rank ${other.a.shape[0]}`;
      throw new CheckpointError(second.folder, path, `${ranks}: factors add up where ranks are alike`);
    }
  }
}
