/**
 * No way of running a model forgets interventions: whatever of `src` takes a model and runs it is called here under a prefix, which
 * begins sequences, and under a hook, and says something else than without. What is missing from the table fails.
 */
import { describe, expect, it } from "vitest";
import { Beside } from "../src/cli/edit-report.ts";
import { behind } from "../src/editing/behind.ts";
import { contexts, fineTune, judge, keyMoment, keyValue, memit, rome } from "../src/editing/index.ts";
import { seenAt } from "../src/editing/seen.ts";
import { shiftOf } from "../src/editing/shift.ts";
import { textsOf } from "../src/editing/support.ts";
import { contrastiveSearch } from "../src/generation/contrastive.ts";
import { embedTexts } from "../src/generation/embed-texts.ts";
import { embedTokens } from "../src/generation/embed-tokens.ts";
import { forward } from "../src/generation/forward.ts";
import { Decoding, greedy, LocalEncoder, LocalLM, scoreTokens, scoreWindows } from "../src/generation/index.ts";
import {
  attentions,
  headPaths,
  knowledgeAttribution,
  lens,
  lensLogits,
  logitPaths,
  pathPatch,
  prefixMatching,
  previousToken,
  taskVector,
  trace,
  traced,
} from "../src/interpretability/index.ts";
import { type Intervention, intervene, type LowRankDelta } from "../src/interventions/index.ts";
import { bert } from "../src/models/index.ts";
import { initialize, type Reads } from "../src/nn/index.ts";
import { lora, prefix } from "../src/peft/index.ts";
import { arange, ids, infer, noGrad, randn, scope, seed, type Tensor } from "../src/tensor/index.ts";
import { causalLM, type Loss, maskedLM, ownPrefixes, scheduledSampling, surprise } from "../src/training/index.ts";
import { modelRunners } from "./running.ts";
import { tinyModel, tinyTokenizer } from "./tiny-lm.ts";

const model = tinyModel();
const encoder = initialize(bert({ vocabulary: 96, width: 32, depth: 2, heads: 4, hidden: 64, masked: true }), 1);
const tokenizer = tinyTokenizer();
const TOKENS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
const batch = () => ({
  inputs: ids(TOKENS.slice(0, 8)).reshape([2, 4]),
  targets: ids(TOKENS.slice(1, 9)).reshape([2, 4]),
});
const turn = async () => {};
const loss = (make: () => Loss) => scope(() => noGrad(() => [make().mean.item()]));
const reader = (own: readonly Intervention[], of: Reads = model) => ({
  name: "tiny",
  model: of,
  tokenizer,
  context: 64,
  with: own,
});

const lm = (own: readonly Intervention[]) => new LocalLM({ ...reader(own), model });

const FACT = { prompt: "of {} is", subject: "abc", target: "xy" };
const before = ["a b. "];
const prompt = () => ({ ids: TOKENS, at: 4 });
const plainNumbers = (of: Tensor) => scope(() => of.numbers());
/** The factors of a change. */
const factors = (make: () => LowRankDelta) => [...make().state.values()].map((tensor) => tensor.numbers());

type Call = (own: readonly Intervention[]) => readonly unknown[] | Promise<readonly unknown[]>;

