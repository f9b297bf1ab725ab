/** Each clause of the contract, shown to fail on a model that is broken in just that point. */
import { describe, expect, it } from "vitest";
import { architecture, type LlamaConfig } from "../../src/models/index.ts";
import { Decoder, initialize, KVCache, named, Packed, Padded, Pass } from "../../src/nn/index.ts";
import { cat, keep, scope, type Tensor } from "../../src/tensor/index.ts";
import { clauses } from "./architecture.ts";

const llama = architecture("llama");
const config = llama.config.parse({
  kind: "llama",
  vocabulary: 11,
  width: 32,
  depth: 2,
  heads: 4,
  kvHeads: 2,
  hidden: 48,
}) as LlamaConfig;

type Stream = (ids: Tensor, pass: Pass, sound: (ids: Tensor, pass: Pass) => Tensor) => Tensor;

/** A sound model whose stream goes through `flaw`. */
function broken(flaw: Stream): Decoder {
  class Broken extends Decoder {
    override stream(ids: Tensor, pass: Pass): Tensor {
      return flaw(ids, pass, (i, p) => super.stream(i, p));
    }
  }
  const { embed, blocks, norm, head } = initialize(llama.build(config), 1);
  return named(new Broken(embed, blocks, norm, head));
}

/** Shifts what each pass under a cache believes its positions to be. */
const misplaced = broken((ids, { layout, sequences }, sound) => {
  const starts = layout.lengths.map(() => 0);
  const wrong = layout instanceof Padded ? new Padded(layout.lengths, starts) : new Packed(layout.lengths, starts);
  return sound(ids, new Pass({ layout: wrong, sequences }));
});
/** Lets every token see the mean of all. */
const looksAhead = broken((ids, pass, sound) => {
  const x = sound(ids, pass);
  return x.add(x.mean(-2, true));
});
/** Computes each token as if it stood alone. */
const forgets = broken((ids, pass, sound) => {
  if (pass.layout.lengths.length > 1) return sound(ids, pass);
  const alone = (t: number) => sound(ids.narrow(0, t, 1), new Pass({ layout: new Packed([1]) }));
  return cat(Array.from({ length: ids.shape[0]! }, (_, t) => alone(t)));
});
/** Lets packed sequences run into each other. */
const runsTogether = broken((ids, pass, sound) =>
  pass.layout instanceof Packed ? sound(ids, new Pass({ layout: new Packed([ids.shape[0]!]) })) : sound(ids, pass),
);
/** Forgets to shorten: what was cut is still attended to. */
class Uncut extends KVCache {
  override cut(): void {}
}
const cutsNothing = broken((ids, pass, sound) => {
  const { sequences } = pass;
  if (sequences instanceof KVCache) sequences.cut = Uncut.prototype.cut;
  return sound(ids, pass);
});
/** Stops the gradient below the blocks. */
const detached = broken((ids, pass, sound) => sound(ids, pass).detach());
const leaks = broken((ids, pass, sound) => {
  keep(ids.clone());
  return sound(ids, pass);
});
const nameless = {
  ...llama,
  gguf: { ...llama.gguf, names: Object.fromEntries(Object.entries(llama.gguf.names).slice(1)) },
};

const specimens: Readonly<Record<keyof typeof clauses, Decoder>> = {
  "cached decode equals the full forward": misplaced,
  "reading a prompt in parts equals reading it at once": misplaced,
  "a token changes nothing before it": looksAhead,
  "a token is seen by all after it": forgets,
  "padded rows equal single rows": looksAhead,
  "padded rows under a cache equal single rows": misplaced,
  "packed sequences equal single ones, under a cache too": runsTogether,
  "a sequence that was cut equals one that never read the rest": cutsNothing,
  "a gradient reaches every weight": detached,
  "a pass leaves no tensor behind": leaks,
  "names round-trip, each weight under one of Hugging Face's and one of GGUF's": looksAhead,
};

describe("the contract of architectures", () => {
  const sound = initialize(llama.build(config), 1);
  for (const [clause, specimen] of Object.entries(specimens)) {
    const check = clauses[clause as keyof typeof clauses];
    it(`refuses a specimen: ${clause}`, () => {
      scope(() => check(sound, llama));
      expect(() => scope(() => check(specimen, nameless))).toThrow();
    });
  }
});
