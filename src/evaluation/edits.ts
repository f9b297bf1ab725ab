/** Metrics of model editing: what came of edits, in numbers that a model was asked for elsewhere, as fractions. */

/** How two answers fare behind one text: mean ln P a token of each. */
export interface Rivals {
  /** Of what an edit is to make the model say. */
  readonly target: number;
  /** Of what was right before. */
  readonly original: number;
}

/** One edit, asked after it was made. */
export interface EditOutcome {
  /** The statement itself, and whether each token of the target is the first choice there. */
  readonly rewrite: Rivals & { readonly said: readonly boolean[] };
  /** The statement in other words. */
  readonly paraphrases: readonly (Rivals & { readonly said: readonly boolean[] })[];
  /** What follows from it: whether each token of the right answer is the first choice. */
  readonly portability: readonly (readonly boolean[])[];
  /** Texts of other subjects: how the rivals fare, the model's first choice before and after, and whether it was right before. */
  readonly neighbours: readonly (Rivals & {
    readonly before: number;
    readonly after: number;
    readonly right: boolean;
  })[];
  /** What the edit took. */
  readonly seconds: number;
}

/** The five properties of an edit, and what it is worth beside them. */
export interface FiveProperties {
  /** Share of edits whose whole target is said. */
  readonly accuracy: number;
  /** Share of paraphrases behind which it is. */
  readonly generality: number;
  /** Share of what follows from the new facts that is said. */
  readonly portability: number;
  /** Share of neighbours that were right whose first choice stayed. */
  readonly locality: number;
  /** Mean seconds of an edit. */
  readonly efficiency: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const share = (truths: readonly boolean[]) => mean(truths.map(Number));
const whole = (said: readonly boolean[]) => said.every(Boolean);
/** The mean over edits of the mean over each one's own; an edit that has none does not count. */
const twice = (lists: readonly (readonly number[])[]) => mean(lists.filter((list) => list.length > 0).map(mean));

/**
 * The five properties (notes: model editing, section on evaluation; Yao et al. 2023, arXiv:2305.13172), a whole answer at a time:
 *
 *     Acc = mean of I(M*(x) = y)            Gen, Port = the same over D_G, paraphrases, and D_P, what follows from y
 *     Loc = mean over D_L of I(M*(x) = M(x)), on texts where M was right        efficiency = seconds an edit
 *
 * each the mean over edits of the mean over one's own texts; NaN where there are none.
 */
export function fiveProperties(outcomes: readonly EditOutcome[]): FiveProperties {
  const each = (of: (outcome: EditOutcome) => readonly boolean[]) => twice(outcomes.map((o) => of(o).map(Number)));
  return {
    accuracy: each(({ rewrite }) => [whole(rewrite.said)]),
    generality: each(({ paraphrases }) => paraphrases.map(({ said }) => whole(said))),
    portability: each(({ portability }) => portability.map(whole)),
    locality: each(({ neighbours }) =>
      neighbours.filter(({ right }) => right).map(({ before, after }) => before === after),
    ),
    efficiency: mean(outcomes.map(({ seconds }) => seconds)),
  };
}

/** Scores of CounterFact. */
export interface CounterFactScores {
  /** ES: share of statements where the target is likelier than the original. */
  readonly efficacy: number;
  /** PS: the same of paraphrases. */
  readonly paraphrase: number;
  /** NS: share of neighbours where the original stays likelier. */
  readonly neighbourhood: number;
  /** S: the harmonic mean of the three. */
  readonly score: number;
  /** EM: by how much, as a difference of probabilities. */
  readonly efficacyMagnitude: number;
  /** PM: the same of paraphrases. */
  readonly paraphraseMagnitude: number;
  /** NM: the same of neighbours, for the original. */
  readonly neighbourhoodMagnitude: number;
}

/**
 * CounterFact's scores (Meng et al. 2022, arXiv:2202.05262, section 3.3), with p = exp(mean ln P a token):
 *
 *     ES, PS = mean of I(p(target) > p(original))      NS = mean of I(p(original) > p(target))      S = 3 / (1/ES + 1/PS + 1/NS)
 *     EM, PM = mean of p(target) - p(original)         NM = mean of p(original) - p(target)
 *
 * each the mean over edits of the mean over one's own texts.
 */
export function counterFactScores(outcomes: readonly EditOutcome[]): CounterFactScores {
  const over = (texts: (outcome: EditOutcome) => readonly Rivals[], sign: 1 | -1) => {
    const gaps = outcomes.map((o) => texts(o).map(({ target, original }) => [target, original] as const));
    return [
      twice(gaps.map((list) => list.map(([t, o]) => Number(sign * (t - o) > 0)))),
      twice(gaps.map((list) => list.map(([t, o]) => sign * (Math.exp(t) - Math.exp(o))))),
    ] as const;
  };
  const [efficacy, efficacyMagnitude] = over(({ rewrite }) => [rewrite], 1);
  const [paraphrase, paraphraseMagnitude] = over(({ paraphrases }) => paraphrases, 1);
  const [neighbourhood, neighbourhoodMagnitude] = over(({ neighbours }) => neighbours, -1);
  const score = 3 / (1 / efficacy + 1 / paraphrase + 1 / neighbourhood);
  return {
    efficacy,
    paraphrase,
    neighbourhood,
    score,
    efficacyMagnitude,
    paraphraseMagnitude,
    neighbourhoodMagnitude,
  };
}

/**
 * zsRE's scores as editors report them (Meng et al. 2022, section 3.2): share of the right tokens that are the first choice, each behind the right
 * ones before it, of statements, paraphrases and texts that the edit should not touch.
 */
export function zsreScores(
  outcomes: readonly {
    readonly rewrite: readonly boolean[];
    readonly paraphrases: readonly (readonly boolean[])[];
    readonly neighbours: readonly (readonly boolean[])[];
  }[],
): { efficacy: number; paraphrase: number; specificity: number } {
  const tokens = (lists: readonly (readonly boolean[])[]) => lists.flat().map(Number);
  return {
    efficacy: mean(outcomes.map(({ rewrite }) => share(rewrite))),
    paraphrase: twice(outcomes.map(({ paraphrases }) => tokens(paraphrases))),
    specificity: twice(outcomes.map(({ neighbours }) => tokens(neighbours))),
  };
}