/** How each is called, by `file:name`, and by the method where it has several; what it says, under these interventions. */
const calls: Readonly<Record<string, { of?: Reads; call: Call }>> = {
  "cli/edit-report.ts:Beside": {
    call: (own) => {
      const fact = { ...FACT, id: "1", paraphrases: [], neighbours: [], portability: [] };
      return [new Beside(model, tokenizer, fact, own).said(own).target];
    },
  },
  "editing/behind.ts:behind": {
    call: (own) => {
      const held = behind(model, [prompt()], { from: 1, with: own });
      const said = scope(() => noGrad(() => held.logits([], [7]).numbers()));
      held.release();
      return said;
    },
  },
  "editing/contexts.ts:contexts": { call: (own) => contexts(model, tokenizer, { count: 2, with: own }) },
  "editing/fine-tune.ts:fineTune": {
    call: (own) => factors(() => fineTune(model, tokenizer, [FACT], { with: own }, { block: 1, steps: 2 })),
  },
  "editing/judge.ts:judge": {
    call: (own) => judge(model, tokenizer, [{ prompt: "abc", answer: "d" }], { with: own }),
  },
  "editing/memit.ts:memit": {
    call: (own) =>
      factors(() => memit(model, tokenizer, [FACT], { contexts: before, with: own }, { blocks: [1], steps: 2 })),
  },
  "editing/moment.ts:keyMoment": {
    call: (own) => plainNumbers(keyMoment(model, tokenizer, ["abcdefgh"], { block: 1, tokens: 7, with: own })),
  },
  "editing/rome.ts:keyValue": {
    call: (own) =>
      keyValue(model, tokenizer, FACT, { contexts: before, with: own }, { block: 1, steps: 2 }).key.numbers(),
  },
  "editing/rome.ts:rome": {
    call: (own) => factors(() => rome(model, tokenizer, FACT, { contexts: before, with: own }, { block: 1, steps: 2 })),
  },
  "editing/seen.ts:seenAt": {
    call: (own) => plainNumbers(seenAt(model, [{ ids: TOKENS, at: [3, 8] }], "blocks.1.mlp.down", { with: own }).x),
  },
  "editing/shift.ts:shiftOf": {
    call: (own) => {
      const place = { at: "blocks.1", block: 1, width: 32, norm: 100, before: [""], with: own };
      const settings = { steps: 2, rate: 1, kl: 0.1, decay: 0, clamp: 1, enough: 0 };
      return shiftOf(model, tokenizer, FACT, place, settings).numbers();
    },
  },
  "editing/support.ts:textsOf": { call: (own) => textsOf(model, tokenizer, { with: own }) },
  "generation/contrastive.ts:contrastiveSearch": {
    call: (own) => contrastiveSearch(model, TOKENS, { maxTokens: 8, with: own }),
  },
  "generation/decoding.ts:Decoding": {
    call: (own) => {
      const decoding = new Decoding(model, [{ prompt: TOKENS, sampler: greedy }], { with: own });
      const [logits] = decoding.logits();
      const said = Array.from(logits!);
      decoding.release();
      return said;
    },
  },
  "generation/embed-texts.ts:embedTexts": {
    call: (own) => embedTexts(reader(own), ["abc"], {}, { turn, reason: () => undefined }),
  },
  "generation/embed-tokens.ts:embedTokens": { call: (own) => embedTokens(model, [TOKENS], { with: own, turn }) },
  "generation/forward.ts:forward": {
    call: (own) => forward(model, { ids: [TOKENS] }, { with: own }).stream.map(({ data }) => Array.from(data)),
  },
  "generation/local-encoder.ts:LocalEncoder": {
    of: encoder,
    call: (own) => new LocalEncoder(reader(own, encoder)).embed(["abc"]),
  },
  "generation/local-lm.ts:LocalLM generate": {
    call: async (own) => {
      const { text } = await lm(own).generate("abcd", { temperature: 0, maxTokens: 8 }).completion;
      return [text];
    },
  },
  "generation/local-lm.ts:LocalLM score": { call: async (own) => (await lm(own).score("abcd")).logprobs },
  "generation/local-lm.ts:LocalLM scoreAnswers": { call: (own) => lm(own).scoreAnswers("ab", ["c", "d"]) },
  "generation/local-lm.ts:LocalLM embed": { call: (own) => lm(own).embed(["abcd"]) },
  "generation/score-tokens.ts:scoreTokens": { call: (own) => scoreTokens(model, TOKENS, { with: own, turn }) },
  "generation/score-tokens.ts:scoreWindows": {
    call: (own) => scoreWindows(model, TOKENS, { window: 6, stride: 3, with: own, turn }),
  },
  "interpretability/attentions.ts:attentions": {
    call: (own) => attentions(model, tokenizer, { prompt: "abcd", with: own }).layers,
  },
  "interpretability/induction.ts:prefixMatching": {
    call: (own) => prefixMatching(model, [...TOKENS, ...TOKENS], { with: own }),
  },
  "interpretability/induction.ts:previousToken": { call: (own) => previousToken(model, TOKENS, { with: own }) },
  "interpretability/knowledge-attribution.ts:knowledgeAttribution": {
    call: (own) =>
      infer(() => {
        const { layers } = knowledgeAttribution(model, { tokens: TOKENS, steps: 2, with: own });
        return layers.map(({ attributions }) => attributions.numbers());
      }),
  },
  "interpretability/lens.ts:lens": { call: (own) => lens(model, tokenizer, { prompt: "abcd", with: own }).layers },
  "interpretability/lens.ts:lensLogits": {
    call: (own) => infer(() => lensLogits(model, TOKENS, { with: own }).map((layer) => layer.numbers())),
  },
  "interpretability/logit-paths.ts:headPaths": {
    call: (own) => infer(() => headPaths(model, TOKENS, 1, { with: own }).map(({ logits }) => logits.numbers())),
  },
  "interpretability/logit-paths.ts:logitPaths": {
    call: (own) => infer(() => logitPaths(model, TOKENS, { with: own }).map(({ logits }) => logits.numbers())),
  },
  "interpretability/path-patching.ts:pathPatch": {
    call: (own) => {
      const [clean, corrupted] = [TOKENS, TOKENS.toReversed()];
      return infer(() => pathPatch(model, { clean, corrupted, from: [0, 1], to: "logits", with: own }).numbers());
    },
  },
  "interpretability/task-vector.ts:taskVector": {
    call: (own) => infer(() => taskVector(model, [TOKENS], { layer: 1, with: own }).numbers()),
  },
  "interpretability/trace.ts:trace": {
    call: (own) => trace(model, tokenizer, { prompt: "abcd", subject: "b", samples: 2, with: own }).effects,
  },
  "interpretability/trace.ts:traced": {
    call: (own) => {
      const tracing = traced(model, tokenizer, { prompt: "abcd", subject: "b", samples: 2, with: own });
      const effects = tracing.effects(2);
      tracing.release();
      return effects;
    },
  },
  "training/held-out.ts:surprise": {
    call: (own) => {
      const text = { tokens: 96, ids: (start: number, length: number) => arange(start, start + length) };
      return [surprise(model, text, { length: 16, with: own }).nats];
    },
  },
  "training/masked.ts:maskedLM": { of: encoder, call: (own) => loss(() => maskedLM(encoder, { with: own })(batch())) },
  "training/objective.ts:causalLM": { call: (own) => loss(() => causalLM(model, { with: own })(batch())) },
  "training/scheduled-sampling.ts:ownPrefixes": {
    call: (own) => {
      seed(1);
      return scope(() => ownPrefixes(model, batch(), 0, { with: own }).numbers());
    },
  },
  "training/scheduled-sampling.ts:scheduledSampling": {
    call: (own) => {
      seed(1);
      return loss(() => scheduledSampling(model, { gold: () => 0, with: own }).objective(batch()));
    },
  },
};

