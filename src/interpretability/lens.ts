import { Run, type RunSettings } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { ids, infer, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { record } from "./record.ts";
import { tokenized } from "./subject.ts";

/** What is read, and how. */
export interface LensOptions extends RunSettings {
  /** The text. */
  prompt: string;
}

/** What one layer would say behind each token. */
export interface LensLayer {
  /** Its first choice, of each token. */
  readonly top: readonly string[];
  /** The probability of it. */
  readonly topProbability: readonly number[];
  /** The probability of what the whole model says there. */
  readonly probability: readonly number[];
  /** The rank of that, from 1. */
  readonly rank: readonly number[];
}

/** What a lens shows: plain data. */
export interface Lens {
  /** The text of each token of the prompt. */
  readonly tokens: readonly string[];
  /** What the model says behind each of them. */
  readonly said: readonly string[];
  /** Behind each block, the first to the last. */
  readonly layers: readonly LensLayer[];
}

const settings = { with: "list?", interrupt: "object?", fast: "flag?" } as const;
const checkLogits = optionsOf<RunSettings>("lensLogits", settings);
const checkLens = optionsOf<LensOptions>("lens", { prompt: "text", ...settings });

/**
 * The logit lens (nostalgebraist 2020, "interpreting GPT: the logit lens"). Notes: where a model puts its answer together.
 *
 *     logits_l = head(norm(h_l))
 *
 * What the model would say if block l were its last; the final norm is applied, and behind the last block these are its own logits.
 * Throws an ArgumentError where the options do not fit, or the prompt is empty.
 */
export function lens(model: Writes, tokenizer: Tokenizer, options: LensOptions): Lens {
  checkLens(options);
  const { prompt, ...settings } = options;
  const text = tokenized(tokenizer, prompt);
  const name = (id: number) => tokenizer.decode([id]);
  return infer(() => {
    const logits = lensLogits(model, text.ids, settings); // [T, V] each
    const own = logits.at(-1)!.argmax(); // [T]
    const layers = logits.map((layer) => {
      const probabilities = layer.softmax(-1);
      const said = layer.gather(-1, own.unsqueeze(-1)); // [T, 1]
      return {
        top: layer.argmax().numbers().map(name),
        topProbability: probabilities.max(-1).numbers(),
        probability: probabilities.gather(-1, own.unsqueeze(-1)).squeeze(-1).numbers(),
        rank: layer.gt(said).sum(-1).add(1).numbers(),
      };
    });
    return { tokens: text.tokens, said: own.numbers().map(name), layers };
  });
}

/** The lens's logits in float32, [T, V] behind each block, for whoever measures on. Throws an ArgumentError where the settings do not fit. */
export function lensLogits(model: Writes, tokens: readonly number[], settings: RunSettings = {}): Tensor[] {
  checkLogits(settings);
  const { with: own = [], interrupt, fast } = settings;
  const recorder = record("blocks.*");
  try {
    const run = new Run(model, { with: [recorder, ...own], interrupt, fast });
    const reading = run.read(ids(tokens).unsqueeze(0));
    return [...recorder.seen.values()].map((stream) =>
      model.logits(reading.own(stream), reading.pass).to("float32").squeeze(0),
    );
  } finally {
    recorder.clear();
  }
}
