/** A low-rank change by our paths as one by the other library's, and back: the name map of the model's architecture, read for maps. */
import { join } from "node:path";
import { type LowRank, LowRankDelta } from "../interventions/index.ts";
import { architecture, type Holding, holding, type ModelConfig, translate } from "../models/index.ts";
import { isAble, Linear, type Module, modules } from "../nn/index.ts";
import { cat, ops, type Tensor, whereabouts, zeros } from "../tensor/index.ts";
import { ADAPTER_WEIGHTS } from "./adapter-files.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { ownNames } from "./config.ts";
import { factorName, type Lora, type ReadLora } from "./peft-lora.ts";

/** The model that a change is of, as `load` and `loadModel` give it. */
export interface Base {
  /** With the maps and mixers that a change is of. */
  readonly model: Module;
  /** What it was built from: by its kind the other library's names are known. */
  readonly config: ModelConfig;
  /** As it was asked for. */
  readonly name?: string;
}

/** Maps of ours that a map of theirs holds: one, or several whose outputs lie one behind the other. */
interface TheirMap {
  readonly maps: readonly Linear[];
  readonly held: Holding | undefined;
}

const OUTPUTS = new Set(["head", "heads.masked.out"]);

/** All linear maps of a model by their paths there; `bare`: without what a head stands beside, as of a model that was loaded without one. */
function theirMaps({ model, config }: Base, bare: boolean): Map<string, TheirMap> {
  const names = architecture(config.kind).huggingFace?.names ?? ownNames;
  const linear = new Map([...modules(model)].flatMap((map) => (map instanceof Linear ? [[map.path, map]] : [])));
  const found = new Map<string, TheirMap>();
  for (const [path, map] of linear) {
    const name = translate(names, `${path}.weight`, { reverse: true }) ?? `${path}.weight`;
    const held = holding(names, name, () => false);
    const maps = held?.paths.map((weight) => linear.get(weight.slice(0, -".weight".length))) ?? [map];
    if (maps.every((one) => one !== undefined))
      found.set(spelt(name, bare).slice(0, -".weight".length), { maps, held });
  }
  return found;

  function spelt(name: string, short: boolean): string {
    const rest = name.slice(name.indexOf(".") + 1);
    const own = translate(names, name);
    return short && own !== undefined && translate(names, rest) === own ? rest : name;
  }
}

/**
 * What a file holds, by the paths of a model. Throws a CheckpointError that names the tensor: where the model has no such map, or has it
 * in other widths, and where the config asks for a map that the file has nothing of.
 */
export function toOurs(folder: string, base: Base, { delta, fields, copies }: ReadLora): LowRankDelta {
  const file = join(folder, ADAPTER_WEIGHTS);
  const full = theirMaps(base, false);
  const maps = [...delta.parts.keys()].some((path) => full.has(path)) ? full : theirMaps(base, true);
  const parts = [...delta.parts].flatMap(([path, part]) => {
    const there = maps.get(path);
    const refuse = (why: string) => new CheckpointError(file, factorName(path, "A"), why);
    if (there === undefined) throw refuse(`is of a linear map that the ${base.config.kind} has not`);
    const [from, to] = [part.a.shape[1]!, part.b.shape[0]!];
    const [own, out] = [there.maps[0]!.inWidth, there.maps.reduce((sum, { outWidth }) => sum + outWidth, 0)];
    if (from !== own || to !== out)
      throw refuse(`is a change of a map from ${from} to ${to}, and the model's goes from ${own} to ${out}`);
    if (there.held?.stacked || there.held?.order) throw refuse("is of maps that lie otherwise here");
    const copy = copies.get(path);
    if (copy !== undefined && !isCopy(copy, there)) {
      const key = factorName(path, "A").replace("lora_A", "base_layer");
      throw new CheckpointError(file, key, "is a weight of the base, and another than the model's");
    }
    const starts = there.maps.map((_, i) => there.maps.slice(0, i).reduce((sum, { outWidth }) => sum + outWidth, 0));
    return there.maps.map(({ path: at, outWidth }, i): [string, LowRank] => {
      const alone = { a: i === 0 ? part.a : part.a.clone(), b: part.b.narrow(0, starts[i]!, outWidth).clone() };
      return [at, { ...(there.maps.length === 1 ? part : alone), scale: part.scale }];
    });
  });
  for (const [path, { maps: own }] of maps) {
    if (delta.parts.has(path) || !fields.targets(path, OUTPUTS.has(own[0]!.path))) continue;
    throw new CheckpointError(file, factorName(path, "A"), "is missing, and target_modules asks for it");
  }
  return new LowRankDelta(delta.name, new Map(parts));
}

