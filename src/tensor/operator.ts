/**
 * Operators bound to LibTorch's dispatcher by name and overload, as plain functions over tensors.
 *
 * An argument stands at its position or, by name, in a trailing options object; what is left out takes the schema's
 * default. An in-place operator returns the very object it wrote to.
 */
import { type Handle, native, type Raw } from "./native.ts";
import { type Argument, parseSchema } from "./schema.ts";

/** Whatever carries a tensor's handle: the class Tensor, in one word. */
export interface Held {
  readonly handle: Handle;
}
type HeldClass<T extends Held> = new (handle: Handle) => T;
export type Operator = (...args: unknown[]) => unknown;

/** Whether this LibTorch build has an operator, for example `hasOperator("aten::scaled_dot_product_attention")`. */
export function hasOperator(name: string, overload = ""): boolean {
  return native().schema(name, overload) !== undefined;
}

/**
 * All operators as `namespace.name.overload`, looked up on first use and from then on a plain property: the lookup
 * stands on the prototype, which JavaScript asks only for what an object lacks.
 */
export function operators<T extends Held>(Tensor: HeldClass<T>): unknown {
  return lazy((namespace) => lazy((name) => lazy((overload) => bind(Tensor, `${namespace}::${name}`, overload))));
}

function lazy(make: (key: string) => unknown): object {
  const lookup = new Proxy(Object.create(null), {
    get(_, key, receiver) {
      if (typeof key === "symbol") return undefined;
      const value = make(key);
      Object.defineProperty(receiver, key, { value, enumerable: true });
      return value;
    },
  });
  return Object.create(lookup);
}

function bind<T extends Held>(Tensor: HeldClass<T>, name: string, overload: string): Operator {
  const key = overload === "default" ? "" : overload;
  const call = native().bind(name, key);
  const schema = parseSchema(native().schema(name, key) ?? "");
  const title = key === "" ? name : `${name}.${key}`;
  const lower = schema.arguments.map((argument) => lowering(Tensor, title, argument));
  const alone = schema.arguments.map(({ type }) => type === "Tensor");
  const position = new Map(schema.arguments.map((argument, index) => [argument.name, index]));
  const positional = schema.arguments.filter((argument) => !argument.keywordOnly).length;
  // Which argument each return is, where it is one: LibTorch marks both with the same letter.
  const written = schema.returns.map(({ written }) =>
    written === undefined ? -1 : schema.arguments.findIndex((argument) => argument.written === written),
  );
  const raise = schema.returns.map(({ type }) => raising(Tensor, type));

  return (...args) => {
    const values = takeOptions(title, args, position, positional);
    const count = values.length;
    const raw: Raw[] = new Array(count);
    for (let i = 0; i < count; i++) {
      const value = values[i];
      // Spelled out for the commonest argument: a call of a small operator is about as long as a call of a closure.
      if (value instanceof Tensor && alone[i]) raw[i] = value.handle;
      else raw[i] = value === undefined ? undefined : lower[i]!(value);
    }
    // Spread, they would be gathered once more.
    const result =
      count === 2
        ? call(raw[0], raw[1])
        : count === 1
          ? call(raw[0])
          : count === 3
            ? call(raw[0], raw[1], raw[2])
            : call(...raw);
    if (raise.length === 0) return undefined;
    if (raise.length === 1) return written[0]! >= 0 ? values[written[0]!] : raise[0]!(result);
    return raise.map((make, i) => (written[i]! >= 0 ? values[written[i]!] : make((result as Raw[])[i])));
  };
}

/** Arguments by position; a trailing plain object gives the rest by name. */
function takeOptions(
  title: string,
  args: unknown[],
  position: ReadonlyMap<string, number>,
  positional: number,
): readonly unknown[] {
  const last = args[args.length - 1];
  const named = isOptions(last) ? last : undefined;
  const given = named === undefined ? args.length : args.length - 1;
  if (given > positional) throw new TypeError(`${title}: takes ${positional} arguments by position, got ${given}`);
  if (named === undefined) return args;
  const values = args.slice(0, given);
  for (const key in named) {
    const index = position.get(key);
    if (index === undefined) throw new TypeError(`${title}: has no argument "${key}"`);
    values[index] = named[key];
  }
  return values;
}

function isOptions(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function lowering<T extends Held>(Tensor: HeldClass<T>, title: string, { type, name }: Argument): (v: unknown) => Raw {
  if (!type.startsWith("Tensor")) return (value) => value as Raw;
  const one = (value: unknown): Raw => {
    if (value instanceof Tensor) return value.handle;
    if (value === null && type.includes("?")) return null;
    // A bare number would be taken for a handle, so it must not get through.
    throw new TypeError(`${title}: argument "${name}" must be a Tensor, got ${describe(value)}`);
  };
  if (!type.includes("[")) return one;
  return (value) => {
    if (Array.isArray(value)) return value.map(one);
    if (value === null && type.endsWith("]?")) return null;
    throw new TypeError(`${title}: argument "${name}" must be an array of Tensors, got ${describe(value)}`);
  };
}

function describe(value: unknown): string {
  return value === null ? "null" : typeof value === "object" ? value.constructor.name : `the ${typeof value} ${value}`;
}

function raising<T extends Held>(Tensor: HeldClass<T>, type: string): (raw: Raw) => unknown {
  if (!type.startsWith("Tensor")) return (raw) => raw;
  const one = (raw: Raw) => (raw === null || raw === undefined ? null : new Tensor(raw as Handle));
  return type.includes("[") ? (raw) => (raw as Raw[]).map(one) : one;
}
