/**
 * A Pass is one forward run: which hooks are on, how tokens lie, which cache fills, whether somebody wants it to stop.
 *
 * Every module call, every weight as it is read and every named interior value is a *site* with a dotted path. A *hook*
 * stands in front of a site: `y = hook(x, next)`. On a call, `next` is the module itself; on a weight or a value it is
 * the identity. Hooks ride on the pass and never on the model: adding one copies nothing, dropping one restores every
 * bit, and two passes over the same weights never see each other.
 */
import { gradEnabled, keep, release, type Tensor } from "../tensor/index.ts";
import type { Cache } from "./cache.ts";
import type { Layout } from "./layout.ts";

export type Next = (x: Tensor) => Tensor;
/**
 * Depends on its arguments alone and may run twice on the same ones. A block's tensors die with the block where no
 * derivatives are recorded: what a hook holds on to, it keeps (`keep`). Under `recompute` that is a constant: what must carry
 * a derivative is said (`pass.say`).
 */
export type Hook = (x: Tensor, next: Next, pass: Pass) => Tensor;
/** A scalar that a part said beside the stream, and by which name. */
export type Said = readonly [name: string, term: Tensor];
/** Hooks by path; the first of a list is the outermost. */
export type Plan = ReadonlyMap<string, readonly Hook[]>;

/** Says that a run should end, from whichever thread; `AbortSignal` is one, within its own thread. */
export interface Interrupt {
  readonly aborted: boolean;
}

/** Thrown between two blocks of a run that was told to stop. The cache is as it was before the run. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("the run was interrupted");
  }
}

/** What a mixer may attend to besides its own tokens, such as what an encoder made of a source: a stream, and how it lies. */
export interface Memory {
  readonly states: Tensor; // [..., D]
  /** As many sequences as the pass has, in the same order. */
  readonly layout: Layout;
}

export interface PassOptions {
  layout: Layout;
  memory?: Memory | undefined;
  /** Which sentence of its sequence each token belongs to, int64 [B, T] or [N], for models that read pairs. */
  segments?: Tensor | undefined;
  plan?: Plan | undefined;
  cache?: Cache | undefined;
  interrupt?: Interrupt | undefined;
  /**
   * Whether parts may compute the same in fewer operators, which agree with the formulas to some last places and not bit for
   * bit; for float32 weights. Where derivatives are recorded they never do. Default false.
   */
  fast?: boolean | undefined;
}

const nothing: Plan = new Map();

export class Pass {
  readonly layout: Layout;
  readonly segments: Tensor | undefined;
  readonly memory: Memory | undefined;
  readonly plan: Plan;
  readonly cache: Cache | undefined;
  /** Whether no hook stands anywhere: then a site costs one comparison. */
  readonly bare: boolean;
  /** Whether derivatives are recorded, asked once, when the run begins. */
  readonly recording: boolean = gradEnabled();
  /** Whether parts take their fast ways, which record no derivatives. */
  readonly fast: boolean;
  readonly #interrupt: Interrupt | undefined;
  readonly #shared = new Map<object, Map<string, Tensor>>();
  readonly #said: Said[] = [];

  constructor({ layout, memory, segments, plan = nothing, cache, interrupt, fast = false }: PassOptions) {
    this.layout = layout;
    this.memory = memory;
    this.segments = segments;
    this.plan = plan;
    this.cache = cache;
    this.bare = plan.size === 0;
    this.fast = fast && !this.recording;
    this.#interrupt = interrupt;
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
  once(owner: object, make: () => Tensor, ...variant: readonly (string | number)[]): Tensor {
    const own = this.#shared.get(owner) ?? new Map<string, Tensor>();
    this.#shared.set(owner, own);
    const key = variant.join(" ");
    const shared = own.get(key) ?? keep(make());
    own.set(key, shared);
    return shared;
  }

  /**
   * What a part says beside the stream, such as how evenly a mixture of experts shares its tokens: a scalar that an objective
   * may add to its loss, derivative and all.
   */
  say(name: string, term: Tensor): void {
    this.#said.push([name, term]);
  }

  /** What was said, by name, terms of one name added up; and from here on nothing has been. */
  heard(): Map<string, Tensor> {
    const sums = new Map<string, Tensor>();
    for (const [name, term] of this.#said.splice(0)) {
      const before = sums.get(name);
      sums.set(name, before === undefined ? term : before.add(term));
    }
    return sums;
  }

  /** Runs `body`, and gives what was said meanwhile beside its result: whoever asks says it again, or does not. */
  aside<T>(body: () => T): readonly [result: T, said: readonly Said[]] {
    const from = this.#said.length;
    const result = body();
    return [result, this.#said.splice(from)];
  }

  /** Ends the run: frees what its parts shared. */
  end(): void {
    for (const own of this.#shared.values()) release(...own.values());
    this.#shared.clear();
  }

  /** Throws Interrupted when the run should end. Asked between blocks, and between a block's two halves. */
  checkInterrupt(): void {
    if (this.#interrupt?.aborted) throw new Interrupted();
  }
}
