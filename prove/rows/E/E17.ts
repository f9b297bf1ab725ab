/** LLaMA-1: pre-RMSNorm, SwiGLU, rotary positions, no bias (Touvron et al. 2023), against transformers on the same weights. */

import { load, loadModel } from "../../../src/checkpoints/index.ts";
import { LlamaConfig, llama, llamaArchitecture } from "../../../src/models/index.ts";
import { releaseModel, setWeights, type Writes, weights } from "../../../src/nn/index.ts";
import {
  fixture,
  fixturePath,
  GradientFixture,
  GreedyFixture,
  LastLogitsFixture,
  LogitsFixture,
  TinyFixture,
} from "../../../tests/fixtures.ts";
import { cases, compareChats, templateNames } from "../../../tests/parity/chats.ts";
import {
  compareGradient,
  compareGreedy,
  compareLogits,
  compareTiny,
  largest,
  logitsOf,
} from "../../../tests/parity/compare.ts";
import { fromFixture, rowsOf, smollm2 as smollm2Tokenizer } from "../../../tests/parity/hard-lines.ts";
import { compareTokens } from "../../../tests/parity/tokens.ts";
import { row } from "../../harness/row.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const BAR = 1e-4;

export default row({
  id: "E17",
  bar:
    "SmolLM2-135M-Instruct, float32, 50 prompts, English and Chinese: at every position the best eight logits, the sum of all and their random " +
    "projections within 1e-4, and the argmax equal; every logit of three last positions within 1e-4; " +
    "greedy continuations of 128 tokens equal on 20 prompts; the gradient of one loss within 1e-4 of its norm for every parameter",
  holds: {
    "worst logit of the best eight": { below: BAR },
    "worst root mean square over a row, estimated": { below: BAR },
    "worst log-sum-exp": { below: BAR },
    "worst logit of three whole rows": { below: BAR },
    "argmaxes apart": { is: 0 },
    "greedy steps apart": { is: 0 },
    "worst gradient, share of its norm": { below: BAR },
    "tiny random model, worst logit": { below: BAR },
    "tiny random model, worst logit, padded": { below: BAR },
    "tiny random model, worst gradient": { below: BAR },
    "control: worst logit with another rotary base": { above: BAR },
  },
  oracle: "transformers 5.23.0 LlamaForCausalLM on torch 2.13.0, sdpa attention, the same dequantized weights",

  short: {
    "logits of ten prompts, English, Chinese and conversations; every logit of three last positions; token ids of all":
      async () => {
        const { model, tokenizer } = await smollm2();
        const { prompts, seeds } = fixture("llama/logits.json.gz", LogitsFixture);
        const some = prompts.filter((_, i) => i % 5 === 0);
        const found = compareLogits(model, some, seeds);
        const whole = wholeRows(model);
        releaseModel(model);
        const other = prompts.filter(({ text, ids }) => tokenizer.encode(text).join() !== ids.join());
        return {
          positions: [found.positions, { above: 300 }],
          "worst logit of the best eight": [found.worstOfTop, { below: BAR }],
          "worst log-sum-exp": [found.worstLogSumExp, { below: BAR }],
          "worst root mean square over a row, estimated": [found.worstRms, { below: BAR }],
          "argmaxes apart": [found.argmaxesApart, { is: 0 }],
          "worst logit of three whole rows": [whole, { below: BAR }],
          "prompts with other ids": [other.length, { is: 0 }],
        };
      },
    "greedy continuations under a cache": async () => {
      const { model } = await smollm2();
      const { continuations } = fixture("llama/greedy.json.gz", GreedyFixture);
      const three = continuations.filter((_, i) => i % 8 === 0).map((c) => ({ ...c, tokens: c.tokens.slice(0, 48) }));
      const { steps, apart } = compareGreedy(model, three);
      releaseModel(model);
      return { steps: [steps, { is: 3 * 48 }], "steps apart": [apart, { is: 0 }] };
    },
    "the gradient of a loss by every parameter": async () => {
      const { names } = llamaArchitecture.huggingFace;
      const { model } = await smollm2();
      const found = compareGradient(model, fixture("llama/gradient.json.gz", GradientFixture), names);
      releaseModel(model);
      return {
        parameters: [found.parameters, { is: 272 }],
        "loss apart": [found.loss, { below: 1e-5 }],
        "worst gradient, share of its norm": [found.relative, { below: BAR }],
      };
    },
    "tokenizers agree with Hugging Face's: SmolLM2 from its GGUF file on 10,000 lines, three shapes on 2,000": () => {
      // SmolLM2 lacks 21 of the 256 bytes, 8 of which occur in UTF-8. The reference drops them too, and then shifts the
      // offsets of what follows.
      const found = {
        smollm2: compareTokens(smollm2Tokenizer(), rowsOf("smollm2"), (_, row) => row.d !== undefined),
        gpt2: compareTokens(fromFixture("gpt2"), rowsOf("gpt2")),
        // The reference gives a composed character the range of its first part; here it has the whole range.
        qwen2: compareTokens(fromFixture("qwen2"), rowsOf("qwen2"), (text) => text.normalize("NFC") !== text),
        llama3: compareTokens(fromFixture("llama3"), rowsOf("llama3")),
      };
      return Object.fromEntries(
        Object.entries(found).flatMap(([name, of]) => {
          const own = name === "smollm2";
          return [
            [`${name}: lines`, [of.lines, { is: own ? 10_000 : 2_000 }]],
            [
              `${name}: other ids, texts, offsets`,
              [[of.idsApart, of.decodedApart, of.offsetsApart], { is: [0, 0, 0] }],
            ],
            [`${name}: lines that two versions of Unicode may cut otherwise`, [of.disputed, { below: own ? 200 : 40 }]],
            [`${name}: lines whose offsets were compared`, [of.withOffsets, { above: own ? 450 : 400 }]],
          ];
        }),
      );
    },
    "chat templates write 50 conversations byte for byte": () =>
      Object.fromEntries([
        ["templates of the reference", [Object.keys(cases[0]!.rendered).sort(), { is: templateNames.toSorted() }]],
        ...templateNames.flatMap((name) => {
          const { conversations, apart } = compareChats(name);
          return [
            [`${name}: conversations`, [conversations, { is: 50 }]],
            [`${name}: written otherwise`, [apart, { is: 0 }]],
          ];
        }),
      ]),
  },

  async full(log) {
    const { names } = llamaArchitecture.huggingFace;
    const { prompts, seeds, noise } = fixture("llama/logits.json.gz", LogitsFixture);
    const { model, ...loaded } = await load("smollm2-135m-instruct-q4_1", { pull: false });

    const logits = compareLogits(model, prompts, seeds);
    log(`logits: ${JSON.stringify(logits)}`);
    const whole = wholeRows(model);
    log(`three whole rows: ${whole}`);
    const greedy = compareGreedy(model, fixture("llama/greedy.json.gz", GreedyFixture).continuations);
    log(`greedy: ${JSON.stringify(greedy)}`);
    const gradient = compareGradient(model, fixture("llama/gradient.json.gz", GradientFixture), names);
    log(`gradient: ${JSON.stringify(gradient)}`);
    const { model: tiny } = await loadModel(fixturePath("llama/tiny"));
    const random = compareTiny(tiny, fixture("llama/tiny/expected.json.gz", TinyFixture), names);
    log(`tiny random model: ${JSON.stringify(random)}`);

    // The same weights with another rotary base must not pass.
    const config = LlamaConfig.parse(loaded.config);
    const wrong = llama({ ...config, theta: 10_000 });
    setWeights(wrong, new Map(weights(model)));
    const control = compareLogits(wrong, prompts.slice(0, 5), seeds);
    log(`control: ${JSON.stringify(control)}`);

    return {
      value: {
        positions: logits.positions,
        "worst logit of the best eight": logits.worstOfTop,
        "worst root mean square over a row, estimated": logits.worstRms,
        "worst log-sum-exp": logits.worstLogSumExp,
        "worst logit of three whole rows": whole,
        "the reference's own sdpa beside its eager, worst logit": noise.worst,
        "argmaxes apart": logits.argmaxesApart,
        "near-ties": logits.nearTies,
        "greedy steps": greedy.steps,
        "greedy steps apart": greedy.apart,
        "greedy near-ties": greedy.nearTies,
        "worst gradient, share of its norm": gradient.relative,
        "tiny random model, worst logit": random.logits,
        "tiny random model, worst gradient": random.gradients,

        "tiny random model, worst logit, padded": random.paddedLogits,
        "control: worst logit with another rotary base": control.worstOfTop,
      },
      control:
        `rotary base 10,000 in place of ${config.theta}: worst logit ${control.worstOfTop.toFixed(2)}, ` +
        `${control.argmaxesApart} of ${control.positions} argmaxes apart`,
    };
  },
});

/** Every logit of three last positions, the worst apart. */
function wholeRows(model: Writes): number {
  const { prompts } = fixture("llama/logits.json.gz", LogitsFixture);
  const apart = fixture("llama/last-logits.json.gz", LastLogitsFixture).rows.map(({ prompt, logits }) => {
    const { ids } = prompts[prompt]!;
    const last = logitsOf(model, ids).select(0, ids.length - 1);
    return largest(last.floats(), logits.data);
  });
  return Math.max(...apart);
}
