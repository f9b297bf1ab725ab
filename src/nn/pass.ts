import { gradEnabled, keep, release, type Tensor } from "../tensor/index.ts";
import { Alone } from "./alone.ts";
import type { Layout } from "./layout.ts";
import type { Sequences } from "./sequences.ts";
import type { Given, SideInput } from "./side-input.ts";

/**
 * What stands inside of a hook: the hooks further in, and then the module itself, or the identity at a weight or a value.
 */
export type Next = (x: Tensor) => Tensor;
/**
 * Depends on its arguments alone and may run twice on the same ones. A block's tensors die with the block: what a hook holds on to,
 * it keeps (`keep`). Under `recompute` that is a constant: what must carry a derivative is said (`pass.say`).
 */
export type Hook = (x: Tensor, next: Next, pass: Pass) => Tensor;
/** A scalar that a part said beside the stream, and by which name. */
export type Said = readonly [name: string, term: Tensor];
/** Hooks by path; the first of a list is the outermost. */
export type Plan = ReadonlyMap<string, readonly Hook[]>;

/** Says that a run should end, from whichever thread; `AbortSignal` is one, within its own thread. */
export interface Interrupt {
  /** Looked at between blocks; true ends the run. */
  readonly aborted: boolean;
}

/** Thrown between two blocks of a run that was told to stop. The cache is as it was before the run. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("the run was interrupted");
  }
}

/** What a pass is made of. */
export interface PassOptions {
  /** How its tokens lie. */
  layout: Layout;
  /** What its sequences remember; nothing unless said otherwise. */
  sequences?: Sequences | undefined;
  /** What parts may ask for besides tokens. */
  given?: readonly Given[] | undefined;
  /** Its hooks, by path, such as `plan(model, interventions)` gives. Default: none. */
  plan?: Plan | undefined;
  /** Says that it should end. Default: nobody does. */
  interrupt?: Interrupt | undefined;
  /**
   * Whether parts may compute the same in fewer operators, which agree with the formulas to some last places and not bit for
   * bit; for float32 weights. Where derivatives are recorded they never do. Default false.
   */
  fast?: boolean | undefined;
}

const nothing: Plan = new Map();

/** Tensors by their owner, and by the variants that it makes. */
type Shared = Map<object, Map<string | number, Tensor>>;

/**
 * A Pass is one forward run: which hooks are on, how tokens lie, which cache fills, whether somebody wants it to stop.
 *
 * Every module call, every weight as it is read and every named interior value is a *site* with a dotted path. A *hook*
 * stands in front of a site: `y = hook(x, next)`. On a call, `next` is the module itself; on a weight or a value it is
 * the identity. Hooks ride on the pass and never on the model: adding one copies nothing, dropping one restores every
 * bit, and two passes over the same weights never see each other.
 */
export class Pass {
  /** How its tokens lie. */
  readonly layout: Layout;
  /** What its sequences remember. */
  readonly sequences: Sequences;
  /** Its hooks, by path. */
  readonly plan: Plan;
  /** Whether parts take their fast ways, which record no derivatives. */
  readonly fast: boolean;
  /** Whether no hook stands anywhere: then a site costs one comparison. */
  readonly bare: boolean;
  /** Whether derivatives are recorded, asked once, when the run begins. */
  readonly recording: boolean = gradEnabled();
  // Not #private: `only` makes views of a pass.
  private readonly sideInputs: readonly Given[];
  private readonly interrupt: Interrupt | undefined;
  private readonly shared: Shared = new Map();
  /** What is shared here and in all views. */
  private readonly allShared = [this.shared];
  private readonly said: Said[] = [];

  constructor({ layout, sequences, given = [], plan = nothing, interrupt, fast = false }: PassOptions) {
    this.layout = layout;
    this.sequences = sequences ?? new Alone();
    this.sideInputs = given;
    this.plan = plan;
    this.fast = fast && !this.recording;
    this.bare = plan.size === 0;
    this.interrupt = interrupt;
  }

  /** What was given under a key, or nothing. */
  given<T>(input: SideInput<T>): T | undefined {
    return input.in(this.sideInputs);
  }

  /** This pass as one of its sequences sees it: the same run and memory, the layout of its own tokens, and other hooks. */
  only(row: number, plan: Plan): Pass {
    const shared: Shared = new Map();
    this.allShared.push(shared);
    const own = { layout: this.layout.only(row), plan, bare: plan.size === 0, shared };
    return Object.create(this, Object.fromEntries(Object.entries(own).map(([key, value]) => [key, { value }])));
  }

  /** Runs a site: its hooks, the outermost first, around `next`. */
  at(path: string, x: Tensor, next: Next): Tensor {
    const hooks = this.plan.get(path);
    if (hooks === undefined) return next(x);
    return hooks.reduceRight<Next>((inner, hook) => (value) => hook(value, inner, this), next)(x);
  }

  /** Whether a hook stands at a path. A module with a fast path asks before it leaves an interior value out. */
  wants(path: string): boolean {
    return this.plan.has(path);
  }

  /**
   * What all parts of a run share, such as the angles of a Rotary: made once for each owner and each variant of what it makes,
   * such as a width and a dtype; alive until the run ends.
   */
  once(owner: object, make: () => Tensor, variant: string | number = ""): Tensor {
    let own = this.shared.get(owner);
    if (own === undefined) {
      own = new Map();
      this.shared.set(owner, own);
    }
    // What a part made while it kept no derivatives, because it will be run again, is a constant to the others.
    const key = this.recording && !gradEnabled() ? `${variant} constant` : variant;
    let shared = own.get(key);
    if (shared === undefined) {
      shared = keep(make());
      own.set(key, shared);
    }
    return shared;
  }

  /**
   * What a part says beside the stream, such as how evenly a mixture of experts shares its tokens: a scalar that an objective
   * may add to its loss, derivative and all.
   */
  say(name: string, term: Tensor): void {
    this.said.push([name, term]);
  }

  /** What was said, by name, terms of one name added up; and from here on nothing has been. */
  heard(): Map<string, Tensor> {
    const sums = new Map<string, Tensor>();
    for (const [name, term] of this.said.splice(0)) {
      const before = sums.get(name);
      sums.set(name, before === undefined ? term : before.add(term));
    }
    return sums;
  }

  /** Runs `body`, and gives what was said meanwhile beside its result: whoever asks says it again, or does not. */
  aside<T>(body: () => T): readonly [result: T, said: readonly Said[]] {
    const from = this.said.length;
    const result = body();
    return [result, this.said.splice(from)];
  }

  /** Ends the run: frees what its parts shared. */
  end(): void {
    for (const shared of this.allShared) {
      for (const own of shared.values()) release(...own.values());
      shared.clear();
    }
    this.allShared.length = 1;
  }

  /** Throws Interrupted when the run should end. Asked between blocks, and between a block's two halves. */
  checkInterrupt(): void {
    if (this.interrupt?.aborted) throw new Interrupted();
  }
}
