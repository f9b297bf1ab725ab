/** Editors on a tiny model: what each solves, what it leaves alone and what it refuses. */
import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { tinyConfig, tinyTokenizer } from "../../tests/tiny-lm.ts";
import { dense, intervene, type LowRankDelta, Run } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { initialize, Linear, modules } from "../nn/index.ts";
import { lora } from "../peft/index.ts";
import { ids, infer, liveTensors, noGrad, ops, randn, scope, seed, type Tensor } from "../tensor/index.ts";
import { behind } from "./behind.ts";
import { contexts, fineTune, judge, keyMoment, keyValue, located, memit, rome, spread } from "./index.ts";
import { seenAt } from "./seen.ts";

const model = initialize(llama(tinyConfig()), 1);
const tokenizer = tinyTokenizer();
const fact = { prompt: "the city of {} is", subject: "abc", target: "xyz" };
const other = { prompt: "we know {} as", subject: "qrs", target: "uvw" };
const before = ["one text. ", "another. "];
const downOf = (block: number) =>
  [...modules(model)].find(
    (part): part is Linear => part instanceof Linear && part.path === `blocks.${block}.mlp.down`,
  )!.weight;
const asks = (text: typeof fact) => [{ prompt: text.prompt.replace("{}", text.subject), answer: text.target }];
const heard = (changes: LowRankDelta[], text = fact) => judge(model, tokenizer, asks(text), { with: changes })[0]!;
const C = infer(() => {
  seed(7);
  const keys = randn([300, 64]).to("float64");
  return keys.t().matmul(keys).div(300);
});
const AT = { block: 0, rate: 0.1 };
/** The largest difference, as a share of the largest number. */
const apart = (a: Tensor, b: Tensor) => distance(a, b) / b.abs().max().item();
const support = { moment: () => C, contexts: before };

describe("located", () => {
  it("finds the subject's last token by its place in the whole text", () => {
    const { ids: tokens, at } = located(tokenizer, { prompt: "abc of {} is", subject: "abc", target: "x" }, "abc. ");
    expect(at).toBe("abc. abc of abc".length - 1); // a token a character
    expect(tokens).toHaveLength("abc. abc of abc is".length);
  });

  it("refuses in a sentence what is no statement of a subject", () => {
    const asked = (change: object) => () => located(tokenizer, { ...fact, ...change });
    expect(asked({ prompt: "the city is" })).toThrow(/has 0 places for the subject/);
    expect(asked({ prompt: "{} and {}" })).toThrow(/has 2 places/);
    expect(asked({ subject: " " })).toThrow(/subject of "the city of {} is" is empty/);
    expect(asked({ target: "" })).toThrow(/target of "the city of abc is" is empty/);
  });

  it("takes a subject with signs of replacement as it is", () => {
    const { ids: tokens } = located(tokenizer, { ...fact, subject: "$&$1" });
    expect(tokenizer.decode(tokens)).toBe("the city of $&$1 is");
  });
});

describe("behind", () => {
  it("runs the tokens from the subject on as a whole pass would, under a change there", () => {
    scope(() => {
      const prompts = ["some of abc is it", "abc", "he said abc so"].map((text) => {
        const at = text.indexOf("abc") + 2;
        return { ids: tokenizer.encode(text), at };
      });
      seed(2);
      const d = randn([32]);
      const held = behind(model, prompts, { from: 1, with: [] });
      const rows = prompts.map(({ ids: all, at }, row) => held.layout.at(row, all.length - 1 - at));
      const change = (places: () => number[]) =>
        intervene("d", "blocks.1.mlp.down", () => (x, next) => {
          const y = next(x);
          return ops.aten.index_add.default(y, 0, ids(places()), d.unsqueeze(0).expand([places().length, 32]));
        });
      const own = noGrad(() => held.logits([change(() => prompts.map((_, row) => held.layout.at(row, 0)))], rows));
      const whole = noGrad(() => {
        const places = () => prompts.map(({ at }, row) => prompts.slice(0, row).reduce((n, p) => n + p.ids.length, at));
        return new Run(model, { with: [change(places)] }).read(prompts.map((p) => p.ids)).logits("last");
      });
      expect(distance(own, whole)).toBeLessThan(1e-3);
      held.release();
    });
  });
});

