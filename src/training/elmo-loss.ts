import type { Elmo } from "../models/index.ts";
import type { Pass } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { Loss, tokenLoss } from "./loss.ts";

/**
 * What ELMo learns by (Peters et al. 2018, arXiv:1802.05365): the mean cross-entropy in nats of both directions, the next word's and
 * the one's before, for rows of characters [B, T, C] and words [B, T].
 */
export function elmoLoss(model: Elmo, characters: Tensor, words: Tensor, pass: Pass): Loss {
  const T = words.shape[1]!;
  const [onward, backward] = model.directions(characters, pass).map((layers) => layers.at(-1)!);
  const guess = (h: Tensor, from: number, target: number) => {
    const logits = model.head.call(h.narrow(1, from, T - 1), pass); // [B, T - 1, V]
    return tokenLoss(logits.reshape([-1, logits.shape[2]!]), words.narrow(1, target, T - 1).reshape([-1]));
  };
  const [next, before] = [guess(onward!, 0, 1), guess(backward!, 1, 0)];
  return new Loss(next.sum.add(before.sum), next.count + before.count);
}
