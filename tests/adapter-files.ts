/** Adapters of a tiny model in folders of their own, for tests of what is written and what is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { loadIntervention, saveIntervention } from "../src/checkpoints/index.ts";
import { readSafetensors, writeSafetensors } from "../src/checkpoints/safetensors.ts";
import { type Intervention, LowRankDelta } from "../src/interventions/index.ts";
import { techniques } from "../src/open/with.ts";
import { randn, scope, seed, type Tensor } from "../src/tensor/index.ts";
import { baseOf, newModel } from "./contracts/intervention.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-interventions-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
export const newFolder = () => join(root, String(folders++));

export const model = newModel();
export const base = baseOf(model);
export const tokens = [3, 1, 4];
export const drawn = (at: string, rank: number, scale = 0.3, of = base) => {
  seed(5);
  return LowRankDelta.over(of.model, "a change", at, ({ inWidth, outWidth }) => ({
    a: randn([rank, inWidth]),
    b: randn([outWidth, rank], 0.1),
    scale,
  }));
};
export const delta = drawn("blocks.*.mixer.{q,v}", 2);
export const load = (folder: string, of = base) => loadIntervention(folder, of, techniques) as LowRankDelta;
export const configOf = (folder: string) => JSON.parse(readFileSync(join(folder, "adapter_config.json"), "utf8"));
export const values = ({ state }: Intervention) => [...state!].map(([key, tensor]) => [key, tensor.floats()]);
export const scales = ({ parts }: LowRankDelta) => [...parts].map(([at, { scale }]) => [at, scale]);

/** Files of a change, damaged: in their config, or in their tensors. */
export function damaged(
  config: Record<string, unknown> | string,
  tensors: (tensors: Map<string, Tensor>) => void = () => {},
  change: Intervention = delta,
): string {
  const folder = newFolder();
  saveIntervention(folder, change, base);
  const said = typeof config === "string" ? config : JSON.stringify({ ...configOf(folder), ...config });
  writeFileSync(join(folder, "adapter_config.json"), said);
  scope(() => {
    const path = join(folder, "adapter_model.safetensors");
    const file = readSafetensors(path);
    tensors(file.tensors);
    writeSafetensors(path, file.tensors, file.metadata);
  });
  return folder;
}
