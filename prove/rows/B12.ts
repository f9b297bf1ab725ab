/** The output layer is the embedding table, tied: logits = h W_e^T + b (Press & Wolf 2017, arXiv:1608.05859). */
import { loadModel } from "../../src/checkpoints/index.ts";
import { bert, llama } from "../../src/models/index.ts";
import { distinctWeights, initialize, type MaskedHead, Packed, Pass, weights } from "../../src/nn/index.ts";
import { crossEntropy, grad, ids, scope, type Tensor, threads } from "../../src/tensor/index.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { compareTinyBert } from "../../tests/parity/compare-bert.ts";
import type { Demonstration } from "../evidence.ts";

const demonstration: Demonstration = {
  id: "B12",
  bar:
    "a tiny random BERT's logits equal transformers' to 2e-5 and the gradient of its tied table to 1e-4 of its norm; there, in a tied decoder and in a fresh " +
    "BERT, the tied gradient is the sum of the two uses' to 1e-5 of its largest number",
  oracle: "transformers 5.23.0 BertForPreTraining; the same numbers in two untied tensors",
  sources: [
    "src/nn/embedding.ts",
    "src/nn/encoder.ts",
    "src/models/bert.ts",
    "tests/parity/compare-bert.ts",
    "prove/rows/B12.ts",
  ],

  async run(log) {
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
    const met = parity.logits < 2e-5 && parity.tableGradient < 1e-4 && sums.every(({ apart }) => apart < 1e-5);
    return {
      status: met && listed === counted + 1 && sums.every(({ oneUse }) => oneUse > 1e-3) ? "passed" : "failed",
      value: {
        "worst logit beside transformers": parity.logits,
        "tied table's gradient beside transformers, share of its norm": parity.tableGradient,
        "tied gradient less the sum of both uses, share of its largest number": Math.max(
          ...sums.map(({ apart }) => apart),
        ),
        "paths that one tensor stands at": listed - counted + 1,
      },
      control: `the output's gradient alone: at least ${Math.min(...sums.map(({ oneUse }) => oneUse)).toFixed(2)} of the largest number away`,
    };
  },
};

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
    return { apart: share(input!.add(output!)), oneUse: share(output!) };
  });
}

export default demonstration;
