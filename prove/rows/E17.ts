/** LLaMA-1: pre-RMSNorm, SwiGLU, rotary positions, no bias (Touvron et al. 2023), against transformers on the same weights. */
import { load, loadModel } from "../../src/checkpoints/index.ts";
import { LlamaConfig, llama, llamaNames as names } from "../../src/models/index.ts";
import { setWeights, weights } from "../../src/nn/index.ts";
import {
  fixture,
  fixturePath,
  GradientFixture,
  GreedyFixture,
  LastLogitsFixture,
  LogitsFixture,
  TinyFixture,
} from "../../tests/fixtures.ts";
import {
  compareGradient,
  compareGreedy,
  compareLogits,
  compareTiny,
  largest,
  logitsOf,
} from "../../tests/parity/compare.ts";
import type { Demonstration } from "../evidence.ts";

const BAR = 1e-4;

const demonstration: Demonstration = {
  id: "E17",
  bar:
    "SmolLM2-135M-Instruct, float32, 50 prompts, English and Chinese: logits within 1e-4 and argmax equal at every position; " +
    "greedy continuations of 128 tokens equal on 20 prompts; the gradient of one loss within 1e-4 of its norm for every parameter",
  oracle: "transformers 5.23.0 LlamaForCausalLM on torch 2.13.0, sdpa attention, the same dequantized weights",
  sources: ["src/nn", "src/models", "src/tensor", "native", "tests/parity/compare.ts", "prove/rows/E17.ts"],

  async run(log) {
    const { prompts, seeds, noise } = fixture("llama/logits.json.gz", LogitsFixture);
    const { model, ...loaded } = await load("smollm2-135m-instruct-q4_1", { pull: false });
    const config = LlamaConfig.parse(loaded.config);

    const logits = compareLogits(model, prompts, seeds);
    log(`logits: ${JSON.stringify(logits)}`);
    const wholeRows = fixture("llama/last-logits.json.gz", LastLogitsFixture).rows.map(({ prompt, logits }) => {
      const { ids } = prompts[prompt]!;
      return largest(
        logitsOf(model, ids)
          .select(0, ids.length - 1)
          .floats(),
        logits.data,
      );
    });
    log(`three whole rows: ${wholeRows}`);
    const greedy = compareGreedy(model, fixture("llama/greedy.json.gz", GreedyFixture).continuations);
    log(`greedy: ${JSON.stringify(greedy)}`);
    const gradient = compareGradient(model, fixture("llama/gradient.json.gz", GradientFixture), names);
    log(`gradient: ${JSON.stringify(gradient)}`);
    const { model: tiny } = await loadModel(fixturePath("llama/tiny"));
    const random = compareTiny(tiny, fixture("llama/tiny/expected.json.gz", TinyFixture), names);
    log(`tiny random model: ${JSON.stringify(random)}`);

    // The same weights with another rotary base must not pass.
    const wrong = llama({ ...config, theta: 10_000 });
    setWeights(wrong, new Map(weights(model)));
    const control = compareLogits(wrong, prompts.slice(0, 5), seeds);
    log(`control: ${JSON.stringify(control)}`);

    const met =
      Math.max(logits.worstOfTop, logits.worstRms, logits.worstLogSumExp, ...wholeRows) < BAR &&
      logits.argmaxesApart === 0 &&
      greedy.apart === 0 &&
      gradient.relative < BAR &&
      Math.max(random.logits, random.paddedLogits, random.gradients) < BAR &&
      control.worstOfTop > BAR;
    return {
      status: met ? "passed" : "failed",
      value: {
        positions: logits.positions,
        "worst logit of the best eight": logits.worstOfTop,
        "worst root mean square over a row, estimated": logits.worstRms,
        "worst log-sum-exp": logits.worstLogSumExp,
        "worst logit of three whole rows": Math.max(...wholeRows),
        "the reference's own sdpa beside its eager, worst logit": noise.worst,
        "argmaxes apart": logits.argmaxesApart,
        "near-ties": logits.nearTies,
        "greedy steps": greedy.steps,
        "greedy steps apart": greedy.apart,
        "greedy near-ties": greedy.nearTies,
        "worst gradient, share of its norm": gradient.relative,
        "tiny random model, worst logit": random.logits,
        "tiny random model, worst gradient": random.gradients,
      },
      control:
        `rotary base 10,000 in place of ${config.theta}: worst logit ${control.worstOfTop.toFixed(2)}, ` +
        `${control.argmaxesApart} of ${control.positions} argmaxes apart`,
    };
  },
};

export default demonstration;
