/** What a library user met. */
import { existsSync, readdirSync } from "node:fs";
import { inspect } from "node:util";
import { convert, load, save } from "../../src/checkpoints/index.ts";
import { rankOne } from "../../src/editing/index.ts";
import { Decoding, type DecodingOptions, greedy, LocalLM, PrefixCache } from "../../src/generation/index.ts";
import { record } from "../../src/interpretability/index.ts";
import { intervene, plan, routed } from "../../src/interventions/index.ts";
import { OpenAIModel } from "../../src/lm/index.ts";
import { llama } from "../../src/models/index.ts";
import { Padded, Pass } from "../../src/nn/index.ts";
import { open } from "../../src/open/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { adapter, lora, prefix } from "../../src/peft/index.ts";
import { ids, noGrad, ones, type Tensor, tensor, zeros } from "../../src/tensor/index.ts";
import { causalLM, train } from "../../src/training/index.ts";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import { rows } from "../../tests/tiny-training.ts";
import { at, read, refusing, said, saved, type Trial, tiny } from "./world.ts";

const lm = () => open(tiny);
const ask = (prompt: unknown) =>
  said(async () => (await (await lm()).generate(prompt as string, { maxTokens: 2 }).completion).text);
const sizes = { vocabulary: 96, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 64 };

/** Losses of six steps of an adapter, all at once or in two halves. */
async function adapterLosses(folder: string, halves: readonly number[]): Promise<number[]> {
  const losses: number[] = [];
  for (const steps of halves) {
    const model = tinyModel();
    const own = lora(model, { rank: 4 });
    const result = await train({
      learns: { lora: own },
      objective: causalLM(model, { with: [own] }),
      batches: rows(),
      optimizer: adamW(own.state, { lr: 1e-2 }),
      steps,
      checkpoints: { folder, every: 3, resume: true },
    });
    losses.push(...result.losses);
  }
  return losses;
}

async function prefixLearns(): Promise<string> {
  const model = tinyModel();
  const own = prefix(model, { length: 4 });
  const { losses } = await train({
    learns: { prefix: own },
    objective: causalLM(model, { with: [own] }),
    batches: { next: () => batch, state: () => null, restore: () => {} } as never,
    optimizer: adamW(own.state!, { lr: 0.1 }),
    steps: 4,
  }).catch((error) => ({ losses: [String(error)] }));
  return losses.map((loss) => (typeof loss === "number" ? loss.toFixed(2) : loss)).join(" ");
}
const batch = rows().next();

function written(riders: DecodingOptions): string {
  const decoding = new Decoding(tinyModel(), [{ prompt: [1, 2, 3], sampler: greedy }], riders);
  return Array.from({ length: 6 }, () => decoding.write()[0]!.token).join(" ");
}

async function beyondContext(): Promise<string> {
  const warned: string[] = [];
  const listen = (warning: Error) => warned.push(`${warning.name}: ${warning.message}`);
  process.on("warning", listen);
  const model = llama({ ...sizes, context: 4 });
  const { initialize } = await import("../../src/nn/index.ts");
  const decoding = new Decoding(initialize(model), [{ prompt: [1, 2, 3], sampler: greedy }]);
  for (let i = 0; i < 6; i++) decoding.write();
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off("warning", listen);
  return warned.join("; ");
}

const broken = (hook: (y: Tensor) => unknown) =>
  said(() => {
    const own = intervene("mine", "blocks.0.mlp", () => (x, next) => hook(next(x)) as Tensor);
    return new Decoding(tinyModel(), [{ prompt: [1], sampler: greedy }], { with: [own] }).write();
  });

