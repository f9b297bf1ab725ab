import { intervene, Run, type RunSettings } from "../interventions/index.ts";
import { AbreastCache, type Writes } from "../nn/index.ts";
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { cat, grad, ids, infer, scope, type Tensor, tensor, withGrad } from "../tensor/index.ts";
import { record } from "./record.ts";

/** What is attributed, and how finely. */
export interface AttributionOptions extends RunSettings {
  /** The prompt. */
  tokens: readonly number[];
  /** The token whose probability is attributed. Default: the model's first choice behind the prompt. */
  answer?: number | undefined;
  /** m, places on the way from 0 to the hidden values at which derivatives are taken. Default 20. */
  steps?: number | undefined;
}

/** What the hidden values of one layer's MLP do for an answer. */
export interface LayerAttribution {
  /** Of each neuron, [F]. */
  readonly attributions: Tensor;
  /** P(0): the answer's probability with all of them 0 at the prompt's last token. */
  readonly without: number;
}

/** What the neurons of a model do for an answer. */
export interface KnowledgeAttribution {
  /** The token. */
  readonly answer: number;
  /** P(h): its probability. */
  readonly probability: number;
  /** The first block's MLP to the last one's. */
  readonly layers: readonly LayerAttribution[];
}

const checkAttribution = optionsOf<AttributionOptions>("knowledgeAttribution", {
  ...{ tokens: "list", answer: "number?", steps: "number?" },
  ...{ with: "list?", interrupt: "object?", fast: "flag?" },
});

/**
 * Knowledge neurons, their attribution (Dai et al. 2022, arXiv:2104.08696): integrated gradients (Sundararajan et al. 2017,
 * arXiv:1703.01365) of the hidden values h of an MLP at the prompt's last token. Notes: knowledge in Transformers, where facts are stored.
 *
 *     attribution_i = h_i integral_0^1 dP(answer | a h) / dh_i da,     sum_i attribution_i = P(h) - P(0)
 *
 * a h stands in h's place, all else as it is. The integral is the mean over the middles of m equal parts; the paper takes their ends, which
 * leaves an error of 1 / m where this has one of 1 / m^2. Throws an ArgumentError where the options do not fit, and an
 * InterventionError where no block has an MLP.
 */
export function knowledgeAttribution(model: Writes, options: AttributionOptions): KnowledgeAttribution {
  checkAttribution(options);
  const { tokens, steps = 20, with: own = [], interrupt, fast } = options;
  if (tokens.length === 0) throw new ArgumentError("knowledgeAttribution: tokens: are none, and must be a prompt");
  if (!Number.isInteger(steps) || steps < 1)
    throw new ArgumentError(`knowledgeAttribution: steps: is ${steps}, and must be a whole number of at least 1`);
  const hidden = record(HIDDEN);
  try {
    const { answer, probability } = infer(() => {
      const run = new Run(model, { with: [hidden, ...own], interrupt, fast });
      const logits = run.read(ids(tokens).unsqueeze(0)).logits("last"); // [1, V]
      const probabilities = logits.to("float32").softmax(-1).squeeze(0);
      const said = answerOf(options, probabilities);
      return { answer: said, probability: probabilities.select(0, said).item() };
    });
    return { answer, probability, layers: attributed(model, options, { answer, steps, hidden: hidden.seen }) };
  } finally {
    hidden.clear();
  }
}

const HIDDEN = "blocks.*.mlp.hidden";

/** The answer that was asked for, or the likeliest of [V]. */
function answerOf({ answer }: AttributionOptions, probabilities: Tensor): number {
  const V = probabilities.size;
  if (answer === undefined) return probabilities.argmax().item();
  if (Number.isInteger(answer) && answer >= 0 && answer < V) return answer;
  throw new ArgumentError(`knowledgeAttribution: answer: is ${answer}, and must be a token from 0 to ${V - 1}`);
}

/**
 * Layer by layer. The tokens in front of the last one are read once, for as many rows as there are places on the way and one where all is 0; of each layer's
 * pass only the last token is left.
 */
function attributed(
  model: Writes,
  { tokens, with: own = [], interrupt, fast }: AttributionOptions,
  { answer, steps, hidden }: { answer: number; steps: number; hidden: ReadonlyMap<string, Tensor> },
): LayerAttribution[] {
  const shares = [0, ...Array.from({ length: steps }, (_, k) => (k + 0.5) / steps)];
  const put = new Map<string, Tensor>();
  const scaled = intervene("scaled", HIDDEN, ({ path }) => (x, next) => {
    const [y, other] = [next(x), put.get(path)]; // [m + 1, T, F]
    return other === undefined ? y : cat([y.narrow(1, 0, y.shape[1]! - 1), other.to(y.dtype)], 1);
  });
  const sequences = new AbreastCache();
  const run = new Run(model, { with: [scaled, ...own], interrupt, fast, sequences });
  try {
    infer(() => readBefore(run, tokens, shares.length));
    const before = sequences.mark();
    const layers = [...hidden].map(([path, all]) =>
      scope(() =>
        withGrad((): LayerAttribution => {
          const h = all.narrow(1, all.shape[1]! - 1, 1).to("float32"); // [1, 1, F]
          const leaf = tensor(shares).reshape([-1, 1, 1]).mul(h).requireGrad(); // [m + 1, 1, F]
          put.clear();
          put.set(path, leaf);
          const reading = run.read(ids(shares.map(() => tokens.at(-1)!)).unsqueeze(1));
          const probabilities = reading.logits("last").to("float32").softmax(-1).select(1, answer); // [m + 1]
          const [slopes] = grad([probabilities.sum()], [leaf]);
          sequences.back(before);
          const mean = slopes!.narrow(0, 1, steps).mean(0); // [1, F]
          return { attributions: mean.mul(h).flatten(0, -1), without: probabilities.select(0, 0).item() };
        }),
      ),
    );
    before.release();
    return layers;
  } finally {
    run.release();
  }
}

/** Reads all tokens but the last, once for as many rows as go on from there. */
function readBefore(run: Run<Writes>, tokens: readonly number[], rows: number): void {
  if (tokens.length === 1) {
    run.begin(rows);
    return;
  }
  run.read(ids(tokens.slice(0, -1)).unsqueeze(0));
  run.select(Array<number>(rows).fill(0));
}
