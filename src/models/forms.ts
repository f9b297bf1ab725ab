/**
 * A config in the files of others, as tables that are read in both directions: a row for a field, theirs on the left and ours on
 * the right, as in a name map. One schema, ours, checks what comes in; what it refuses is named as the file names it.
 *
 * Each field of a file is honoured, refused by name, or known to change nothing; any other is unknown, and whoever reads the file
 * says so. Where a file leaves a field out it means what its library means (`absent`), and never the default of our own users.
 */
import { z } from "zod";
import { check, listed, shown } from "../sentences/index.ts";
import type { ConfigSchema, GgufForm, GgufNumber, HuggingFaceForm, NameMap } from "./architecture.ts";
import { ggufFields, ggufHarmless, ggufNames, ggufRefusals } from "./llama-cpp.ts";
import { fits } from "./names.ts";
import { harmless, refusals } from "./transformers.ts";

type Scalar = string | number | boolean;

/** A field of ours whose values they spell otherwise; of two spellings of one value the first is written. */
export interface Spelt {
  readonly field: string;
  readonly values: Readonly<Record<string, Scalar>>;
}

/** Their fields beside ours, `rope_parameters/rope_theta` one within an object. Where two stand for one of ours the first that is there counts. */
export type FieldMap = Readonly<Record<string, string | Spelt>>;

/** Why a field is refused: once it is set, or where `when` holds of its value. */
export type Refusal = string | { readonly when: (value: NonNullable<unknown>) => boolean; readonly why: string };

export interface Rules<C> {
  /**
   * What a file means that leaves a field of ours out, or has null there where ours takes none, made of what it tells. Without a
   * word here the field is missing.
   */
  readonly absent?: { readonly [F in keyof C]?: (told: Partial<C>, value: null | undefined) => C[F] | undefined };
  /** Fields with which one thing is computed here: the values that ask for it, the first of which is written. */
  readonly only?: Readonly<Record<string, readonly [Scalar, ...Scalar[]]>>;
  /** Fields that ask for what is not done here. */
  readonly refused?: Readonly<Record<string, Refusal>>;
  /** Further fields that change nothing. */
  readonly harmless?: readonly string[];
}

/** A file's fields by name. */
interface File {
  look(name: string): unknown;
  /** What an error calls a field. */
  called(name: string): string;
}

/** A config of somebody's file that cannot be used. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
  constructor(
    /** As the file names it; "" for the whole. */
    readonly field: string,
    /** What is wrong with the field, as the end of a sentence. */
    readonly reason: string,
  ) {
    super(field === "" ? reason : `${field}: ${reason}`);
  }
}

function fail(file: File, name: string, reason: string): never {
  throw new ConfigError(file.called(name), reason);
}

function checkValues<C>(file: File, { only = {}, refused = {} }: Rules<C>): void {
  for (const [name, values] of Object.entries(only)) {
    const value = file.look(name) ?? values[0];
    if (!values.some((one) => one === value)) {
      fail(file, name, `is ${shown(value)}, and must be ${listed(values.map(shown))}`);
    }
  }
  for (const [name, refusal] of Object.entries(refused)) {
    const { when, why } = typeof refusal === "string" ? { when: Boolean, why: refusal } : refusal;
    const value = file.look(name) ?? undefined;
    if (value !== undefined && when(value)) fail(file, name, `is ${shown(value)}, and ${why}`);
  }
}

const fieldOf = (place: string | Spelt) => (typeof place === "string" ? place : place.field);

/** A value of theirs as ours. */
function ourValue(file: File, name: string, place: string | Spelt): unknown {
  const value = file.look(name);
  if (typeof place === "string" || value === undefined || value === null) return value;
  const known = Object.keys(place.values).join(", ");
  if (typeof value === "string" && Object.hasOwn(place.values, value)) return place.values[value];
  return fail(file, name, `${shown(value)} is not supported (known: ${known})`);
}

/** Reads a config; `also` is what the file says elsewhere than in fields. */
function readConfig<C>(
  schema: ConfigSchema<C>,
  fields: FieldMap,
  file: File,
  { absent = {}, ...rules }: Rules<C>,
  also: object = {},
): C {
  checkValues(file, rules);
  const told: Record<string, unknown> = { ...also };
  const names = new Map<string, string>(); // of theirs, by field of ours
  const nulls = new Set<string>();
  for (const [name, place] of Object.entries(fields)) {
    const field = fieldOf(place);
    const own = schema.shape[field];
    if (own === undefined) continue;
    if (!names.has(field)) names.set(field, name);
    const value = ourValue(file, name, place);
    if (value === null && !z.safeParse(own, null).success) nulls.add(field);
    else told[field] ??= value;
  }
  for (const [field, make] of Object.entries<unknown>(absent)) {
    if (told[field] === undefined && typeof make === "function")
      told[field] = make(told, nulls.has(field) ? null : undefined);
  }
  for (const [field, name] of names) {
    if (told[field] === undefined && schema.shape[field] instanceof z.ZodDefault) fail(file, name, "is missing");
  }
  const { data, fault } = check(schema, told);
  if (fault === undefined) return data;
  const [field = "", ...rest] = fault.path.map(String);
  const theirs = (own: string) => names.get(own) ?? own;
  const reason = fault.reason.replace(
    /(?<=must be a multiple of )\w+$/,
    (own) => `${theirs(own)}, ${shown(told[own])}`,
  );
  throw new ConfigError([file.called(theirs(field)), ...rest].join("."), reason);
}