/** Whether a weight is the model's own, but for how it was stored; one that lies in blocks is judged by its shape alone. */
function isCopy(copy: Tensor, { maps, held }: TheirMap): boolean {
  const [map] = maps;
  if (maps.length > 1 || map === undefined || `${copy.shape}` !== `${shapeOfWeight(map, held)}`) return false;
  if (whereabouts(map.weight).kind !== "here") return true;
  const own = held?.transposed ? map.weight.t() : map.weight;
  return copy.sub(own.to("float32")).norm().item() <= STORED * copy.norm().item();
}

/** What storing a weight in 8 bits or more takes off it, at most. */
const STORED = 0.01;

const shapeOfWeight = ({ inWidth, outWidth }: Linear, held: Holding | undefined) =>
  held?.transposed ? [inWidth, outWidth] : [outWidth, inWidth];

/** A change of a model as a file holds it, and the paths of all maps there. Throws a CheckpointError that names a map which is not the model's. */
export function toTheirs(folder: string, base: Base, delta: LowRankDelta): { lora: Lora; maps: readonly string[] } {
  const writes = isAble(base.model, "write");
  const itsClass = architecture(base.config.kind).huggingFace?.write(base.config).architectures;
  const bare = !writes && String(itsClass).endsWith("Model"); // such as BertModel, which has no head
  const maps = theirMaps(base, bare);
  const parts = [...maps].flatMap(([path, { maps: own }]): [string, LowRank][] => {
    if (!own.some((map) => delta.parts.has(map.path))) return [];
    return [[path, together(own, delta.parts)]];
  });
  const named = new Set([...maps.values()].flatMap(({ maps: own }) => own.map(({ path }) => path)));
  const lost = [...delta.parts.keys()].find((path) => !named.has(path));
  if (lost !== undefined) throw new CheckpointError(folder, lost, `the ${base.config.kind} has no such linear map`);
  const transposed = [...maps].some(([path, { held }]) => held?.transposed && parts.some(([own]) => own === path));
  const fields = { base: base.name, task: writes ? "CAUSAL_LM" : undefined, transposed };
  return { lora: { delta: new LowRankDelta(delta.name, new Map(parts)), fields }, maps: [...maps.keys()] };
}

/**
 * Changes of maps whose outputs lie one behind the other, as one change of their joint map: [B1; B2] A where they share A and scale,
 * else block by block, [s1 B1, 0; 0, s2 B2] [A1; A2].
 */
function together(maps: readonly Linear[], parts: ReadonlyMap<string, LowRank>): LowRank {
  const own = maps.map(({ path }) => parts.get(path));
  const [first] = own.filter((part) => part !== undefined);
  if (maps.length === 1) return first!;
  const { a, scale } = first!;
  if (own.every((part) => part === undefined || (part.scale === scale && same(part.a, a)))) {
    const blank = (map: Linear) => zeros([map.outWidth, a.shape[0]!], { dtype: a.dtype });
    return { a, b: cat(own.map((part, i) => part?.b ?? blank(maps[i]!))), scale };
  }
  const there = own.filter((part) => part !== undefined);
  const rows = own.map((part, i) => {
    const block = (other: LowRank) =>
      other === part ? part.b.mul(part.scale) : zeros([maps[i]!.outWidth, other.a.shape[0]!], { dtype: other.b.dtype });
    return cat(there.map(block), 1);
  });
  return { a: cat(there.map((part) => part.a)), b: cat(rows), scale: 1 };
}

const same = (one: Tensor, other: Tensor) =>
  one === other || (`${one.shape}` === `${other.shape}` && ops.aten.equal.default(one, other));
