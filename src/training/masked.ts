import { type Reading, Run } from "../interventions/index.ts";
import { headOf, type Reads } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { ids, type Tensor } from "../tensor/index.ts";
import { tokenLoss } from "./loss.ts";
import { type CausalOptions, type Objective, plusTerms } from "./objective.ts";

/** Rows of token ids some of which are hidden, such as `maskTokens` of the `data` room makes. */
export interface MaskedRows {
  /** int64 [B, T] */
  readonly inputs: Tensor;
  /** int64 [B, T]: the token that stood there, or a negative number where none is to be named. */
  readonly targets: Tensor;
  /** Tokens of each row; default T. */
  readonly lengths?: readonly number[] | undefined;
}

const checkMasked = optionsOf<CausalOptions>("maskedLM", { with: "list?", plus: "object?" });

/**
 * The masked language-modelling loss (Devlin et al. 2019, arXiv:1810.04805), over the places S that have a target and no others.
 *
 *     loss = -(1/|S|) sum over i in S of log P(w_i | what is shown of the whole row)
 *
 * Throws an ArgumentError where an option is none.
 */
export function maskedLM(model: Reads, options: CausalOptions = {}): Objective<MaskedRows> {
  checkMasked(options);
  const { plus, ...settings } = options;
  const run = new Run(model, settings);
  return (rows) => {
    const { logits, wanted, reading } = maskedLogits(run, rows);
    return plusTerms(tokenLoss(logits, wanted), reading.pass, plus);
  };
}

/** Logits [S, V] at the S places that have a target, and those targets [S]: the head is computed nowhere else. */
export function maskedLogits(
  run: Run,
  { inputs, targets, lengths }: MaskedRows,
): { logits: Tensor; wanted: Tensor; reading: Reading } {
  const flat = targets.reshape([-1]); // [B T]
  const places = ids(flat.numbers().flatMap((target, place) => (target < 0 ? [] : [place]))); // [S]
  const reading = run.read(inputs, { lengths });
  const logits = headOf(run.model, "masked").call(reading.at(places), reading.pass);
  return { logits, wanted: flat.indexSelect(0, places), reading };
}