/** What takes a model and makes a pass, and why it takes no `with`. */
const exceptions: Readonly<Record<string, string>> = {
  "editing/rank-one.ts:rankOne": "it asks one map for one key, under what stands there, and reads no tokens",
  "open/statistics.ts:keyStatistics": "what it keeps is the base's, for whatever rides",
  "interpretability/tracing.ts:Tracing": "takes what `traced` has checked, `with` among it",
  "interpretability/watched.ts:watched": "takes what `traced` has checked, `with` among it",
  "interventions/bake.ts:bake": "the interventions are what it is about; it reads weights and no tokens",
};

const changes: readonly [name: string, make: (of: Reads) => Intervention][] = [
  ["a prefix", (of) => prefix(of, { length: 3, std: 2 })],
  [
    "a LoRA",
    (of) => {
      const change = lora(of, { at: "blocks.*.mixer.{q,k,v,o}", rank: 4 });
      for (const { b } of change.parts.values()) b.copyFrom(randn(b.shape));
      return change;
    },
  ],
  ["a hook", () => intervene("turned", "blocks.0.mlp", () => (x, next) => next(x).neg())],
];

describe("whatever runs a model", () => {
  it("is known here", () => {
    const known = [...Object.keys(calls), ...Object.keys(exceptions)].map((key) => key.split(" ")[0]);
    expect(modelRunners()).toEqual([...new Set(known)].sort());
  });

  for (const [name, { of = model, call }] of Object.entries(calls)) {
    it(`says something else under interventions: ${name}`, async () => {
      const plain = await call([]);
      expect(await call([])).toEqual(plain);
      for (const [change, make] of changes) {
        seed(9);
        expect(await call([noGrad(() => make(of))]), change).not.toEqual(plain);
      }
    });
  }
});
