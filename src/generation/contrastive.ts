import { Run, type RunSettings } from "../interventions/index.ts";
import { KVCache, type Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { cat, infer, keep, release, type Tensor } from "../tensor/index.ts";
import { highest } from "./highest.ts";

/** How contrastive search weighs its candidates, and when it ends. */
export interface ContrastiveOptions extends RunSettings {
  /** Candidates, k. Default 4. */
  readonly candidates?: number;
  /** Weight of the degeneration penalty, a. Default 0.6. */
  readonly penalty?: number;
  /** Most tokens to write. */
  readonly maxTokens: number;
  /** Tokens that end the text, and are its last. */
  readonly stopIds?: ReadonlySet<number>;
}

const checkContrastive = optionsOf<ContrastiveOptions>("contrastiveSearch", {
  candidates: "number?",
  penalty: "number?",
  maxTokens: "number",
  stopIds: "object?",
  with: "list?",
  interrupt: "object?",
  fast: "flag?",
});

/** What has been read: unit hidden states [S, D] of its tokens, and the next token's probabilities [1, V]. */
interface Read {
  readonly states: Tensor;
  readonly next: Tensor;
}

/**
 * Contrastive search (Su et al. 2022, arXiv:2202.06417): of the k most probable tokens the one that is likely and yet unlike
 * what stands before.
 *
 *     y = argmax over v of (1 - a) P(v | x) - a max over j of cos(h_v, h_j)
 *
 * h_v is the model's last hidden state when v is read, h_j that of token j of the context: a model that begins to repeat
 * itself is in a state in which it was before. a = 0 is greedy search. Costs a pass over k sequences a token.
 *
 * Returns the tokens written behind a prompt of at least one token. Throws Interrupted, and a LanguageModelError where no number is finite.
 */
export function contrastiveSearch(model: Writes, prompt: readonly number[], options: ContrastiveOptions): number[] {
  checkContrastive(options);
  const { candidates = 4, penalty = 0.6, maxTokens, stopIds = new Set(), ...settings } = options;
  const run = new Run(model, { ...settings, sequences: new KVCache() });
  const written: number[] = [];
  try {
    let held = kept(infer(() => read(run, [prompt])));
    while (written.length < maxTokens) {
      const { token, grown } = infer(() => {
        const { values, indices } = held.next.topk(Math.min(candidates, held.next.shape[1]!)); // [1, k]
        const tokens = indices.numbers();
        run.select(tokens.map(() => 0));
        const tried = read(
          run,
          tokens.map((token) => [token]),
        );
        const likeness = tried.states.matmul(held.states.t()).max(-1); // [k]
        const score = values
          .squeeze(0)
          .mul(1 - penalty)
          .sub(likeness.mul(penalty));
        const chosen = highest(score.numbers());
        run.select([chosen]);
        return {
          token: tokens[chosen]!,
          grown: {
            states: cat([held.states, tried.states.narrow(0, chosen, 1)]), // [S + 1, D]
            next: tried.next.narrow(0, chosen, 1).clone(), // [1, V]
          },
        };
      });
      release(held.states, held.next);
      held = kept(grown);
      written.push(token);
      if (stopIds.has(token)) break;
    }
    release(held.states, held.next);
    return written;
  } finally {
    run.release();
  }
}

const kept = ({ states, next }: Read): Read => ({ states: keep(states), next: keep(next) });

/** Unit hidden states [N, D] and next probabilities [B, V] of sequences that are read on. */
function read(run: Run<Writes>, tokens: readonly (readonly number[])[]): Read {
  const reading = run.read(tokens);
  const hidden = run.model.norm.call(reading.stream, reading.pass); // [N, D]
  const next = reading.logits("last").to("float32").softmax(-1); // [B, V]
  const wide = hidden.to("float32");
  return { states: wide.div(wide.pow(2).sum(-1, true).sqrt()), next };
}