export const library: readonly Trial[] = [
  {
    what: "a LoRA's training, stopped and resumed, goes on",
    before: "step 6 began again at the loss of step 1: the adapter was in no checkpoint",
    now: async () => {
      const [whole, halves] = [await adapterLosses(at("whole"), [6]), await adapterLosses(at("halves"), [3, 6])];
      return `${whole.join() === halves.join() ? "the same" : "other"} losses, ${whole[0]!.toFixed(2)} to ${whole[5]!.toFixed(2)}`;
    },
    expects: /^the same/,
  },
  {
    what: "a prefix changes what is decoded",
    before: "ignored: the base's tokens exactly",
    now: () => {
      const own = prefix(tinyModel(), { length: 4 });
      for (const [, weight] of own.state!) noGrad(() => weight.copyFrom(ones(weight.shape).mul(3)));
      return written({ with: [own] }) === written({}) ? "the base's tokens" : "other tokens";
    },
    expects: /^other/,
  },
  {
    what: "a prefix learns in `train`",
    before: "the same loss four times",
    now: prefixLearns,
    expects: /^(\d+\.\d+) (?!\1)/,
  },
  {
    what: "an unknown role, no message, a message without content, and a number as prompt are refused",
    before: "answered, or an error of Jinja or of JavaScript",
    now: async () =>
      [
        await ask([{ role: "assistent", content: "hi" }]),
        await ask([]),
        await ask([{ role: "user", content: undefined }]),
        await ask(42),
      ].filter((text) => !/^LanguageModelError: (?!.*Cannot)/.test(text)).length === 0
        ? "4 sentences"
        : "not all",
    expects: /^4/,
  },
  {
    what: "content in parts is the text that it says",
    before: "the model was asked the JSON",
    now: async () =>
      (await ask([{ role: "user", content: [{ type: "text", text: "hi" }] }])) ===
      (await ask([{ role: "user", content: "hi" }]))
        ? "the same answer"
        : "another answer",
    expects: /^the same/,
  },
  {
    what: "options that do not exist: of open, convert, lora, adamW, llama, prefix, adapter, counting, training, tokenizers",
    before: "ignored, or a ZodError in JSON",
    now: async () => {
      const { addK, katz } = await import("../../src/ngram/index.ts");
      const model = tinyModel();
      const odd = { rnak: 4 } as never;
      return refusing({
        open: () => open(tiny, { devise: "cuda" } as never),
        convert: () => convert(tiny, at("x.gguf"), { dtyp: "float16" } as never),
        lora: () => lora(model, odd),
        adamW: () => adamW(new Map(), { learningRate: 1 } as never),
        llama: () => llama({ ...sizes, rnak: 1 } as never),
        prefix: () => prefix(model, odd),
        adapter: () => adapter(model, odd),
        addK: () => addK(undefined as never, odd),
        katz: () => katz(undefined as never, odd),
        causalLM: () => causalLM(model, odd),
        train: () => train(odd),
        encode: () => tinyTokenizer().encode("a", odd),
      });
    },
    expects: /refuse$/,
  },
  {
    what: "a dtype that no model runs in",
    before: "aten::copy_: \"copy_\" not implemented for 'Int4'",
    now: () => said(() => open(tiny, { dtype: "int4" as never })),
    expects: /dtype.*(float32|known)/,
  },
  {
    what: "an edit with a key of zeros",
    before: "NaN weights",
    now: () => said(() => rankOne(tinyModel(), { at: "blocks.0.mlp.down", key: zeros([64]), value: ones([32]) })),
    expects: /^\w*Error: .*key/,
  },
  {
    what: "`noGrad` of an async function",
    before: "returned while derivatives were on again",
    now: () => said(() => noGrad(async () => 1)),
    expects: /Error: .*(async|promise)/i,
  },
  {
    what: "decoding beyond the context of a rotary model",
    before: "silent",
    now: beyondContext,
    expects: /^ContextWarning: .*at most 4 tokens/,
  },
  {
    what: "decoding without a sequence, and with an empty prompt",
    before: "accepted",
    now: async () =>
      `${await said(() => new Decoding(tinyModel(), []))} / ${await said(() => new Decoding(tinyModel(), [{ prompt: [], sampler: greedy }]))}`,
    expects: /^RangeError.*\/ RangeError/,
  },
  {
    what: "`plan` of a pattern that fits nothing",
    before: "named neither the pattern nor a neighbour",
    now: () => said(() => plan(tinyModel(), [record("blocks.*.mixer.patern")])),
    expects: /patern.*pattern/,
  },
  {
    what: "a hook that returns nothing",
    before: "aten::add.Scalar: the argument 'other' is missing",
    now: () => broken(() => undefined),
    expects: /mine.*blocks\.0\.mlp/,
  },
  {
    what: "an async hook",
    before: "(Scalar): expected an array, got an object",
    now: () => broken(async (y) => y),
    expects: /mine.*blocks\.0\.mlp/,
  },
  {
    what: "a hook that returns another width",
    before: "a size mismatch of some later add",
    now: () => broken((y) => y.narrow(-1, 0, 7)),
    expects: /mine.*blocks\.0\.mlp/,
  },
  {
    what: "a delta of another model is refused by `plan`",
    before: "passed, and died in aten::matmul",
    now: () => said(() => plan(tinyModel(), [lora(llama({ ...sizes, width: 16, heads: 2 }), {})])),
    expects: /Error: (?!.*aten)/,
  },
  {
    what: "a model without numbers is run",
    before: "a text of LibTorch's on fake implementations",
    now: () => said(() => new Decoding(llama(sizes), [{ prompt: [1], sampler: greedy }]).write()),
    expects: /initialize|load/,
  },
  {
    what: "`routed` meets padded rows",
    before: '"for 2 packed sequences, but the pass has 2"',
    now: () =>
      said(() =>
        tinyModel().call(
          ids([1, 2]).reshape([2, 1]),
          new Pass({ layout: new Padded([1, 1]), plan: routed(tinyModel(), [[], [record("embed")]]) }),
        ),
      ),
    expects: /pack|row|gives/,
  },
  {
    what: "an OpenAIModel of nothing",
    before: "Cannot read properties of undefined (reading 'replace')",
    now: () => said(() => new OpenAIModel({} as never)),
    expects: /OpenAIModel: url must be/,
  },
  {
    what: "ids that are no ids",
    before: "a message of BigInt's",
    now: () => said(() => ids([1.5])),
    expects: /1\.5(?!.*BigInt)/,
  },
  {
    what: "a tensor of texts",
    before: "Invalid array length",
    now: () => said(() => tensor(["a"] as never)),
    expects: /"a"|text|number/,
  },
  {
    what: "a module called without its pass",
    before: "(reading 'bare')",
    now: () => said(() => tinyModel().call(ids([1]), undefined as never)),
    expects: /pass/,
  },
  {
    what: "a model prints itself as a tree",
    before: "266 lines of nested objects; [object Object]",
    now: () => `${inspect(tinyModel()).split("\n").length} lines, ${String(tinyModel()).slice(0, 40)}`,
    expects: /^\d{1,2} lines, (?!\[object)/,
  },
  {
    what: "a low-rank delta prints itself in a line",
    before: "megabytes",
    now: () => `${inspect(lora(tinyModel(), {})).length} characters`,
    expects: /^\d{1,3} /,
  },
  {
    what: "an adapter rides on an answer",
    before: "no way from an adapter to an answer",
    now: async () => {
      const { model, tokenizer } = saved();
      const own = lora(model, {});
      return said(
        async () =>
          (
            await new LocalLM({ name: "x", model, tokenizer, context: 99, with: [own] }).generate("a", {
              maxTokens: 3,
            }).completion
          ).tokens.length,
      );
    },
    expects: /^gives 3$/,
  },
  {
    what: "log-probabilities of an answer's tokens, of a model of this machine",
    before: "not in the port",
    now: () => said(async () => (await (await lm()).generate("a", { maxTokens: 1, logprobs: 1 }).completion).text),
    expects: /cannot take the option logprobs/,
    left: "the port has them and endpoints give them; a LocalLM refuses the option by name, and `score` tells them of a text",
  },
  {
    what: "a model in a folder or a GGUF file is saved again, and loads",
    before: "needed tokenizerFiles of unknown origin; wrote folders that `load` refused",
    now: async () => {
      await save(at("again.gguf"), await load(tiny));
      await save(at("again"), await load(at("again.gguf")));
      return said(async () => (await load(at("again"))).tokenizer.vocabularySize);
    },
    expects: /^gives 96$/,
  },
  {
    what: "the second turn of a conversation is not read from its beginning",
    before: "everything again",
    now: async () => {
      const { model, tokenizer } = saved();
      const own = new LocalLM({ name: "x", model, tokenizer, context: 999, prefixes: new PrefixCache() });
      const first = await own.generate("a long prompt", { maxTokens: 4 }).completion;
      const second = await own.generate(`a long prompt${first.text} and more`, { maxTokens: 4 }).completion;
      return `${second.cachedTokens} of ${second.promptTokens} tokens were there`;
    },
    expects: /^1\d of/,
  },
  {
    what: "an adapter that PEFT saved is read",
    before: "no",
    now: () => (read("src/open/with.ts").includes("adapter_config") ? "yes" : "no"),
    expects: /^no$/,
    left: "no reader and no writer of PEFT's files yet",
  },
  {
    what: "a text that is too long for `embed` can be cut",
    before: "an error without a way out",
    now: () => (/truncate/.test(read("src/lm/request.ts")) ? "`truncate`, and a warning" : "no"),
    expects: /truncate/,
  },
  {
    what: "examples of a LoRA, an edit, a hook, `routed`, convert, embed, a recipe, an endpoint, a tool call",
    before: "two, and lessons",
    now: () =>
      ["lora", "edit", "hook", "routed", "convert", "embed", "recipe", "endpoint", "tool-call"].filter((name) =>
        existsSync(new URL(`../../examples/${name}.ts`, import.meta.url)),
      ).length,
    expects: /^9$/,
  },
  {
    what: "an API reference",
    before: "none",
    now: () =>
      `${readdirSync(new URL("../../docs", import.meta.url)).includes("api") ? "in docs/api" : "npm run docs:api"}`,
    expects: /api/,
  },
];
