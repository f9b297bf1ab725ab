/** What every intervention keeps in each way that a model is used: trained, written with, scored, embedded, beside others, on an encoder. */
import { expect } from "vitest";
import { embedTokens } from "../../src/generation/embed-tokens.ts";
import { Decoding, greedy } from "../../src/generation/index.ts";
import { scoreTokens } from "../../src/generation/score-tokens.ts";
import { type Intervention, intervene, Run } from "../../src/interventions/index.ts";
import { bert } from "../../src/models/index.ts";
import { AbreastCache, Alone, type Decoder, initialize, recompute } from "../../src/nn/index.ts";
import { ids, infer, keep, release, scope, type Tensor } from "../../src/tensor/index.ts";
import { causalLM } from "../../src/training/index.ts";
import { awaken, logits, SIZES, type Specimen, TOKENS } from "./intervention-specimen.ts";
import { distance } from "./model.ts";

const ROWS = [TOKENS, TOKENS.slice(2, 5), TOKENS.slice(1, 6)];
const turn = async () => {};

/** Rows filled up to the longest with a token that nobody is asked for. */
function filled(rows: readonly (readonly number[])[]): { inputs: Tensor; targets: Tensor } {
  const T = Math.max(...rows.map(({ length }) => length)) - 1;
  const flat = (from: number, padding: number) =>
    rows.flatMap((row) => Array.from({ length: T }, (_, t) => (t + 1 < row.length ? row[t + from]! : padding)));
  return { inputs: ids(flat(0, 7)).reshape([rows.length, T]), targets: ids(flat(1, -100)).reshape([rows.length, T]) };
}

/** What every tensor of an intervention gets of causalLM's loss over some rows, under `outer` and itself. */
function derivatives(
  model: Decoder,
  change: Intervention,
  rows: readonly (readonly number[])[],
  outer: readonly Intervention[] = [],
): Map<string, Tensor> {
  const state = [...(change.state ?? [])];
  if (state.length === 0) return new Map(); // it learns nothing
  for (const [, tensor] of state) tensor.requireGrad();
  try {
    causalLM(model, { with: [...outer, change] })(filled(rows)).mean.backward();
    return new Map(state.flatMap(([name, { grad }]) => (grad === undefined ? [] : [[name, grad.clone()]])));
  } finally {
    for (const [, tensor] of state) {
      tensor.grad = undefined;
      tensor.requireGrad(false);
    }
  }
}

const apart = (one: ReadonlyMap<string, Tensor>, other: ReadonlyMap<string, Tensor>) =>
  Math.max(...[...one].map(([name, tensor]) => distance(tensor, other.get(name)!)));

/** The token that a model likes best behind tokens that it reads alone and at once. */
const best = (model: Decoder, tokens: readonly number[], interventions: readonly Intervention[]) =>
  scope(() => {
    const all = logits(model, tokens, interventions); // [T, V]
    return all
      .select(0, tokens.length - 1)
      .argmax()
      .item();
  });

