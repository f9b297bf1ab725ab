import { Run, type RunSettings } from "../interventions/index.ts";
import type { Reads } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { ids, infer } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { record } from "./record.ts";
import { tokenized } from "./subject.ts";

/** What is read, and how. */
export interface AttentionsOptions extends RunSettings {
  /** The text. */
  prompt: string;
}

/** Who looks at whom: plain data. */
export interface Attentions {
  /** The text of each token of the prompt. */
  readonly tokens: readonly string[];
  /** `layers[layer][head][token][seen]`: a token's weights sum to 1 over what it sees, prefixes of an intervention left out. */
  readonly layers: readonly (readonly (readonly (readonly number[])[])[])[];
}

const checkAttentions = optionsOf<AttentionsOptions>("attentions", {
  ...{ prompt: "text", with: "list?", interrupt: "object?", fast: "flag?" },
});

/**
 * Patterns of attention, softmax(score(q, k)), of every layer and head (Vaswani et al. 2017, arXiv:1706.03762). Throws an ArgumentError
 * where the options do not fit, or the prompt is empty, and an InterventionError where the model does not attend.
 */
export function attentions(model: Reads, tokenizer: Tokenizer, options: AttentionsOptions): Attentions {
  checkAttentions(options);
  const { prompt, with: own = [], interrupt, fast } = options;
  const { ids: row, tokens } = tokenized(tokenizer, prompt);
  const T = tokens.length;
  const recorder = record("blocks.*.mixer.pattern");
  try {
    infer(() => void new Run(model, { with: [recorder, ...own], interrupt, fast }).read(ids(row).unsqueeze(0)));
    const layers = infer(() =>
      [...recorder.seen.values()].map((pattern) => {
        const [, H = 0, Q = 0, S = 0] = pattern.shape;
        const heads = pattern
          .select(0, 0)
          .narrow(1, Q - T, T)
          .narrow(2, S - T, T)
          .to("float32"); // [H, T, T]
        const rows = heads.floats();
        return Array.from({ length: H }, (_, h) =>
          Array.from({ length: T }, (_, t) => [...rows.subarray((h * T + t) * T, (h * T + t + 1) * T)]),
        );
      }),
    );
    return { tokens, layers };
  } finally {
    recorder.clear();
  }
}
