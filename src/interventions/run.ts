import {
  Alone,
  checkFast,
  type Given,
  type Interrupt,
  type Layout,
  type Module,
  Packed,
  Padded,
  Pass,
  type Plan,
  type Reads,
  type Sequences,
  weights,
} from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { absence, ids, Tensor, whereabouts } from "../tensor/index.ts";
import { begunBy, placing, tableOf } from "./beginning.ts";
import { type Intervention, plan } from "./intervention.ts";
import { placeholders } from "./placeholders.ts";
import { Reading } from "./reading.ts";
import { routed } from "./routed.ts";

/** How a model is run, in whatever way it is. */
export interface RunSettings {
  /** What rides on every pass and begins every sequence, the first outermost. */
  with?: readonly Intervention[] | undefined;
  /** Looked at between blocks; a read that ends by it throws Interrupted and leaves the sequences as they were. */
  interrupt?: Interrupt | undefined;
  /** Lets parts take ways that agree with their formulas to some last places, where no derivatives are recorded. */
  fast?: boolean | undefined;
}

/** How a model is run, and what its sequences remember. */
export interface RunOptions extends RunSettings {
  /**
   * What sequences remember from one read to the next. Without it each read stands alone. Sequences that it holds already go on, under
   * the interventions that they began with.
   */
  sequences?: Sequences | undefined;
}

const checkOptions = optionsOf<RunOptions>("Run", {
  with: "list?",
  interrupt: "object?",
  fast: "flag?",
  sequences: "object?",
});

/** The next tokens of sequences: a list for each, packed, or rows int64 [B, T]. */
export type Tokens = Tensor | readonly (readonly number[])[];

/** What one read of a run may bring beside tokens. */
export interface ReadOptions {
  /** What parts may ask for besides tokens, such as `segments.of(...)`. */
  given?: readonly Given[] | undefined;
  /** Tokens of each row [B, T] that are not padding; default T. */
  lengths?: readonly number[] | undefined;
}

interface Row {
  /** What rides on this sequence alone. */
  readonly tenant: readonly Intervention[];
  /** What stands in front of its first token, [P, D]. */
  readonly vectors: Tensor | undefined;
}

const none: readonly Intervention[] = [];

/**
 * A model under interventions, and the sequences that it is reading. Every pass is made here, so that hooks, beginnings, side inputs
 * and the interrupt cannot be forgotten.
 */
export class Run<M extends Module = Reads> {
  /** The model that is read, unchanged. */
  readonly model: M;
  readonly #with: readonly Intervention[];
  #sequences: Sequences;
  readonly #options: Pick<RunOptions, "interrupt" | "fast">;
  /** Everybody's hooks, and where sequences have some of their own, those inside of them. */
  readonly #all: Plan;
  #routed: Plan | undefined;
  #rows: Row[] = [];

  /** Throws as `checkRun` does, before any pass. */
  constructor(model: M, options: RunOptions = {}) {
    checkOptions(options);
    const { with: interventions = none, sequences = new Alone(), interrupt, fast } = options;
    this.model = model;
    this.#with = interventions;
    this.#sequences = sequences;
    this.#options = { interrupt, fast };
    this.#all = checkRun(model, { with: interventions, fast });
    const { length } = sequences.lengths;
    if (length > 0) this.#rows = Array<Row>(length).fill({ tenant: none, vectors: begunBy(interventions).vectors });
  }

