import { absence, isOutline, release, Tensor, type Whereabouts, whereabouts } from "../tensor/index.ts";
import type { Pass } from "./pass.ts";

/** A place where a hook may stand: around a module, at a weight as it is read, at an interior value. */
export type Site = {
  /** Dotted, such as `blocks.3.mixer.q.weight`. */
  readonly path: string;
  /** The module that is called there, or whose weight or value it is. */
  readonly module: Module;
  /** Whether what passes there has a row for each token of the pass: its tokens can be told apart. */
  readonly perToken: boolean;
} & (
  | {
      /** Around the call of a module, or at an interior value. */
      readonly kind: "call" | "value";
    }
  | {
      /** At a weight as it is read. */
      readonly kind: "weight";
      /** Where the numbers of the weight are. */
      readonly numbers: Whereabouts;
    }
);

const same = (x: Tensor): Tensor => x;

/**
 * Module: the joint that every part of a model has, `(x, pass) -> y`, so that any part fits on any other.
 *
 * A model is data: a tree of modules, and of lists and records of them, whose field names make the dotted paths. A module stands at
 * one path; a part that a model uses twice (a tied head, ALBERT's shared block) is two modules over the same tensors, and
 * those weights are one *tie*.
 */
export abstract class Module {
  /** Where this module stands, for example `blocks.3.mixer.q`; empty at the root. `named` writes it. */
  path = "";
  /** Names of the interior values a hook may stand at. Declared, so that a plan is checked before any run. */
  readonly values: readonly string[] = [];

  /** Whether one of its `values` has a row for each token. A pattern of attention has not: it belongs to pairs of tokens. */
  perToken(_value: string): boolean {
    return true;
  }

  /** Tensors it holds beside its weights, such as the blocks that a weight lies in. */
  storage(): readonly Tensor[] {
    return [];
  }

  /** The tree, as `printTree` writes it; `console.log` shows it too. */
  toString(): string {
    return printTree(this, this.path || "model");
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  protected abstract forward(x: Tensor, pass: Pass): Tensor;

  /** Runs this module, with the hooks that stand at its path around it. Throws a TypeError without a pass. */
  call(x: Tensor, pass: Pass): Tensor {
    if (pass === undefined)
      throw new TypeError(`${this.path || "the model"}: call(x, pass) came without a pass: a Run makes them`);
    if (pass.bare) return this.forward(x, pass);
    return pass.at(this.path, x, (value) => this.forward(value, pass));
  }
  /** Reads a weight of this module through the hooks at `path.name`. */
  protected read(name: string, weight: Tensor, pass: Pass): Tensor {
    return pass.bare ? weight : pass.at(join(this.path, name), weight, same);
  }
  /** Whether a hook stands at `path.name`. */
  protected wanted(name: string, pass: Pass): boolean {
    return !pass.bare && pass.wants(join(this.path, name));
  }
  /** Passes an interior value through the hooks at `path.name`. */
  protected value(name: string, x: Tensor, pass: Pass): Tensor {
    return pass.bare ? x : pass.at(join(this.path, name), x, same);
  }
}

/** The path of what is called `name` within a module at `path`; at the root, the name itself. */
export function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Gives every module its path; called once, on the finished model. */
export function named<M extends Module>(root: M, path = ""): M {
  root.path = path;
  for (const [name, child] of children(root)) named(child, join(path, name));
  return root;
}

/** A module's parts, in the order in which its class declares them: fields, and what lists and plain records hold. */
export function* children(module: Module): Iterable<[name: string, child: Module]> {
  for (const [key, value] of Object.entries(module)) {
    if (value instanceof Module) yield [key, value];
    else if (Array.isArray(value) || isRecord(value)) {
      for (const [name, child] of Object.entries(value)) if (child instanceof Module) yield [`${key}.${name}`, child];
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A module and all within it, outermost first. */
export function* modules(root: Module): Iterable<Module> {
  yield root;
  for (const [, child] of children(root)) yield* modules(child);
}

/** A module's own weights, by field name. */
export function* ownWeights(module: Module): Iterable<[name: string, weight: Tensor]> {
  for (const [key, value] of Object.entries(module)) if (value instanceof Tensor) yield [key, value];
}

/** Every weight of a model by path. A tie comes once for each path it stands at. */
export function* weights(root: Module): Iterable<[path: string, weight: Tensor]> {
  for (const module of modules(root)) {
    for (const [name, weight] of ownWeights(module)) yield [join(module.path, name), weight];
  }
}

/**
 * Every weight that has its numbers here or is still to be given them, once: of a tie, the first path. What an optimizer steps
 * and a file stores. What a weight that lies in blocks or elsewhere stands for is in its module's `storage`.
 */
export function* distinctWeights(root: Module): Iterable<[path: string, weight: Tensor]> {
  const seen = new Set<Tensor>();
  for (const [path, weight] of weights(root)) {
    if (seen.has(weight) || isOutline(weight)) continue;
    seen.add(weight);
    yield [path, weight];
  }
}

/** Frees every tensor of a model; it cannot be run any more. */
export function releaseModel(root: Module): void {
  for (const module of modules(root)) {
    for (const [, weight] of ownWeights(module)) release(weight);
    release(...module.storage());
  }
}

/** Every place a hook may stand at. */
export function* sites(root: Module): Iterable<Site> {
  for (const module of modules(root)) {
    const at = (name: string) => join(module.path, name);
    yield { path: module.path, kind: "call", module, perToken: true };
    for (const [name, weight] of ownWeights(module)) {
      yield { path: at(name), kind: "weight", module, perToken: false, numbers: whereabouts(weight) };
    }
    for (const name of module.values) yield { path: at(name), kind: "value", module, perToken: module.perToken(name) };
  }
}

/**
 * Puts tensors in the place of weights, by path; a tie follows as a whole from any of its paths. Throws where a path is
 * unknown, a shape differs, two paths of a tie are given different tensors, or a weight lies in blocks or elsewhere.
 */
export function setWeights(root: Module, values: ReadonlyMap<string, Tensor>): void {
  const byPath = new Map(weights(root));
  const replacement = new Map<Tensor, Tensor>();
  for (const [path, value] of values) {
    const old = byPath.get(path);
    if (old === undefined) throw new Error(`the model has no weight "${path}"`);
    if (`${old.shape}` !== `${value.shape}`) {
      throw new Error(`weight "${path}" has shape [${old.shape.join(", ")}], not [${value.shape.join(", ")}]`);
    }
    if (isOutline(old)) throw new Error(`the weight "${path}" ${absence(whereabouts(old))}`);
    const other = replacement.get(old);
    if (other !== undefined && other !== value) throw new Error(`weight "${path}" is tied, but was given two values`);
    replacement.set(old, value);
  }
  for (const module of modules(root)) {
    for (const [name, weight] of ownWeights(module)) {
      const value = replacement.get(weight);
      if (value !== undefined) Object.assign(module, { [name]: value });
    }
  }
}

/** The model as an indented tree: path segment, class, and the shapes of its weights. */
export function printTree(root: Module, name = "model", indent = ""): string {
  const own = [...ownWeights(root)].map(([key, { shape }]) => `${key} [${shape.join(", ")}]`).join(", ");
  const line = `${indent}${name}: ${root.constructor.name}${own === "" ? "" : ` (${own})`}`;
  const below = [...children(root)].map(([key, child]) => printTree(child, key, `${indent}  `));
  return [line, ...below].join("\n");
}