describe("rome", () => {
  it("makes the target likelier, with one change of rank 1 that meets v at k", () => {
    const edit = rome(model, tokenizer, fact, support, AT);
    expect([...edit.parts.keys()]).toEqual(["blocks.0.mlp.down"]);
    expect(edit.parts.get("blocks.0.mlp.down")!.a.shape).toEqual([1, 64]);
    expect(heard([edit]).logprob).toBeGreaterThan(heard([]).logprob + 0.5);
    const { key, value } = keyValue(model, tokenizer, fact, support, AT);
    const part = edit.parts.get("blocks.0.mlp.down")!;
    const out = infer(() => downOf(0).matmul(key).add(dense(part).matmul(key)));
    expect(apart(out, value)).toBeLessThan(1e-4);
  });

  it("takes the key's mean over the bare prompt and the texts", () => {
    const { key } = keyValue(model, tokenizer, fact, support, AT);
    const each = ["", ...before].map((text) => {
      const { ids: tokens, at } = located(tokenizer, fact, text);
      return seenAt(model, [{ ids: tokens, at: [at] }], "blocks.0.mlp.down").x.squeeze(0);
    });
    expect(
      distance(
        key,
        infer(() => each[0]!.add(each[1]!).add(each[2]!).div(3)),
      ),
    ).toBeLessThan(1e-4);
  });

  it("edits behind what rides already", () => {
    seed(3);
    const rides = lora(model, { at: "blocks.0.mlp.down", rank: 2 });
    for (const { b } of rides.parts.values()) b.copyFrom(randn(b.shape, 0.3));
    const edit = rome(model, tokenizer, fact, { ...support, with: [rides] }, AT);
    const riding = heard([edit, rides]).logprob;
    expect(riding).toBeGreaterThan(heard([rides]).logprob + 0.5);
  });

  it("holds the shift to so many times what the map says", () => {
    const { key, value, at } = keyValue(model, tokenizer, fact, support, {
      ...AT,
      steps: 60,
      rate: 0.002,
      clamp: 0.1,
      decay: 0,
    });
    const plain = infer(() => downOf(0).matmul(key));
    expect(at).toBe("blocks.0.mlp.down");
    expect(infer(() => value.sub(plain).norm().item() / plain.norm().item())).toBeCloseTo(0.1, 3);
  });

  it("refuses a subject that is the text's first token, by name", () => {
    const first = { prompt: "{} is on", subject: "a", target: "x" };
    expect(() => rome(model, tokenizer, first, support, { block: 0 })).toThrow(
      /^ROME cannot edit "a is on": "a" is the text's first token/,
    );
    expect(() => memit(model, tokenizer, [first], support, { blocks: [0] })).toThrow(/^MEMIT cannot edit/);
  });

  it("refuses blocks and settings that are none", () => {
    expect(() => rome(model, tokenizer, fact, support, { block: 2 })).toThrow(
      /no block 2: the model has 2, from 0 to 1/,
    );
    expect(() => rome(model, tokenizer, fact, support, { rate: 0 })).toThrow(/^rome: rate/);
  });

  it("leaves no tensor behind but its factors", () => {
    const once = () => void scope(() => rome(model, tokenizer, fact, support, { block: 0, steps: 2 }));
    once();
    const [start] = [liveTensors()];
    const edit = rome(model, tokenizer, fact, support, { block: 0, steps: 2 });
    expect(liveTensors() - start).toBe(2);
    expect(edit.parts.size).toBe(1);
  });
});

describe("memit", () => {
  it("makes every target likelier, at rank n in each block", () => {
    const edit = memit(model, tokenizer, [fact, other], support, { blocks: [0, 1], lambda: 1, rate: 0.1, clamp: 4 });
    expect([...edit.parts].map(([path, { a }]) => [path, a.shape[0]])).toEqual([
      ["blocks.0.mlp.down", 2],
      ["blocks.1.mlp.down", 2],
    ]);
    const first = memit(model, tokenizer, [fact, other], support, { blocks: [0], lambda: 1, rate: 0.1, clamp: 4 });
    for (const each of [fact, other])
      expect(heard([first], each).logprob).toBeGreaterThan(heard([], each).logprob + 0.2);
  });

  it("leaves no tensor behind but its factors", () => {
    const edit = () => memit(model, tokenizer, [fact, other], support, { blocks: [0, 1], steps: 2 });
    scope(() => edit());
    const start = liveTensors();
    expect([...edit().state]).toHaveLength(liveTensors() - start);
  });

  it("changes little where lambda is large", () => {
    const norm = (lambda: number) => {
      const edit = memit(model, tokenizer, [fact], support, { blocks: [0], lambda, steps: 3 });
      return infer(() =>
        dense([...edit.parts.values()][0]!)
          .norm()
          .item(),
      );
    };
    expect(norm(1e9)).toBeLessThan(norm(1) / 1000);
  });

  it("asks for the values that it is not given, once each, and tells how far it is", () => {
    const told: number[] = [];
    const found: number[] = [];
    const shift = (i: number, find: () => Tensor) => {
      found.push(i);
      return find();
    };
    const onProgress = (n: number) => told.push(n);
    memit(model, tokenizer, [fact, other], { ...support, shift, onProgress }, { blocks: [1], steps: 1 });
    expect([found, told]).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(() => memit(model, tokenizer, [], support, { blocks: [1] })).toThrow(/at least one fact/);
  });

  it("spreads by the normal equations: D (lambda C + K^T K) = R^T K", () => {
    seed(5);
    const [K, R] = [randn([7, 64]), randn([7, 32])];
    const D = infer(() => dense(spread(K, R, C, 3)));
    const left = infer(() => D.to("float64").matmul(C.mul(3).add(K.t().matmul(K).to("float64"))));
    expect(
      distance(
        left,
        infer(() => R.t().matmul(K).to("float64")),
      ),
    ).toBeLessThan(1e-4);
  });
});

