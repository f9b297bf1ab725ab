/**
 * Contrastive search (Su et al. 2022, arXiv:2202.06417): of the k most probable tokens the one that is likely and yet unlike
 * what stands before.
 *
 *     y = argmax over v of (1 - a) P(v | x) - a max over j of cos(h_v, h_j)
 *
 * h_v is the model's last hidden state when v is read, h_j that of token j of the context: a model that begins to repeat
 * itself is in a state in which it was before. a = 0 is greedy search. Costs a pass over k sequences a token.
 */
import { type Interrupt, KVCache, Packed, Pass, type Writes } from "../nn/index.ts";
import { cat, ids, keep, noGrad, release, scope, type Tensor } from "../tensor/index.ts";

export interface ContrastiveOptions {
  /** Candidates, k. Default 4. */
  readonly candidates?: number;
  /** Weight of the degeneration penalty, a. Default 0.6. */
  readonly penalty?: number;
  readonly maxTokens: number;
  /** Tokens that end the text, and are its last. */
  readonly stopIds?: ReadonlySet<number>;
  readonly interrupt?: Interrupt | undefined;
}

/** What one pass over some sequences leaves: unit hidden states [N, D] of its tokens, and the next token's probabilities [B, V]. */
interface Read {
  readonly states: Tensor;
  readonly next: Tensor;
}

/** The tokens written behind a prompt of at least one token. Throws Interrupted. */
export function contrastiveSearch(
  model: Writes,
  prompt: readonly number[],
  { candidates = 4, penalty = 0.6, maxTokens, stopIds = new Set(), interrupt }: ContrastiveOptions,
): number[] {
  const written: number[] = [];
  let cache = new KVCache(1);
  let { states, next } = held(read(model, [prompt], cache, interrupt));
  try {
    while (written.length < maxTokens) {
      const { values, indices } = noGrad(() => next.topk(Math.min(candidates, next.shape[1]!))); // [1, k]
      const tokens = indices.numbers();
      const branches = cache.select(tokens.map(() => 0));
      cache.release();
      cache = branches;
      const tried = read(
        model,
        tokens.map((token) => [token]),
        branches,
        interrupt,
      );
      const chosen = scope(() =>
        noGrad(() => {
          const likeness = tried.states.matmul(states.t()).max(-1); // [k]
          const score = values
            .squeeze(0)
            .mul(1 - penalty)
            .sub(likeness.mul(penalty));
          return score.argmax().item();
        }),
      );
      written.push(tokens[chosen]!);
      cache = branches.select([chosen]);
      branches.release();
      const grown = held(
        scope(() =>
          noGrad(() => ({
            states: cat([states, tried.states.narrow(0, chosen, 1)]), // [S + 1, D]
            next: tried.next.narrow(0, chosen, 1).clone(), // [1, V]
          })),
        ),
      );
      release(states, next, tried.states, tried.next, values, indices);
      ({ states, next } = grown);
      if (stopIds.has(tokens[chosen]!)) break;
    }
    return written;
  } finally {
    cache.release();
    release(states, next);
  }
}

const held = ({ states, next }: Read): Read => ({ states: keep(states), next: keep(next) });

function read(
  model: Writes,
  sequences: readonly (readonly number[])[],
  cache: KVCache,
  interrupt: Interrupt | undefined,
): Read {
  return scope(() =>
    noGrad(() => {
      const layout = new Packed(
        sequences.map(({ length }) => length),
        cache.lengths,
      );
      const pass = new Pass({ layout, cache, interrupt });
      const stream = model.stream(ids(sequences.flat()), pass); // [N, D]
      const hidden = model.norm.call(stream, pass);
      const next = model.logits(stream.indexSelect(0, layout.last()), pass).to("float32").softmax(-1); // [B, V]
      const wide = hidden.to("float32");
      return { states: wide.div(wide.pow(2).sum(-1, true).sqrt()), next };
    }),
  );
}