/** The fields of a file that a config fills, and ours that they are. */
function written<C>(config: C, fields: FieldMap): [name: string, field: string, value: unknown][] {
  const values = new Map(Object.entries(config ?? {}));
  return Object.entries(fields).flatMap(([name, place]): [string, string, unknown][] => {
    const field = fieldOf(place);
    const value = values.get(field);
    if (value === undefined || name.includes("/")) return [];
    if (typeof place === "string") return [[name, field, value]];
    return [[name, field, Object.entries(place.values).find(([, ours]) => ours === value)?.[0]]];
  });
}

/** The names that a form says anything of, as fields at the top of a file. */
function namesIn<C>({ only, refused }: Rules<C>, fields: FieldMap, harmless: readonly string[]): Set<string> {
  const names = [fields, only, refused].flatMap((table) => Object.keys(table ?? {}));
  return new Set([...names.map((name) => name.split("/")[0]!), ...harmless]);
}

const step = (at: unknown, key: string): unknown =>
  typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;

/** The part of a checkpoint that a tensor is in. */
const rootOf = (name: string) => name.split(".")[0]!;
interface HuggingFaceRules<C> extends Rules<C> {
  readonly type: string;
  readonly class: string | ((config: C) => string);
  readonly names: NameMap<C>;
  readonly fields: FieldMap;
  /** Tensors that may stand in a checkpoint and follow from the config, as patterns of names. */
  readonly derived: readonly string[];
  /** Names of heads that a config may be without, as patterns. */
  readonly otherHeads?: (config: C) => readonly string[];
  /** What stands in no field: `holds` tells of weights, where there are any yet, and `file` names the class. */
  readonly elsewhere?: (file: Readonly<Record<string, unknown>>, holds?: (name: string) => boolean) => Partial<C>;
  /** And what is written of it. */
  readonly follows?: (config: C) => Readonly<Record<string, unknown>>;
}

/** The form of `config.json`. */
export function huggingFace<C>(schema: ConfigSchema<C>, form: HuggingFaceRules<NoInfer<C>>): HuggingFaceForm<C> {
  const rules = { ...form, refused: { ...refusals, ...form.refused } };
  const known = namesIn(rules, form.fields, [...harmless, ...(form.harmless ?? [])]);
  const roots = new Set([...Object.keys(form.names), ...form.derived].map(rootOf));
  return {
    names: form.names,
    derived: form.derived,
    foreign(name, config) {
      if (!roots.has(rootOf(name))) return true;
      return (form.otherHeads?.(config) ?? []).some((pattern) => fits(pattern, name));
    },
    read(input, holds) {
      const { data: whole, fault } = check(z.looseObject({}), input);
      if (fault !== undefined) throw new ConfigError("", fault.reason);
      const file: File = {
        look: (name) => name.split("/").reduce<unknown>(step, whole),
        called: (name) => name.replaceAll("/", "."),
      };
      return readConfig(schema, form.fields, file, rules, form.elsewhere?.(whole, holds));
    },
    unknown: (input) => Object.keys(z.looseObject({}).parse(input)).filter((name) => !known.has(name)),
    write: (config) => ({
      architectures: [typeof form.class === "string" ? form.class : form.class(config)],
      model_type: form.type,
      ...Object.fromEntries(written(config, form.fields).map(([name, , value]) => [name, value])),
      ...Object.fromEntries(Object.entries(form.only ?? {}).map(([name, [value]]) => [name, value])),
      ...form.follows?.(config),
    }),
  };
}

/** Factors of the angles, by which llama.cpp has LLaMA 3's scaling. */
const SCALED = "rope_freqs.weight";

interface GgufRules<C> extends Rules<C> {
  readonly architecture: string;
  /** Beside the names that all architectures share. */
  readonly names?: NameMap<C>;
  /** Numbers that follow from the config: written, and where a file has one it must be this. */
  readonly follows: (config: C) => Readonly<Record<string, number>>;
}

/** The form of GGUF metadata, whose keys begin with the architecture's name; whole numbers are uint32, others float32. */
export function gguf<C>(schema: ConfigSchema<C>, form: GgufRules<NoInfer<C>>): GgufForm<C> {
  const key = (name: string) => `${form.architecture}.${name}`;
  const rules = { ...form, refused: { ...ggufRefusals, ...form.refused } };
  const known = namesIn(rules, ggufFields, [...ggufHarmless, ...(form.harmless ?? [])]);
  return {
    architecture: form.architecture,
    names: { ...form.names, ...ggufNames, ...form.names }, // the first row that fits counts
    read(metadata, shapes) {
      const file: File = { look: (name) => metadata[key(name)], called: key };
      if (shapes.has(SCALED)) throw new ConfigError(SCALED, "is there, and scaled rotary positions are not supported");
      const tensors = { vocabulary: shapes.get("token_embd.weight")?.[0], tied: !shapes.has("output.weight") };
      const config = readConfig(schema, ggufFields, file, rules, tensors);
      for (const [name, value] of Object.entries(form.follows(config))) {
        const found = file.look(name) ?? value;
        if (found !== value) fail(file, name, `is ${shown(found)}, and must be ${value}`);
      }
      return config;
    },
    unknown(metadata) {
      const own = Object.keys(metadata).filter((name) => name.startsWith(key("")));
      return own.filter((name) => !known.has(name.slice(key("").length)));
    },
    write(config) {
      const typed = (field: string, value: unknown): GgufNumber =>
        isWhole(schema.shape[field]) ? { uint32: Number(value) } : { float32: Number(value) };
      const own = written(config, ggufFields).map(([name, field, value]) => [key(name), typed(field, value)]);
      const rest = Object.entries(form.follows(config)).map(([name, uint32]) => [key(name), { uint32 }]);
      return Object.fromEntries([...own, ...rest]);
    },
  };
}

function isWhole(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return isWhole(field.unwrap());
  return field instanceof z.ZodNumber && field.isInt;
}
