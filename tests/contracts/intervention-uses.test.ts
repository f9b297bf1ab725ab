/** Each way of using a model, shown to fail under an intervention that is broken in just that point. */
import { describe, expect, it } from "vitest";
import { type Intervention, intervene } from "../../src/interventions/index.ts";
import { Packed, type Pass } from "../../src/nn/index.ts";
import { lora } from "../../src/peft/index.ts";
import { keep, randn, scope, type Tensor } from "../../src/tensor/index.ts";
import { newModel, type Specimen } from "./intervention-specimen.ts";
import { longUses, uses } from "./intervention-uses.ts";

const sound: Specimen = { make: (model) => lora(model, { at: "blocks.*.mixer.q", rank: 2 }), neutral: true };

/** x w, with a learned w [D], which `flaw` may spoil. */
const scaling = (flaw: (w: Tensor, x: Tensor, pass: Pass) => Tensor): Specimen => ({
  neutral: false,
  make: () => {
    const w = keep(randn([16]));
    const { hook } = intervene("flawed", "blocks.1", () => (x, next, pass) => next(x).mul(flaw(w, x, pass)));
    return { name: "flawed", hook, state: new Map([["w", w]]) } satisfies Intervention;
  },
});
const other = (w: Tensor, bad: boolean) => (bad ? w.add(1) : w); // the norm behind would forgive a factor
/** Other at each call. */
const counting = () => {
  let calls = 0;
  return scaling((w) => w.add(calls++ % 5));
};

const broken: Readonly<Record<keyof typeof uses | keyof typeof longUses, Specimen>> = {
  "is trained: each of its tensors has a derivative": scaling((w) => w.detach()),
  // Looks at how many rows there are.
  "is trained on padded rows as on each by itself": scaling((w, _, { layout }) => other(w, layout.lengths.length > 1)),
  "is trained alike where blocks are run again": counting(),
  // Looks at how many tokens come at once, which under a cache is one.
  "is written with: greedy tokens are those of a loop that reads all anew": scaling((w, _, { layout }) =>
    w.mul(layout.lengths.some((length) => length > 1) ? 1 : -1),
  ),
  "is beside others as alone, in a pass that remembers nothing": counting(),
  "is on rows abreast as on each alone, token by token": scaling((w, _, { sequences }) =>
    other(w, sequences.remembers),
  ),
  "is on an encoder, whose padded rows are as each alone": scaling((w, _, { layout }) =>
    other(w, !(layout instanceof Packed)),
  ),
  "is scored with: logprobs are those of the logits": scaling((w, _, { sequences }) => other(w, sequences.remembers)),
  "is embedded with: vectors are what a hook of one's own sees": scaling((w, _, { layout }) =>
    other(w, layout.lengths.length > 1),
  ),
};

describe("the uses of a model", () => {
  for (const [use, check] of Object.entries(uses)) {
    it(`refuse a specimen: ${use}`, () => {
      scope(() => check(newModel(), sound));
      expect(() => scope(() => check(newModel(), broken[use as keyof typeof uses]))).toThrow();
    });
  }
  for (const [use, check] of Object.entries(longUses)) {
    it(`refuse a specimen: ${use}`, async () => {
      await check(newModel(), sound);
      await expect(check(newModel(), broken[use as keyof typeof longUses])).rejects.toThrow();
    });
  }
});
