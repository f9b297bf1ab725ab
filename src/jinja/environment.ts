/** The functions and classes that transformers' environment offers to a chat template. */

import { integer, table } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { isText, iterate, plain, unpacked } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import { strftime } from "./strftime.ts";
import { type Arguments, Callable, Dict, Instance, Range, Routine, typeName, type Value } from "./values.ts";

/** What `{% set space.name = value %}` writes to: the one thing that a template can change. */
export class Namespace extends Instance {
  readonly type = "transformers.utils.chat_template_utils.TemplateNamespace";
  readonly #values = new Dict();

  constructor(values: Dict) {
    super();
    for (const [name, value] of values.entries()) this.assign(name, value);
  }
  assign(name: Value, value: Value): undefined {
    if (isText(name) && plain(name).startsWith("_"))
      raise(
        "SecurityError",
        "Chat templates cannot store underscore-prefixed attributes on a namespace, but got " +
          `${repr(name)}. Please rename the attribute.`,
      );
    this.#values.set(name, value);
  }
  override attribute(name: string): Value | undefined {
    return this.#values.get(name);
  }
  override repr(): string {
    return `<Namespace ${repr(this.#values)}>`;
  }
}

function pairOf(value: Value): [Value, Value] {
  const [first, second] = unpacked(value, 2);
  return [first!, second!];
}

/** `dict(mapping or pairs, name=value, ...)`. */
function dictOf({ positional, named }: Arguments): Dict {
  if (positional.length > 1) typeError(`dict expected at most 1 argument, got ${positional.length}`);
  const [source = []] = positional;
  const pairs = source instanceof Dict ? source.entries() : Array.from(iterate(source), pairOf);
  const dict = new Dict(pairs);
  for (const [name, value] of named) dict.set(name, value);
  return dict;
}

/** Gives its items in turn. */
class Cycler extends Instance {
  readonly type = "jinja2.utils.Cycler";
  #at = 0;

  constructor(readonly items: readonly Value[]) {
    super();
    if (items.length === 0) raise("RuntimeError", "at least one item has to be provided");
  }
  override attribute(name: string): Value | undefined {
    const current = this.items[this.#at]!;
    if (name === "current") return current;
    if (name !== "next" && name !== "reset") return undefined;
    return new Routine(
      name,
      () => {
        this.#at = name === "next" ? (this.#at + 1) % this.items.length : 0;
        return name === "next" ? current : null;
      },
      this,
    );
  }
}

/** Gives nothing at the first call, and the separator at each other. */
class Joiner extends Callable {
  readonly type = "jinja2.utils.Joiner";
  #used = false;

  constructor(readonly separator: Value) {
    super();
  }
  call(): Value {
    const used = this.#used;
    this.#used = true;
    return used ? this.separator : "";
  }
}

/** A program's blocks, which chat templates have no use for. */
class TemplateReference extends Instance {
  readonly type = "jinja2.runtime.TemplateReference";
  override repr(): string {
    return "<TemplateReference None>";
  }
}

const MOST_IN_RANGE = 100_000;

function range({ positional, named }: Arguments): Value {
  const count = positional.length;
  if (named.size > 0) return typeError("range() takes no keyword arguments");
  if (count === 0 || count > 3)
    return typeError(`range expected ${count === 0 ? "at least 1 argument" : "at most 3 arguments"}, got ${count}`);
  const [first, second, third] = positional.map((each) => (typeof each === "bigint" ? each : BigInt(integer(each))));
  const [start, stop, step] = second === undefined ? [0n, first!, 1n] : [first!, second, third ?? 1n];
  if (step === 0n) return valueError("range() arg 3 must not be zero");
  const span = stop - start + (step > 0n ? step - 1n : step + 1n);
  const length = Math.max(Number(span / step), 0);
  if (length > MOST_IN_RANGE)
    return raise("OverflowError", `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MOST_IN_RANGE}).`);
  const items = Array.from({ length }, (_, i) => start + BigInt(i) * step);
  return new Range(items, `range(${start}, ${stop}${step === 1n ? "" : `, ${step}`})`);
}

const random = () => raise("RuntimeError", "a template renders the same text each time, so it draws nothing at random");

const FUNCTIONS = table<Date | undefined>("_cached_compile_jinja_template.<locals>.", {
  "joiner sep?": (_, [separator = ", "]) => new Joiner(separator),
  "raise_exception message": (_, [message]) => raise("TemplateError", text(message!)),
  "strftime_now format": (now, [format]) => {
    if (now === undefined) return raise("RuntimeError", "it prints the date, so the option `now` must be given");
    if (!isText(format)) return typeError(`strftime() argument 1 must be str, not ${typeName(format!)}`);
    return strftime(now, plain(format));
  },
});

/** @param now the time that `strftime_now` writes */
export const environment = (now: Date | undefined): (readonly [string, Value])[] => [
  ["cycler", new Routine("cycler", ({ positional }) => new Cycler(positional))],
  ["dict", new Routine("dict", dictOf)],
  ["lipsum", new Routine("lipsum", random)],
  ["namespace", new Routine("namespace", (args) => new Namespace(dictOf(args)))],
  ["range", new Routine("range", range)],
  ["self", new TemplateReference()],
  ...Array.from(FUNCTIONS, ([name, run]) => [name, new Routine(name, (args) => run(now, args))] as const),
];