  /** One line: what is run, under which interventions, and the tokens of its sequences. */
  toString(): string {
    const riders = this.#with.map(({ name }) => `"${name}"`).join(", ");
    const under = riders === "" ? "" : ` under ${riders}`;
    return `Run of ${this.model.constructor.name}${under}: ${this.lengths.length} sequences of [${this.lengths.join(", ")}] tokens`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Tokens that each sequence holds. */
  get lengths(): readonly number[] {
    return this.#sequences.lengths;
  }

  /**
   * Sequences that begin, behind those there are: so many, or one for each list of interventions of its own, which stand inside of
   * the run's. Returns their rows. Where none have begun, a read begins as many as come.
   */
  begin(which: number | readonly (readonly Intervention[])[]): number[] {
    const tenants = typeof which === "number" ? Array.from({ length: which }, () => none) : which;
    // Those alike begin with the same value, by which a memory knows that they may lie side by side.
    const begun = new Map(tenants.map((tenant) => [tenant, begunBy([...this.#with, ...tenant])]));
    this.#rows.push(...tenants.map((tenant) => ({ tenant, vectors: begun.get(tenant)!.vectors })));
    this.#routed = undefined;
    return this.#sequences.add(tenants.map((tenant) => begun.get(tenant)!.memory));
  }

  /** Goes on with these sequences, in this order: one may come twice, or not at all. */
  select(rows: readonly number[]): void {
    this.#sequences.select(rows);
    this.#rows = rows.map((row) => this.#rows[row]!);
    this.#routed = undefined;
  }

  /** One pass over the next tokens of every sequence. Throws where there are not as many as have begun. */
  read(this: Run<M & Reads>, tokens: Tokens, { given = [], lengths }: ReadOptions = {}): Reading<M & Reads> {
    const { flat, own, make } = laid(tokens, lengths);
    const passing = this.#rows.length === 0;
    if (passing) this.begin(own.length);
    if (own.length !== this.#rows.length) {
      throw new RangeError(`${this.#rows.length} sequences have begun, and tokens of ${own.length} came`);
    }
    try {
      const { lengths: starts, begun } = this.#sequences;
      const fronts = this.#rows.map(({ vectors }, row) => (starts[row] === begun[row] ? vectors : undefined));
      const places = placeholders(
        own,
        starts,
        fronts.map((front) => front?.shape[0] ?? 0),
        make,
      );
      const inputs = given.map((input) => input.behindPlaceholders(places.lay));
      const pass = this.#pass(places.all, inputs, this.#placing(fronts));
      return new Reading(this.model, pass, places, this.model.stream(places.lay(flat), pass));
    } catch (error) {
      throw unborn(this.model) ?? error; // LibTorch's sentence would be of another thing
    } finally {
      if (passing && !this.#sequences.remembers) this.#forget();
    }
  }

  /** A pass over tokens that lie so, for whoever runs a part of a model by itself: it ends it, and moves no sequence's end. */
  pass(layout: Layout, given: readonly Given[] = []): Pass {
    return this.#pass(layout, given, this.#hooks());
  }

  /** Frees what the sequences hold; none is left. */
  release(): void {
    this.#sequences.release();
    this.#rows = [];
    this.#routed = undefined;
  }

  /** A read stood alone. Its pass goes on to know how its sequences began: blocks of it may be run again. */
  #forget(): void {
    this.#sequences = new Alone();
    this.#rows = [];
    this.#routed = undefined;
  }

  #pass(layout: Layout, given: readonly Given[], hooks: Plan): Pass {
    const { interrupt, fast } = this.#options;
    return new Pass({ layout, sequences: this.#sequences, given, plan: hooks, interrupt, fast });
  }

  #hooks(): Plan {
    const tenants = this.#rows.map(({ tenant }) => tenant);
    if (tenants.every((tenant) => tenant.length === 0)) return this.#all;
    this.#routed ??= nested(this.#all, routed(this.model, tenants));
    return this.#routed;
  }

  /** The hooks where vectors stand in front of some sequences: the table of embeddings is the innermost place. */
  #placing(this: Run<M & Reads>, fronts: readonly (Tensor | undefined)[]): Plan {
    if (fronts.every((front) => front === undefined)) return this.#hooks();
    return nested(this.#hooks(), new Map([[tableOf(this.model).path, [placing(fronts)]]]));
  }
}

/** The hooks of a run that is to be made. Throws where an intervention meets no site, a hook would never run, or fast ways cannot be. */
export function checkRun(
  model: Module,
  { with: interventions = none, fast }: Pick<RunSettings, "with" | "fast">,
): Plan {
  if (fast) checkFast(model);
  const hooks = plan(model, interventions);
  if (hooks.has(model.path)) {
    throw new Error("a hook around the whole model never runs: a run reads the stream and calls heads by themselves");
  }
  return hooks;
}

/** What is to be said of a model that has weights without numbers. */
function unborn(model: Module): Error | undefined {
  for (const [path, weight] of weights(model)) {
    const where = whereabouts(weight);
    if (where.kind === "unborn") return new Error(`the weight "${path}" ${absence(where)}`);
  }
  return undefined;
}

function nested(outer: Plan, inner: Plan): Plan {
  return new Map(
    [...new Set([...outer.keys(), ...inner.keys()])].map((path) => [
      path,
      [...(outer.get(path) ?? []), ...(inner.get(path) ?? [])],
    ]),
  );
}

/** Tokens as one tensor, how many each sequence has, and the kind of layout. */
function laid(tokens: Tokens, lengths: readonly number[] | undefined) {
  if (tokens instanceof Tensor) {
    const [B = 0, T = 0] = tokens.shape;
    const own = lengths ?? Array.from({ length: B }, () => T);
    return { flat: tokens, own, make: (...places: ConstructorParameters<typeof Padded>) => new Padded(...places) };
  }
  const own = tokens.map((row) => row.length);
  return {
    flat: ids(tokens.flat()),
    own,
    make: (...places: ConstructorParameters<typeof Packed>) => new Packed(...places),
  };
}
