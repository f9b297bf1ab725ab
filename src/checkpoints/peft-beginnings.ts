/**
 * What stands in front of a sequence, in PEFT's files: one tensor `prompt_embeddings`. Of a prompt it is the vectors [P, D]; of a prefix, seen
 * as [P, 2 L, G, K], layer l's keys are entry 2 l and its values the next, as the cache holds them.
 */
import { join } from "node:path";
import { z } from "zod";
import type { Kept } from "../interventions/index.ts";
import { type Module, modules, remembers } from "../nn/index.ts";
import { check } from "../sentences/index.ts";
import { stack, type Tensor } from "../tensor/index.ts";
import { ADAPTER_CONFIG, ADAPTER_WEIGHTS, type AdapterFiles } from "./adapter-files.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";
import { refuseOthers } from "./peft-config.ts";
import type { Base } from "./peft-names.ts";

/** PEFT's types, and the technique that makes such a beginning; of P-tuning the file keeps what its encoder gave. */
export const BEGINNINGS = { PREFIX_TUNING: "prefix", PROMPT_TUNING: "prompt", P_TUNING: "prompt" } as const;
type Beginning = keyof typeof BEGINNINGS;
export const isBeginning = (type: string): type is Beginning => Object.hasOwn(BEGINNINGS, type);

const TENSOR = "prompt_embeddings";
const Fields = z.looseObject({
  num_virtual_tokens: z.int().positive(),
  num_transformer_submodules: z.literal(1).nullish(),
});
/** What concerns how the tensor was learned, or follows from its shape. */
const HARMLESS =
  /^(peft_(type|version)|auto_mapping|base_model_name_or_path|revision|inference_mode|task_type|token_dim|num_attention_heads|num_layers|init_weights|prefix_projection|encoder_\w+|prompt_tuning_init\w*|tokenizer_\w+)$/;

/** The mixers that remember keys and values, block by block, with the shape [G, K] of a token's; nothing where they differ. */
function mixersOf(model: Module): { paths: string[]; G: number; K: number } | undefined {
  const found = [...modules(model)].flatMap((part) => (remembers(part) && part.slots.keys !== undefined ? [part] : []));
  const shapes = new Set(
    found.flatMap(({ slots }) => Object.entries(slots).map(([name, shape]) => `${name} ${shape}`)),
  );
  const [G, K, more] = found[0]?.slots.keys ?? [];
  if (G === undefined || K === undefined || more !== undefined) return undefined;
  if (shapes.size !== 2 || !shapes.has(`values ${[G, K]}`)) return undefined;
  return { paths: found.map(({ path }) => path), G, K };
}

/** What a technique keeps, as PEFT's files; nothing where PEFT has no type for it. */
export function beginningFile(
  { model, name }: Base,
  { tensors, config }: Kept,
): Omit<AdapterFiles, "name"> | undefined {
  const base = name === undefined ? {} : { base_model_name_or_path: name };
  const about = { ...base, task_type: "CAUSAL_LM", inference_mode: true, num_transformer_submodules: 1 };
  if (config.kind === "prompt") {
    const vectors = tensors.get("vectors")!;
    const [P, D] = vectors.shape;
    const sizes = { num_virtual_tokens: P, token_dim: D };
    const fields = { peft_type: "PROMPT_TUNING", ...about, ...sizes, prompt_tuning_init: "RANDOM" };
    return { config: fields, tensors: new Map([[TENSOR, vectors]]) };
  }
  const mixers = config.kind === "prefix" ? mixersOf(model) : undefined;
  if (mixers === undefined) return undefined;
  const { paths, G, K } = mixers;
  const slots = paths.flatMap((path) => ["keys", "values"].map((slot) => tensors.get(`${path}.${slot}`)!.select(0, 0)));
  const whole = stack(slots).permute([2, 0, 1, 3]); // [P, 2 L, G, K]
  const P = whole.shape[0]!;
  const sizes = { num_virtual_tokens: P, token_dim: G * K, num_attention_heads: G, num_layers: paths.length };
  const fields = { peft_type: "PREFIX_TUNING", ...about, ...sizes, prefix_projection: false };
  return { config: fields, tensors: new Map([[TENSOR, whole.reshape([P, -1])]]) };
}

/** Such files as a technique takes them. Throws a CheckpointError that names the field or the tensor. */
export function beginningOf(
  folder: string,
  model: Module,
  type: Beginning,
  { config, tensors }: Omit<AdapterFiles, "name">,
): Kept {
  const said = join(folder, ADAPTER_CONFIG);
  const { data, fault } = check(Fields, config);
  if (fault !== undefined) throw malformed(said, fault);
  refuseOthers(said, config, (field) => field in Fields.shape || HARMLESS.test(field));
  const file = join(folder, ADAPTER_WEIGHTS);
  const other = [...tensors.keys()].find((name) => name !== TENSOR);
  if (other !== undefined) throw new CheckpointError(file, other, `is not ${TENSOR}: it would be passed over`);
  const whole = tensors.get(TENSOR);
  if (whole === undefined) throw new CheckpointError(file, TENSOR, "is missing");
  const P = data.num_virtual_tokens;
  const asked = { kind: BEGINNINGS[type], length: P };
  if (type !== "PREFIX_TUNING") {
    if (whole.shape.length !== 2 || whole.shape[0] !== P) throw ofShape(file, whole, `[${P}, D]`);
    return { config: asked, tensors: new Map([["vectors", whole]]) };
  }
  const mixers = mixersOf(model);
  if (mixers === undefined)
    throw new CheckpointError(file, TENSOR, "the model's mixers do not remember keys and values alike");
  const { paths, G, K } = mixers;
  const width = 2 * paths.length * G * K;
  if (`${whole.shape}` !== `${[P, width]}`) throw ofShape(file, whole, `[${P}, ${width}]`);
  const slots = whole.reshape([P, 2 * paths.length, G, K]).permute([1, 2, 0, 3]); // [2 L, G, P, K]
  const one = (index: number): Tensor => slots.narrow(0, index, 1); // [1, G, P, K]
  const held = paths.flatMap((path, l): [string, Tensor][] => [
    [`${path}.keys`, one(2 * l)],
    [`${path}.values`, one(2 * l + 1)],
  ]);
  return { config: asked, tensors: new Map(held) };
}

const ofShape = (file: string, { shape }: Tensor, expected: string) =>
  new CheckpointError(
    file,
    TENSOR,
    `its shape is [${shape.join(", ")}], and the model and the config ask for ${expected}`,
  );
