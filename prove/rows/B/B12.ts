/** The output layer is the embedding table, tied: logits = h W_e^T + b (Press & Wolf 2017, arXiv:1608.05859). */

import { loadModel } from "../../../src/checkpoints/index.ts";
import { bert, llama } from "../../../src/models/index.ts";
import type { Hook, Plan } from "../../../src/nn/index.ts";
import { distinctWeights, initialize, type MaskedHead, Packed, Pass, weights } from "../../../src/nn/index.ts";
import { crossEntropy, grad, ids, linear, noGrad, scope, type Tensor, threads } from "../../../src/tensor/index.ts";
import { fixturePath } from "../../../tests/fixtures.ts";
import { compareTinyBert } from "../../../tests/parity/compare-bert.ts";
import type { Checks } from "../../harness/row.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "B12",
  bar:
    "a tiny random BERT's logits equal transformers' to 2e-5 and the gradient of its tied table to 1e-4 of its norm; there, in a tied decoder and in a fresh " +
    "BERT, the tied gradient is the sum of the two uses' to 1e-5 of its largest number",
  holds: {
    "worst logit beside transformers": { below: 2e-5 },
    "tied table's gradient beside transformers, share of its norm": { below: 1e-4 },
    "tied gradient less the sum of both uses, share of its largest number": { below: 1e-5 },
    "paths that one tensor stands at": { is: 2 },
    "control: the output's gradient alone, share of the largest number apart": { above: 1e-3 },
  },
  oracle: "transformers 5.23.0 BertForPreTraining; the same numbers in two untied tensors",

  short: {
    "logits are h W_e^T + b, and the gradient of W_e is the sum of its two uses": tiedHead,
    "the logits that the tied table gives and its gradient are transformers'": () => {
      const { logits, tableGradient } = compareTinyBert();
      return {
        "worst logit": [logits, { below: 2e-5 }],
        "gradient, share of its norm": [tableGradient, { below: 1e-4 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const parity = compareTinyBert();
    log(JSON.stringify(parity));
    const size = { vocabulary: 29, width: 32, depth: 2, heads: 4, hidden: 48 };
    const encoders = [
      loadModel(fixturePath("bert/tiny"), { able: "read" }).model,
      initialize(bert({ ...size, masked: true }), 4),
    ];
    const sums = encoders.map((model) => {
      const table = new Map(weights(model)).get("embed.tokens.table")!;
      const pass = () => new Pass({ layout: new Packed([9]) });
      const logits = (tokens: Tensor) => model.heads.masked!.call(model.stream(tokens, pass()), pass());
      return uses(table, logits, (copy) => Object.assign((model.heads.masked as MaskedHead).out, { weight: copy }));
    });
    const decoder = initialize(llama({ ...size, kvHeads: 2, tied: true }), 5);
    sums.push(
      uses(
        decoder.embed.table,
        (tokens) => decoder.call(tokens, new Pass({ layout: new Packed([9]) })),
        (copy) => Object.assign(decoder.head, { weight: copy }),
      ),
    );
    log(JSON.stringify(sums));
    const counted = [...distinctWeights(initialize(bert({ ...size, masked: true }), 4))].length;
    const listed = [...weights(initialize(bert({ ...size, masked: true }), 4))].length;
    return {
      value: {
        "worst logit beside transformers": parity.logits,
        "tied table's gradient beside transformers, share of its norm": parity.tableGradient,
        "tied gradient less the sum of both uses, share of its largest number": Math.max(
          ...sums.map(({ apart }) => apart),
        ),
        "paths that one tensor stands at": listed - counted + 1,
        "control: the output's gradient alone, share of the largest number apart": Math.min(
          ...sums.map(({ oneUse }) => oneUse),
        ),
      },
      control: `the output's gradient alone: at least ${Math.min(...sums.map(({ oneUse }) => oneUse)).toFixed(2)} of the largest number away`,
    };
  },
});

/** The gradient of a tied table beside those of its two uses, taken apart by `untie`, as shares of its largest number. */
function uses(table: Tensor, logits: (tokens: Tensor) => Tensor, untie: (copy: Tensor) => void) {
  return scope(() => {
    const tokens = ids([3, 1, 4, 1, 5, 9, 2, 6, 5]);
    const loss = () => crossEntropy(logits(tokens), ids([1, 4, 1, 5, 9, 2, 6, 5, 3]));
    table.requireGrad();
    const [tied] = grad([loss()], [table]);
    const copy = table.detach().clone().requireGrad();
    untie(copy);
    const [input, output] = grad([loss()], [table, copy]);
    const largest = tied!.abs().max().item();
    const share = (t: Tensor) => t.sub(tied!).abs().max().item() / largest;
    return { apart: share(input!.add(output!)), oneUse: share(output!), inputUse: share(input!) };
  });
}

/** BERT's head beside the formula, from what it reads to its logits. */
function tiedHead(): Checks {
  const model = initialize(
    bert({ vocabulary: 11, width: 8, depth: 1, heads: 2, hidden: 12, context: 16, masked: true }),
    5,
  );
  const { out } = model.heads.masked as MaskedHead;
  const table = new Map(weights(model)).get("embed.tokens.table")!;
  const tied = out.weight === table;
  const pass = (plan?: Plan) => new Pass({ layout: new Packed([9]), ...(plan && { plan }) });
  const { apart, oneUse, inputUse } = uses(
    table,
    (tokens) => model.heads.masked!.call(model.stream(tokens, pass()), pass()),
    (copy) => Object.assign(out, { weight: copy }),
  );
  Object.assign(out, { weight: table }); // tied again
  const formula = noGrad(() =>
    scope(() => {
      const stream = model.stream(ids([3, 1, 4, 1, 5, 9, 2, 6, 5]), pass());
      let hidden = stream;
      const look: Hook = (x, next) => {
        hidden = x;
        return next(x);
      };
      const logits = model.heads.masked!.call(stream, pass(new Map([["heads.masked.out", [look]]])));
      return logits
        .sub(linear(hidden, table, out.bias))
        .abs()
        .max()
        .item();
    }),
  );
  return {
    "one tensor": [tied, { is: true }],
    "tied gradient less the sum of both uses, share of its largest number": [apart, { below: 1e-4 }],
    "the output's gradient alone, apart": [oneUse, { above: 1e-2 }],
    "the input's gradient alone, apart": [inputUse, { above: 1e-2 }],
    "logits from h W_e^T + b": [formula, { is: 0 }],
  };
}
