/** What a person met who trained. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Document } from "../../src/data/index.ts";
import { llama } from "../../src/models/index.ts";
import { distinctWeights, initialize } from "../../src/nn/index.ts";
import { adamW, clipGradNorm } from "../../src/optim/index.ts";
import { ids, tensor, zeros } from "../../src/tensor/index.ts";
import { causalLM, defineRecipe, type RecipeRunOptions, runRecipe, train } from "../../src/training/index.ts";
import { start } from "../../tests/built.ts";
import { tinyModel } from "../../tests/tiny-lm.ts";
import { someDocuments, tinyInput } from "../../tests/tiny-recipe.ts";
import { tinyRun } from "../../tests/tiny-training.ts";
import { at, command, file, said, type Trial, tiny } from "./world.ts";

type Input = Parameters<typeof defineRecipe>[0];
const notes: string[] = [];
const go = (out: string, change: object = {}, options: Partial<RecipeRunOptions> = {}) => {
  notes.length = 0;
  return said(async () => {
    const recipe = defineRecipe({ ...tinyInput, ...change } as Input);
    const watcher = { note: (line: string) => void notes.push(line) };
    const { from, steps, ended } = await runRecipe(recipe, { out: at(out), watcher, ...options });
    return `${from} to ${steps}, ${ended}`;
  });
};
const resumed = (out: string, change: object) => go(out, change, { resume: true });
const config = (out: string, name: string) => JSON.parse(readFileSync(at(out, name), "utf8"));

const folder = (name: string, resume: boolean, steps: number) =>
  said(async () => {
    const { from, steps: taken } = await train({
      ...tinyRun({ steps }),
      checkpoints: { folder: at(name), every: 4, resume },
    });
    return `${from} to ${taken}`;
  });

export const training: readonly Trial[] = [
  {
    what: "a second run into a folder of checkpoints",
    before: "lost its own, and resumed the other's",
    now: async () => `${await folder("used", false, 8)}; ${await folder("used", false, 4)}`,
    expects: /^gives 0 to 8; \w+Error: /,
  },
  {
    what: "a run without optimizer, schedule and intervals, as README has it",
    before: "optimizer: expected object, received undefined; then schedule; then every",
    now: () => go("defaults"),
    expects: /^gives 0 to 4, done/,
  },
  {
    what: "one text file, without a recipe",
    before: "too few documents to hold any out, after the corpus was prepared",
    now: async () =>
      (
        await command([
          "train",
          "--data",
          file("input.txt", Array.from({ length: 900 }, (_, i) => `This is line number ${i}.`).join("\n")),
          "--smoke",
          "--out",
          at("one"),
          "--threads",
          "1",
        ])
      ).slice(0, 2),
    expects: /^0/,
  },
  {
    what: "a resume with another vocabulary",
    before: "a model of the old one, and a report of the new",
    now: () => resumed("defaults", { tokenizer: { vocabulary: 280 } }),
    expects: /Error: .*vocabulary/,
  },
  {
    what: "a resume on other texts",
    before: "trained on the old ones, without a word",
    now: () => resumed("defaults", { documents: () => someDocuments(40, (i) => `Other ${i} of ${i + 1}.`) }),
    expects: /Error: .*(corpus|texts|documents)/,
  },
  {
    what: "`--data` that no recipe reads",
    before: "not mentioned",
    now: async () =>
      (
        await command([
          "train",
          "recipes/sotu-tiny.ts",
          "--smoke",
          "--data",
          file("mine.txt", "x"),
          "--out",
          at("unread"),
        ])
      ).slice(0, 200),
    expects: /^2: tenon: .*data/,
  },
  {
    what: "a run that is lengthened, with another prompt and other intervals",
    before: "steps: was 20 ... and is 40 now",
    now: () => resumed("defaults", { steps: 6, prompt: "Once", every: { evaluation: 3, checkpoint: 3, sample: 6 } }),
    expects: /^gives 4 to 6, done/,
  },
  {
    what: "a run that begins from another model",
    before: "no way",
    now: () =>
      said(async () => {
        const { tokenizer: _, model: __, ...rest } = tinyInput;
        const { steps } = await runRecipe(defineRecipe({ ...rest, from: at("defaults") } as unknown as Input), {
          out: at("from"),
        });
        return steps;
      }),
    expects: /^gives 4/,
  },
  {
    what: "`documents()` whose order changes",
    before: "39 of 43 held-out documents were in the training text",
    now: () => go("shuffled", { documents: () => someDocuments(40).sort(() => Math.random() - 0.5) }),
    expects: /Error: .*(each time|order|twice|passes|same)/,
  },
  {
    what: "a generator object returned twice",
    before: "its corpus has too few documents",
    now: () => {
      const all = someDocuments(40)[Symbol.iterator]() as Iterable<Document>;
      return go("stream", { documents: () => all });
    },
    expects: /Error: (?!.*too few)/,
  },
  {
    what: "a prompt longer than the batch",
    before: "killed the run at its first sample",
    now: async () => `${await go("prompt", { prompt: "Document ".repeat(40) })} ${notes.join(" ")}`,
    expects: /^gives 0 to 4, done/,
  },
  {
    what: "a context below the batch's length",
    before: "accepted in silence",
    now: () => go("context", { model: { ...tinyInput.model, context: 8 } }),
    expects: /Error: .*(context|reads|length)/,
  },
  {
    what: "heads that the model cannot have, before anything is written",
    before: 'told after the corpus was prepared, and the folder then "holds a run"',
    now: async () =>
      `${await go("heads", { model: { ...tinyInput.model, heads: 5 } })}, ${existsSync(at("heads")) ? "a folder" : "nothing written"}`,
    expects: /heads.*nothing written/,
  },
  {
    what: "documents of texts, with null, and of another kind",
    before: "a stack",
    now: async () =>
      `${await go("texts", { documents: () => ["a", "b"] })} / ${await go("null", { documents: () => [null] })} / ${await go("kind", { model: { ...tinyInput.model, kind: "gpt" } })}`,
    expects: /^RecipeError.*\/ RecipeError.*\/ \w+Error: (?!Cannot)/,
  },
  {
    what: "a step whose loss is not finite",
    before: "taken, saved and resumed for ever",
    now: async () =>
      said(async () => {
        const run = tinyRun({ steps: 4, accumulate: 1 });
        let n = 0;
        const { objective } = run;
        const { skipped, losses } = await train({
          ...run,
          objective: (batch) => {
            const loss = objective(batch);
            return n++ === 1 ? loss.plus(loss.sum.mul(Number.NaN)) : loss;
          },
        });
        return `${skipped} skipped of ${losses.length}`;
      }),
    expects: /^gives 1 skipped of 4/,
  },
  {
    what: "clipping by a norm that is infinite",
    before: "[1, 2, Inf] became [0, 0, NaN]",
    now: () => {
      const x = tensor([1, 2]).requireGrad();
      x.mul(tensor([Number.POSITIVE_INFINITY, 1]))
        .sum()
        .backward();
      clipGradNorm([x], 1);
      return x.grad?.numbers().join(" ");
    },
    expects: /^Infinity 1$/,
  },
  {
    what: "a batch without a target",
    before: '"the loss is NaN: a smaller learning rate may help"; 0',
    now: () => {
      const none = zeros([1, 4]).to("int64").sub(100);
      const inputs = ids([1, 2, 3, 4]).reshape([1, 4]);
      const { sum, count } = causalLM(tinyModel())({ inputs, targets: none });
      return `a sum of ${sum.item()} over ${count}`;
    },
    expects: /^a sum of 0 over 0$/,
  },
  {
    what: "losses of unequal batches",
    before: "every batch weighed alike",
    now: () => {
      const { objective, batches } = tinyRun();
      const { sum, count } = objective(batches.next());
      return `a sum ${sum.rank === 0 ? "and" : "of"} a count ${count}`;
    },
    expects: /^a sum and a count \d+/,
  },
  {
    what: "AdamW at 1e-5 on bfloat16 weights",
    before: "learned nothing, no warning",
    now: () =>
      said(async () => {
        const model = initialize(llama({ vocabulary: 96, width: 32, depth: 1, heads: 2, kvHeads: 2, hidden: 32 }));
        const { castWeights } = (await import("../../src/nn/index.ts")) as unknown as { castWeights?: never };
        void castWeights;
        const halves = new Map(
          [...distinctWeights(model)].map(([path, weight]) => [path, weight.detach().to("bfloat16")]),
        );
        const { learner } = await import("../../src/training/index.ts");
        return learner(adamW(halves, { lr: 1e-5 }));
      }),
    expects: /Error: .*master/,
  },
  {
    what: "early stopping added at a resume",
    before: "Cannot destructure property 'best'",
    now: () => resumed("defaults", { steps: 8, patience: 2 }),
    expects: /^(gives 6 to|\w+Error: (?!.*destructure))/,
  },
  {
    what: "fewer steps than were taken",
    before: '"interrupted"',
    now: () => resumed("prompt", { steps: 2, prompt: "Document ".repeat(40) }),
    expects: /done/,
  },
  {
    what: "a trained folder says where an answer ends",
    before: "no eos_token_id, no generation_config.json",
    now: () =>
      `${config("defaults", "config.json").eos_token_id ?? "none"}, ${readdirSync(at("defaults")).includes("generation_config.json")}`,
    expects: /^\d+, true|^\[/,
  },
  {
    what: "documents of a row kept apart",
    before: "each saw those before it",
    now: () => go("apart", { batch: { ...tinyInput.batch, apart: true, documents: "whole" } }),
    expects: /done|packing/,
  },
  {
    what: "a report with one evaluation, and its event file",
    before: "an empty chart",
    now: async () => {
      await go("once", { every: { evaluation: 100, checkpoint: 100, sample: 100 } });
      const report = readFileSync(at("once", "report.html"), "utf8");
      return `${report.match(/<circle/g)?.length ?? 0} dots, ${readdirSync(at("once")).filter((name) => name.includes("tfevents")).length} event file`;
    },
    expects: /^[1-9]\d* dots, 1/,
  },
  {
    what: "cut files of a run, at resume",
    before: "a stack",
    now: async () => {
      await go("cut");
      const { truncateSync, statSync } = await import("node:fs");
      for (const name of readdirSync(at("cut")).filter((one) =>
        /^(metrics\.jsonl|corpus\.json|baselines\.json)$/.test(one),
      ))
        truncateSync(at("cut", name), Math.max(1, statSync(at("cut", name)).size - 9));
      return resumed("cut", { steps: 6 });
    },
    expects: /^(gives 4 to 6|\w+Error: .*(corpus|metrics|baselines))/,
  },
  {
    what: "training on shards that `tenon data shard` wrote",
    before: "no way",
    now: async () => {
      await command(["data", "shard", file("shard.txt", "one two"), "--tokenizer", tiny, "--out", at("shards")]);
      return command(["train", "--data", at("shards"), "--smoke", "--out", at("sharded")]);
    },
    expects: /^2: .*tenon: .*index\.json/s,
    left: "a recipe tokenizes its texts itself; shards are refused in a sentence",
  },
  {
    what: "Ctrl-C before the first step",
    before: "not heeded: the command went on for 92 seconds, and two processes got it twice",
    now: async () => {
      const { child, ended } = start(["train", "recipes/sotu-tiny.ts", "--out", at("early"), "--threads", "1"]);
      await new Promise((resolve) => child.stderr.once("data", resolve));
      for (let i = 0; i < 2; i++) child.kill("SIGINT");
      const { code, stderr } = await ended;
      return `${code}: ${stderr.trim().split("\n").at(-1)}`;
    },
    expects: /^130: .*before the first step/,
  },
  {
    what: "conversations as training text, and a LoRA by the command",
    before: "no way",
    now: async () => (await command(["help", "tune"])).slice(0, 40),
    expects: /^2: /,
    left: "a program of 25 lines, `examples/lora.ts`, and `--with` rides it",
  },
];
