/** Each clause of the contract, shown to fail on a model that is broken in just that point. */
import { describe, expect, it } from "vitest";
import { bertArchitecture as bert, llamaArchitecture as llama } from "../../src/models/index.ts";
import {
  Decoder,
  Encoder,
  Identity,
  initialize,
  KVCache,
  named,
  Packed,
  Padded,
  Pass,
  type Reads,
  type Writes,
} from "../../src/nn/index.ts";
import { cat, keep, scope, type Tensor } from "../../src/tensor/index.ts";
import { reading, seeing, writing } from "./model.ts";

const size = { vocabulary: 11, width: 32, depth: 2, heads: 4, hidden: 48 };
const llamaConfig = llama.config.parse({ ...size, kvHeads: 2 });
const bertConfig = bert.config.parse({ ...size, masked: true });

type Stream = (ids: Tensor, pass: Pass, sound: (ids: Tensor, pass: Pass) => Tensor) => Tensor;

/** A sound decoder whose stream goes through `flaw`. */
function writer(flaw: Stream): Decoder {
  class Broken extends Decoder {
    override stream(ids: Tensor, pass: Pass): Tensor {
      return flaw(ids, pass, (i, p) => super.stream(i, p));
    }
  }
  return named(new Broken(initialize(llama.build(llamaConfig), 1)));
}

/** And an encoder. */
function reader(flaw: Stream): Encoder {
  class Broken extends Encoder {
    override stream(ids: Tensor, pass: Pass): Tensor {
      return flaw(ids, pass, (i, p) => super.stream(i, p));
    }
  }
  return named(new Broken(initialize(bert.build(bertConfig), 1)));
}

/** Shifts what each pass under a cache believes its positions to be. */
const misplaced: Stream = (ids, { layout, sequences }, sound) => {
  const starts = layout.lengths.map(() => 0);
  const wrong = layout instanceof Padded ? new Padded(layout.lengths, starts) : new Packed(layout.lengths, starts);
  return sound(ids, new Pass({ layout: wrong, sequences }));
};
/** Lets every token see the mean of all. */
const looksAhead: Stream = (ids, pass, sound) => {
  const x = sound(ids, pass);
  return x.add(x.mean(-2, true));
};
/** Computes each token as if it stood alone. */
const forgets: Stream = (ids, pass, sound) => {
  if (pass.layout.lengths.length > 1) return sound(ids, pass);
  const alone = (t: number) => sound(ids.narrow(0, t, 1), new Pass({ layout: new Packed([1]) }));
  return cat(Array.from({ length: ids.shape[0]! }, (_, t) => alone(t)));
};
/** Lets packed sequences run into each other. */
const runsTogether: Stream = (ids, pass, sound) =>
  pass.layout instanceof Packed ? sound(ids, new Pass({ layout: new Packed([ids.shape[0]!]) })) : sound(ids, pass);
/** Sees padding as if it were tokens. */
const seesPadding: Stream = (ids, pass, sound) => {
  const { layout } = pass;
  if (!(layout instanceof Padded)) return sound(ids, pass);
  const [, width = 0] = ids.shape;
  return sound(ids, new Pass({ layout: new Padded(layout.lengths.map(() => width)) }));
};
/** The notes' mask: a row without tokens is divided by the nothing it sees. */
const dividesByNothing: Stream = (ids, pass, sound) => {
  const x = sound(ids, pass);
  return pass.layout.lengths.includes(0) ? x.mul(Number.NaN) : x;
};
/** Forgets to shorten: what was cut is still attended to. */
class Uncut extends KVCache {
  override cut(): void {}
}
const cutsNothing: Stream = (ids, pass, sound) => {
  const { sequences } = pass;
  if (sequences instanceof KVCache) sequences.cut = Uncut.prototype.cut;
  return sound(ids, pass);
};
const ignoresCache: Stream = (ids, { layout }, sound) => sound(ids, new Pass({ layout }));
/** Stops the gradient below the blocks. */
const detached: Stream = (ids, pass, sound) => sound(ids, pass).detach();
const leaks: Stream = (ids, pass, sound) => {
  keep(ids.clone());
  return sound(ids, pass);
};
const sound: Stream = (ids, pass, whole) => whole(ids, pass);

/** Forgets where a token stands. */
function withoutOrder(): Encoder {
  const model = initialize(bert.build(bertConfig), 1);
  return named(new Encoder({ ...model, embed: Object.assign(model.embed, { positions: new Identity() }) }));
}
const strange = () =>
  named(new Encoder({ embed: initialize(bert.build(bertConfig), 1).embed, blocks: [new Identity()] }));

const readers: Readonly<Record<keyof typeof reading, Reads>> = {
  "padded rows equal single rows, whatever the padding is": reader(seesPadding),
  "packed sequences equal single ones": reader(runsTogether),
  "a row of nothing but padding gives no NaN, in derivatives neither": reader(dividesByNothing),
  "a gradient reaches every weight": reader(detached),
  "a pass leaves no tensor behind": reader(leaks),
  "the tree shows the anatomy that all models share": strange(),
  "names round-trip, each weight under one name of each form": reader(sound), // under no names
  "its config survives the file of others, in which nothing is unknown": reader(sound), // a file that says more
};
const writers: Readonly<Record<keyof typeof writing, Writes>> = {
  "cached decode equals the full forward": writer(misplaced),
  "reading a prompt in parts equals reading it at once": writer(misplaced),
  "a token changes nothing before it": writer(looksAhead),
  "a token is seen by all after it": writer(forgets),
  "padded rows under a cache equal single rows": writer(misplaced),
  "packed sequences under a cache equal single ones, when one is dropped too": writer(runsTogether),
  "a sequence that was cut equals one that never read the rest": writer(cutsNothing),
};
const seers: Readonly<Record<keyof typeof seeing, Reads>> = {
  "every token is seen by every other": reader(forgets),
  "the order of tokens matters": withoutOrder(),
  "going on from what was read is refused in one sentence": reader(ignoresCache),
};

describe("the contract of models", () => {
  const files = { ...bert, config: bertConfig };
  const { write, ...form } = bert.huggingFace;
  const wrong = { ...form, names: {}, write: (c: typeof bertConfig) => ({ ...write(c), more: 1 }) };
  const wrongFiles = { huggingFace: wrong, config: bertConfig };
  const [reads, writes] = [initialize(bert.build(bertConfig), 1), initialize(llama.build(llamaConfig), 1)];

  it.each(Object.keys(readers) as (keyof typeof reading)[])("refuses a specimen: %s", (clause) => {
    scope(() => reading[clause](reads, files));
    scope(() => reading[clause](writes, { ...llama, config: llamaConfig }));
    expect(() => scope(() => reading[clause](readers[clause], wrongFiles))).toThrow();
  });
  it.each(Object.keys(writers) as (keyof typeof writing)[])("refuses a specimen: %s", (clause) => {
    scope(() => writing[clause](writes));
    expect(() => scope(() => writing[clause](writers[clause]))).toThrow();
  });
  it.each(Object.keys(seers) as (keyof typeof seeing)[])("refuses a specimen: %s", (clause) => {
    scope(() => seeing[clause](reads));
    expect(() => scope(() => seeing[clause](seers[clause]))).toThrow();
  });
});