describe("fineTune", () => {
  it("makes the target likelier by a dense change that is kept whole", () => {
    const edit = fineTune(model, tokenizer, [fact], {}, { block: 1, rate: 1e-2 });
    const { a, b } = edit.parts.get("blocks.1.mlp.down")!;
    expect([a.shape, b.shape]).toEqual([
      [32, 64],
      [32, 32],
    ]);
    expect(heard([edit]).logprob).toBeGreaterThan(heard([]).logprob + 1);
  });

  it("moves no weight farther than FT-L lets it", () => {
    const edit = fineTune(model, tokenizer, [fact], {}, { block: 1, rate: 1e-2, within: 2e-3 });
    expect(edit.parts.get("blocks.1.mlp.down")!.a.abs().max().item()).toBeCloseTo(2e-3, 6);
  });
});

describe("judge", () => {
  it("scores each token behind those before it, as one pass over all of it does", () => {
    const [verdict] = judge(model, tokenizer, [{ prompt: "the city", answer: "xy" }]);
    const tokens = tokenizer.encode("the city xy");
    const logits = infer(() => new Run(model).read([tokens]).logits("all").logSoftmax());
    const own = [8, 9, 10].map((at) =>
      logits
        .select(0, at - 1)
        .select(0, tokens[at]!)
        .item(),
    );
    expect(verdict!.logprob).toBeCloseTo(own.reduce((sum, x) => sum + x, 0) / 3, 4);
    expect(verdict!.said).toHaveLength(3);
    expect(verdict!.first).toBe(logits.select(0, 7).argmax().item());
  });

  it("answers in the order asked, however texts share a pass", () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      prompt: `${"word ".repeat(i % 9)}is`,
      answer: i % 2 ? "a" : "bc",
    }));
    const alone = many.map((question) => judge(model, tokenizer, [question])[0]!);
    for (const [i, { logprob, first }] of judge(model, tokenizer, many).entries()) {
      expect(logprob).toBeCloseTo(alone[i]!.logprob, 4);
      expect(first).toBe(alone[i]!.first);
    }
  });
});

describe("keyMoment", () => {
  const texts = ["a text of some length, in which there are many tokens; ".repeat(12)];

  it("is the mean of k k^T over all tokens but the first of each window", () => {
    const own = infer(() => keyMoment(model, tokenizer, texts, { block: 1, tokens: 300 }));
    const tokens = tokenizer.encode(texts[0]!);
    const windows = [tokens.slice(0, 256), tokens.slice(256, 256 + 46)];
    const keys = windows.map((window) => {
      const at = Array.from({ length: window.length - 1 }, (_, i) => i + 1);
      return seenAt(model, [{ ids: window, at }], "blocks.1.mlp.down").x.to("float64");
    });
    const mean = infer(() =>
      keys
        .map((k) => k.t().matmul(k))
        .reduce((sum, x) => sum.add(x))
        .div(300),
    );
    expect(apart(own, mean)).toBeLessThan(1e-6);
  });

  it("tells how far it is, and refuses texts that are too short", () => {
    const told: number[] = [];
    const options = { block: 0, tokens: 400, onProgress: (seen: number) => told.push(seen) };
    keyMoment(model, tokenizer, texts, options);
    expect(told).toEqual([255, 400]);
    expect(() => keyMoment(model, tokenizer, ["short"], { block: 0 })).toThrow(
      /need 50000 tokens, and the texts have 4/,
    );
  });
});

describe("contexts", () => {
  it("are sentences that the model wrote, the same each time", () => {
    const texts = contexts(model, tokenizer, { count: 3, length: 6 });
    expect(contexts(model, tokenizer, { count: 3, length: 6 })).toEqual(texts);
    expect(texts).toHaveLength(3);
    for (const text of texts) expect(text).toMatch(/^(The|In|He).*\. $/);
    expect(contexts(model, tokenizer, { count: 3, length: 6, seed: 1 })).not.toEqual(texts);
  });
});
