import type { Intervention } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { infer, keep, release, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { checkBlock, downOf } from "./block.ts";
import { EditError } from "./edit-error.ts";
import { seenAt } from "./seen.ts";

/** Which keys, and how many. */
export interface MomentOptions {
  /** The block whose `mlp.down` they go into. */
  block: number;
  /** Keys to take; 50,000 unless given. Below the width of a key C has no inverse, and from few it is a poor estimate. */
  tokens?: number;
  /** What rides on the model. */
  with?: readonly Intervention[];
  /** Is told how many keys have been seen. */
  onProgress?: (seen: number, tokens: number) => void;
}

const checkMoment = optionsOf<MomentOptions>("keyMoment", {
  block: "number",
  tokens: "number?",
  with: "list?",
  onProgress: "function?",
});

/** Tokens of a text that are read at once. */
const WINDOW = 256;

/**
 * The second moment of keys, C [F, F] in float64: what ROME calls the statistics of a layer (Meng et al. 2022, arXiv:2202.05262, section 3.1).
 *
 *     C = mean of k k^T, uncentred, over keys k [F] of the tokens of texts
 *
 * The first token of each window is left out: its key is many times longer than others and nearly the same whatever the word. The tensor
 * lives until it is released. Throws an EditError where the texts hold fewer tokens than asked for.
 */
export function keyMoment(
  model: Writes,
  tokenizer: Tokenizer,
  texts: Iterable<string>,
  options: MomentOptions,
): Tensor {
  checkMoment(options);
  const { block, tokens = 50_000, with: riding, onProgress } = options;
  checkBlock(model, block);
  let sum: Tensor | undefined;
  let seen = 0;
  for (const window of windows(tokenizer, texts)) {
    if (seen >= tokens) break;
    const at = Array.from({ length: window.length - 1 }, (_, i) => i + 1).slice(0, tokens - seen);
    const before = sum;
    sum = infer(() => {
      const keys = seenAt(model, [{ ids: window, at }], downOf(block), { with: riding }).x; // [n, F]
      const own = keys.t().matmul(keys).to("float64");
      return keep(before === undefined ? own : before.add(own));
    });
    if (before !== undefined) release(before);
    seen += at.length;
    onProgress?.(seen, tokens);
  }
  if (sum === undefined || seen < tokens) {
    if (sum !== undefined) release(sum);
    throw new EditError(`the statistics of keys need ${tokens} tokens, and the texts have ${seen}`);
  }
  const whole = sum;
  const mean = infer(() => keep(whole.div(seen)));
  release(whole);
  return mean;
}

/** Tokens of texts in windows of at least two. */
function* windows(tokenizer: Tokenizer, texts: Iterable<string>): Generator<readonly number[]> {
  for (const text of texts) {
    const all = tokenizer.encode(text);
    for (let start = 0; start < all.length - 1; start += WINDOW) yield all.slice(start, start + WINDOW);
  }
}