export const uses = {
  "is trained: each of its tensors has a derivative"(model, { make }) {
    const change = awaken(make(model));
    const own = derivatives(model, change, ROWS);
    expect([...own.keys()]).toEqual([...(change.state ?? new Map()).keys()]);
    for (const [name, tensor] of own) expect(tensor.abs().max().item(), name).toBeGreaterThan(1e-7);
  },
  "is trained on padded rows as on each by itself"(model, { make }) {
    const change = awaken(make(model));
    const targets = ROWS.map(({ length }) => length - 1);
    const all = targets.reduce((sum, n) => sum + n, 0);
    const sum = new Map<string, Tensor>();
    for (const [row, tokens] of ROWS.entries()) {
      for (const [name, own] of derivatives(model, change, [tokens])) {
        const share = own.mul(targets[row]! / all);
        sum.set(name, sum.get(name)?.add(share) ?? share);
      }
    }
    expect(apart(derivatives(model, change, ROWS), sum)).toBeLessThan(1e-5);
  },
  "is trained alike where blocks are run again"(model, { make }) {
    const change = awaken(make(model));
    const also = [...(change.state?.values() ?? [])];
    const again = derivatives(model, change, ROWS, [recompute("blocks.*", { also })]);
    expect(apart(derivatives(model, change, ROWS), again)).toBeLessThan(1e-6);
  },
  "is written with: greedy tokens are those of a loop that reads all anew"(model, { make }) {
    const change = awaken(make(model));
    const prompts = [TOKENS, TOKENS.slice(0, 3)];
    const naive = (interventions: readonly Intervention[], prompt: readonly number[]) => {
      const tokens = [...prompt];
      for (let i = 0; i < 5; i++) tokens.push(best(model, tokens, interventions));
      return tokens.slice(prompt.length);
    };
    const written = (own: readonly (readonly Intervention[])[], shared: readonly Intervention[]) => {
      const sequences = prompts.map((prompt, i) => ({ prompt, sampler: greedy, with: own[i] }));
      const decoding = new Decoding(model, sequences, { with: shared });
      const tokens: number[][] = prompts.map(() => []);
      for (let i = 0; i < 5; i++) for (const { index, token } of decoding.write()) tokens[index]!.push(token);
      decoding.release();
      return tokens;
    };
    expect(written([], [change])).toEqual(prompts.map((prompt) => naive([change], prompt)));
    expect(written([[], [change]], [])).toEqual([naive([], prompts[0]!), naive([change], prompts[1]!)]);
  },
  "is beside others as alone, in a pass that remembers nothing"(model, { make }) {
    const change = awaken(make(model));
    const run = new Run(model, { sequences: new Alone() });
    run.begin([[change], [], [change]]);
    const together = infer(() => run.read(ROWS).logits("last"));
    for (const [row, tokens] of ROWS.entries()) {
      const whole = logits(model, tokens, row === 1 ? [] : [change]);
      expect(distance(together.select(0, row), whole.select(0, tokens.length - 1))).toBeLessThan(1e-4);
    }
  },
  "is on rows abreast as on each alone, token by token"(model, { make }) {
    const change = awaken(make(model));
    const rows = [TOKENS.slice(0, 5), TOKENS.slice(3, 8)];
    const run = new Run(model, { with: [change], sequences: new AbreastCache() });
    let last: Tensor | undefined;
    for (let t = 0; t < 5; t++) {
      const token = ids(rows.map((row) => row[t]!)).reshape([2, 1]);
      last = infer(() => run.read(token).logits("last"));
    }
    for (const [row, tokens] of rows.entries()) {
      expect(distance(last!.select(0, row), logits(model, tokens, [change]).select(0, 4))).toBeLessThan(1e-4);
    }
    run.release();
  },
  "is on an encoder, whose padded rows are as each alone"(_, { make, watches = false }) {
    const encoder = initialize(bert({ ...SIZES, masked: true }), 3);
    const change = awaken(make(encoder));
    const stream = (tokens: readonly number[], interventions: readonly Intervention[]) =>
      infer(() => new Run(encoder, { with: interventions }).read([tokens]).stream);
    const effect = distance(stream(TOKENS, [change]), stream(TOKENS, []));
    if (watches) expect(effect).toBe(0);
    else expect(effect).toBeGreaterThan(1e-4);
    const lengths = ROWS.map(({ length }) => length);
    const rows = ids(ROWS.flatMap((row) => [...row, ...Array<number>(8 - row.length).fill(7)])).reshape([3, 8]);
    const together = infer(() => new Run(encoder, { with: [change] }).read(rows, { lengths }).stream);
    for (const [row, tokens] of ROWS.entries()) {
      const own = together.select(0, row).narrow(0, 0, tokens.length);
      expect(distance(own, stream(tokens, [change]))).toBeLessThan(1e-4);
    }
  },
} satisfies Record<string, (model: Decoder, specimen: Specimen) => void>;

/** Those that await: their tensors are freed where they are made. */
export const longUses = {
  async "is scored with: logprobs are those of the logits"(model, { make }) {
    const [change, expected] = scope(() => {
      const change = kept(awaken(make(model)));
      const logprobs = logits(model, TOKENS, [change]).logSoftmax(-1);
      return [change, TOKENS.slice(1).map((token, t) => logprobs.select(0, t).select(0, token).item())] as const;
    });
    const scored = await scoreTokens(model, TOKENS, { with: [change], turn });
    for (const [t, logprob] of scored.entries()) expect(logprob).toBeCloseTo(expected[t]!, 4);
    expect(scored.length).toBe(TOKENS.length - 1);
    forget(change);
  },
  async "is embedded with: vectors are what a hook of one's own sees"(model, { make }) {
    const [change, expected] = scope(() => {
      const change = kept(awaken(make(model)));
      let seen: number[] = [];
      const look = intervene("look", "blocks.1", () => (x, next) => {
        const y = next(x); // [N, D]
        seen = y
          .narrow(0, y.shape[0]! - TOKENS.length, TOKENS.length)
          .mean(0)
          .numbers();
        return y;
      });
      logits(model, TOKENS, [look, change]);
      return [change, seen] as const;
    });
    const [vectors] = await embedTokens(model, [TOKENS, TOKENS.slice(0, 3)], { with: [change], turn });
    for (const [d, value] of vectors![0]!.entries()) expect(value).toBeCloseTo(expected[d]!, 4);
    forget(change);
  },
} satisfies Record<string, (model: Decoder, specimen: Specimen) => Promise<void>>;

const tensorsOf = ({ state }: Intervention) => [...(state?.values() ?? [])];
function kept(change: Intervention): Intervention {
  for (const tensor of tensorsOf(change)) keep(tensor);
  return change;
}
const forget = (change: Intervention) => release(...tensorsOf(change));
