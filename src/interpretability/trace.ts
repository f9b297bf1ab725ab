import type { RunSettings } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { ArgumentError, listed, optionsOf, shown } from "../sentences/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { locate } from "./subject.ts";
import { Tracing } from "./tracing.ts";

/** What is restored: the stream behind a block, or what the MLPs or the mixers of some neighbouring blocks add to it. */
export const traceKinds = ["states", "mlp", "attention"] as const;
/** One of them. */
export type TraceKind = (typeof traceKinds)[number];
const severable = ["mlp", "attention"] as const;

/** What is traced, and how. */
export interface TraceOptions extends RunSettings {
  /** A text that the model goes on with. */
  prompt: string;
  /** The part of it that noise strikes. */
  subject: string;
  /** What is restored. Default "states". */
  kind?: TraceKind | undefined;
  /** Of a trace of states: the parts whose outputs at the restored token stay as they were in the corrupted run. Default: none. */
  sever?: (typeof severable)[number] | undefined;
  /** Draws of the noise, over which probabilities are averaged. Default 10. */
  samples?: number | undefined;
  /** What the noise is drawn by. Default 0. */
  seed?: number | undefined;
  /** Standard deviation of the noise. Default: three times that of the subject's embedded tokens. */
  noise?: number | undefined;
  /** Layers at which something is restored, in ascending order. Default: all. */
  layers?: readonly number[] | undefined;
  /** Blocks whose MLPs or mixers are restored together. Default: 10 of 48, and of other depths as many in proportion. */
  window?: number | undefined;
}

/** What came of it: plain data. */
export interface CausalTrace {
  /** What was restored. */
  readonly kind: TraceKind;
  /** The text of each token of the prompt. */
  readonly tokens: readonly string[];
  /** Tokens of the subject: the first, and the one behind the last. */
  readonly subject: readonly [from: number, to: number];
  /** The token that the model says next. */
  readonly answer: string;
  /** Its probability. */
  readonly clean: number;
  /** The same where noise has struck the subject, the mean over samples. */
  readonly corrupted: number;
  /** Layers at which something was restored. */
  readonly layers: readonly number[];
  /** The same where one token's state at one of the layers is restored, `effects[token][layer]`. */
  readonly effects: readonly (readonly number[])[];
}

const checkTrace = optionsOf<TraceOptions>("trace", {
  ...{ prompt: "text", subject: "text", kind: "text?", sever: "text?", samples: "number?", seed: "number?" },
  ...{ noise: "number?", layers: "list?", window: "number?", with: "list?", interrupt: "object?", fast: "flag?" },
});

/**
 * Causal tracing (Meng et al. 2022, arXiv:2202.05262). Notes: model editing, locating knowledge.
 *
 *     clean       p* = P(answer | prompt)
 *     corrupted   p = mean over samples of P(answer | h_0 + e on the subject),     e ~ N(0, (3 std)^2)
 *     restored    p(t, l) = the same, with h_l[t], or what blocks l - w/2 to l + w/2 add to it, as in the clean run
 *
 * The indirect effect of a state is p(t, l) - p. The noise is the same for every state. The last token's last state restores p*, and a
 * state in front of the subject nothing.
 *
 * `onProgress` is told how many tokens are done, and of how many. Throws an ArgumentError where the options do not fit, or the subject
 * does not stand in the prompt.
 */
export function trace(
  model: Writes,
  tokenizer: Tokenizer,
  options: TraceOptions,
  onProgress: (done: number, of: number) => void = () => {},
): CausalTrace {
  const tracing = traced(model, tokenizer, options);
  try {
    const { kind, tokens, subject, answer, clean, corrupted, layers } = tracing;
    const effects = tokens.map((_, token) => {
      const own = tracing.effects(token);
      onProgress(token + 1, tokens.length);
      return own;
    });
    return { kind, tokens, subject, answer, clean, corrupted, layers, effects };
  } finally {
    tracing.release();
  }
}

/** The same, to be asked token by token, and released. Throws as `trace` does. */
export function traced(model: Writes, tokenizer: Tokenizer, options: TraceOptions): Tracing {
  checkTrace(options);
  checkSettings(options, model.blocks.length);
  const { prompt, subject, ...settings } = options;
  return new Tracing(model, tokenizer, locate(tokenizer, prompt, subject), settings);
}

function checkSettings(options: TraceOptions, L: number): void {
  const { kind = "states", sever, samples = 10, seed = 0, noise = 0, layers, window = 1 } = options;
  const check = (field: string, found: unknown, holds: boolean, must: string) => {
    if (!holds) throw new ArgumentError(`trace: ${field}: is ${shown(found)}, and must be ${must}`);
  };
  const named = (names: readonly string[]) => listed(names.map((name) => shown(name)));
  check("kind", kind, traceKinds.includes(kind), named(traceKinds));
  check("sever", sever, sever === undefined || severable.includes(sever), named(severable));
  check("sever", sever, sever === undefined || kind === "states", "left out where no states are restored");
  check("samples", samples, Number.isInteger(samples) && samples > 0, "a whole number of at least 1");
  check("seed", seed, Number.isSafeInteger(seed), "a whole number");
  check("noise", noise, noise >= 0 && Number.isFinite(noise), "a number of at least 0");
  const ascending = (own: readonly number[]) =>
    own.length > 0 && own.every((layer, i) => i === 0 || layer > own[i - 1]!);
  const known = (own: readonly number[]) => own.every((layer) => Number.isInteger(layer) && layer >= 0 && layer < L);
  check(
    "layers",
    layers,
    layers === undefined || (known(layers) && ascending(layers)),
    `layers from 0 to ${L - 1} in ascending order`,
  );
  check("window", window, Number.isInteger(window) && window > 0 && window <= L, `a whole number from 1 to ${L}`);
}
