/** The functions and classes that transformers' environment offers to a chat template. */

import { integer, takes } from "./arguments.ts";
import { fromKeys } from "./attributes.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { isText, iterate, iteratorOf, listOf, plain } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import type { Runtime } from "./runtime.ts";
import { strftime } from "./strftime.ts";
import {
  ADDRESS,
  type Arguments,
  Callable,
  Dict,
  Instance,
  Range,
  Routine,
  Tuple,
  typeName,
  type Value,
} from "./values.ts";

const MODULE = "transformers.utils.chat_template_utils";

/** What `{% set space.name = value %}` writes to: the one thing that a template can change. */
export class Namespace extends Instance {
  readonly type = `${MODULE}.TemplateNamespace`;
  readonly #values = new Dict();

  constructor(values: Dict) {
    super();
    for (const [name, value] of values.entries()) this.assign(name, value);
  }
  assign(name: Value, value: Value): void {
    if (isText(name) && plain(name).startsWith("_"))
      raise("SecurityError", `Chat templates cannot store underscore-prefixed attributes on a namespace, but got ${repr(name)}. Please rename the attribute.`); // biome-ignore format: one line
    this.#values.set(name, value);
  }
  override attribute(name: string): Value | undefined {
    return this.#values.get(name);
  }
  override repr(): string {
    return `<Namespace ${repr(this.#values)}>`;
  }
}

/** `dict(mapping or pairs, name=value, ...)`. */
function dictOf({ positional, named }: Arguments): Dict {
  if (positional.length > 1) typeError(`dict expected at most 1 argument, got ${positional.length}`);
  const [source] = positional;
  const dict = new Dict(source instanceof Dict ? source.entries() : source === undefined ? [] : pairsOf(source));
  for (const [name, value] of named) dict.set(name, value);
  return dict;
}

function pairsOf(source: Value): (readonly [Value, Value])[] {
  return Array.from(iterate(source), (pair, i) => {
    if (iteratorOf(pair) === undefined)
      typeError(`cannot convert dictionary update sequence element #${i} to a sequence`);
    const items = listOf(pair);
    if (items.length !== 2)
      valueError(`dictionary update sequence element #${i} has length ${items.length}; 2 is required`);
    return [items[0]!, items[1]!] as const;
  });
}

class DictMaker extends Callable {
  readonly type = `${MODULE}._cached_compile_jinja_template.<locals>.TemplateDict`;
  call(args: Arguments): Value {
    return dictOf(args);
  }
  override attribute(name: string): Value | undefined {
    const make = takes<Value, []>("fromkeys(iterable value?)", (_, [keys, value = null]) => fromKeys(keys!, value));
    return name === "fromkeys"
      ? new Routine("method", "<bound method TemplateDict.fromkeys>", (args) => make(null, args))
      : undefined;
  }
}

class Cycler extends Instance {
  readonly type = "jinja2.utils.Cycler";
  #at = 0;
  constructor(readonly items: readonly Value[]) {
    super();
    if (items.length === 0) raise("RuntimeError", "at least one item has to be provided");
  }
  override attribute(name: string): Value | undefined {
    if (name === "items") return new Tuple(this.items);
    if (name === "pos") return BigInt(this.#at);
    if (name === "current") return this.items[this.#at];
    if (name !== "next" && name !== "reset") return undefined;
    return new Routine("method", `<bound method Cycler.${name} of ${this.repr()}>`, () => {
      const current = this.items[this.#at]!;
      this.#at = name === "reset" ? 0 : (this.#at + 1) % this.items.length;
      return name === "reset" ? null : current;
    });
  }
}

class Joiner extends Callable {
  readonly type = "jinja2.utils.Joiner";
  #used = false;
  constructor(readonly separator: Value) {
    super();
  }
  call(): Value {
    if (this.#used) return this.separator;
    this.#used = true;
    return "";
  }
  override attribute(name: string): Value | undefined {
    return name === "sep" ? this.separator : name === "used" ? this.#used : undefined;
  }
}

const MOST_IN_RANGE = 100_000;

function range({ positional, named }: Arguments): Value {
  if (named.size > 0) return typeError("range() takes no keyword arguments");
  if (positional.length === 0 || positional.length > 3)
    return typeError(
      `range expected ${positional.length === 0 ? "at least 1 argument" : "at most 3 arguments"}, got ${positional.length}`,
    );
  const [first, second, third] = positional.map((each) => (typeof each === "bigint" ? each : BigInt(integer(each))));
  const [start, stop, step] = second === undefined ? [0n, first!, 1n] : [first!, second, third ?? 1n];
  if (step === 0n) return valueError("range() arg 3 must not be zero");
  const made = new Range(start, stop, step);
  if (made.length > MOST_IN_RANGE)
    return raise("OverflowError", `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MOST_IN_RANGE}).`);
  return made;
}

const routine = (name: string, body: (args: Arguments) => Value) =>
  new Routine("function", `<function ${name} at ${ADDRESS}>`, body);
const maker = (name: string, body: (args: Arguments) => Value) => new Routine("type", `<class '${name}'>`, body);

/** Each run has its own, as the time is part of them. */
export function environment({ now }: Runtime): ReadonlyMap<string, Value> {
  const raiseException = takes<Value, []>("raise_exception(message)", (_, [message]) =>
    raise("TemplateError", text(message!)),
  );
  const strftimeNow = takes<Value, []>("strftime_now(format)", (_, [format]) => {
    if (now === undefined) return raise("RuntimeError", "it prints the date, so the option `now` must be given");
    if (!isText(format)) return typeError(`strftime() argument 1 must be str, not ${typeName(format!)}`);
    return strftime(now, plain(format));
  });
  const joiner = takes<Value, []>("joiner(sep?)", (_, [separator = ", "]) => new Joiner(separator));
  return new Map<string, Value>([
    ["range", routine("safe_range", range)],
    ["dict", new DictMaker()],
    ["lipsum", routine("generate_lorem_ipsum", () => raise("RuntimeError", "a template renders the same text each time, so it draws nothing at random"))], // biome-ignore format: one line
    ["cycler", maker("jinja2.utils.Cycler", ({ positional }) => new Cycler(positional))],
    ["joiner", maker("jinja2.utils.Joiner", (args) => joiner(null, args))],
    [
      "namespace",
      maker(
        `${MODULE}._cached_compile_jinja_template.<locals>.TemplateNamespace`,
        (args) => new Namespace(dictOf(args)),
      ),
    ],
    ["raise_exception", routine("raise_exception", (args) => raiseException(null, args))],
    ["strftime_now", routine("strftime_now", (args) => strftimeNow(null, args))],
  ]);
}
