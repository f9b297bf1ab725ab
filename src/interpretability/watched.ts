/** The two runs that causal tracing sets side by side: what they had, and the noise that makes the second. */
import { type Intervention, Run } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { cat, Generator, randn, type Tensor, zeros } from "../tensor/index.ts";
import { record } from "./record.ts";
import type { locate } from "./subject.ts";
import type { TraceOptions } from "./trace.ts";

/** How a text is traced: what `trace` takes, but for the text. */
export type Settings = Omit<TraceOptions, "prompt" | "subject">;

/** What a run of B rows had. */
export interface Watched {
  /**
   * The stream in front of each block, and behind the last one, [B, P + T, D]: P vectors stand in front where an intervention
   * puts some.
   */
  readonly streams: readonly Tensor[];
  /** What the part of each block that is restored or severed gave, likewise. */
  readonly parts: readonly Tensor[];
  /** Of the next token, [B, V]. */
  readonly probabilities: Tensor;
}

/** The part of a block whose outputs are restored or severed. */
export function partOf({ kind = "states", sever }: Settings): string | undefined {
  const part = kind === "states" ? sever : kind;
  return part === "attention" ? "mixer" : part;
}

/** A run over rows [B, T] of tokens. */
export function watched(model: Writes, rows: Tensor, settings: Settings, ...inner: Intervention[]): Watched {
  const { with: own = [], interrupt, fast } = settings;
  const part = partOf(settings);
  const patterns = [model.embed.path, "blocks.*", ...(part === undefined ? [] : [`blocks.*.${part}`])];
  const recorders = patterns.map(record);
  try {
    const run = new Run(model, { with: [...recorders, ...own, ...inner], interrupt, fast });
    const probabilities = run.read(rows).logits("last").to("float32").softmax(-1);
    const [first, blocks, parts] = recorders.map(({ seen }) => [...seen.values()].map((tensor) => tensor.clone()));
    return { streams: [...first!, ...blocks!], parts: parts ?? [], probabilities };
  } finally {
    for (const recorder of recorders) recorder.clear();
  }
}

/** Noise [samples, T, D] on the subject, and its standard deviation. */
export function drawn(
  embedded: Tensor,
  { ids: { length: T }, subject: [from, to] }: ReturnType<typeof locate>,
  { samples = 10, seed = 0, noise: asked }: Settings,
): { readonly tensor: Tensor; readonly std: number } {
  const own = embedded.narrow(1, embedded.shape[1]! - T + from, to - from); // [1, n, D]
  const D = own.shape[2]!;
  const std = asked ?? 3 * own.sub(own.mean()).pow(2).mean().sqrt().item();
  const struck = randn([samples, to - from, D], std, { generator: new Generator(seed) });
  return { tensor: cat([zeros([samples, from, D]), struck, zeros([samples, T - to, D])], 1), std };
}
