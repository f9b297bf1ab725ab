/** Each clause of the contract, shown to fail on an encoder that is broken in just that point. */
import { describe, expect, it } from "vitest";
import { architecture } from "../../src/models/index.ts";
import { Encoder, initialize, Module, named, Packed, Padded, Pass } from "../../src/nn/index.ts";
import { cat, keep, scope, type Tensor } from "../../src/tensor/index.ts";
import { clauses } from "./encoder.ts";

const bert = architecture("bert");
const config = bert.config.parse({ vocabulary: 11, width: 32, depth: 2, heads: 4, hidden: 48, masked: true });

type Stream = (ids: Tensor, pass: Pass, sound: (ids: Tensor, pass: Pass) => Tensor) => Tensor;

/** A sound model whose stream goes through `flaw`. */
function broken(flaw: Stream): Encoder {
  class Broken extends Encoder {
    override stream(ids: Tensor, pass: Pass): Tensor {
      return flaw(ids, pass, (i, p) => super.stream(i, p));
    }
  }
  const { embed, blocks, ...heads } = initialize(bert.build(config), 1);
  return named(new Broken(embed, blocks, heads));
}

/** Computes each token as if it stood alone. */
const forgets = broken((ids, pass, sound) => {
  if (pass.layout.lengths.length > 1) return sound(ids, pass);
  const alone = (t: number) => sound(ids.narrow(0, t, 1), new Pass({ layout: new Packed([1]) }));
  return cat(Array.from({ length: ids.shape[0]! }, (_, t) => alone(t)));
});
/** Sees padding as if it were tokens. */
const seesPadding = broken((ids, pass, sound) => {
  const { layout } = pass;
  if (!(layout instanceof Padded)) return sound(ids, pass);
  const [, width = 0] = ids.shape;
  return sound(ids, new Pass({ layout: new Padded(layout.lengths.map(() => width)) }));
});
/** The notes' mask: a row without tokens is divided by the nothing it sees. */
const dividesByNothing = broken((ids, pass, sound) => {
  const x = sound(ids, pass);
  return pass.layout.lengths.includes(0) ? x.mul(Number.NaN) : x;
});
const runsTogether = broken((ids, pass, sound) =>
  pass.layout instanceof Packed ? sound(ids, new Pass({ layout: new Packed([ids.shape[0]!]) })) : sound(ids, pass),
);
const ignoresCache = broken((ids, { layout }, sound) => sound(ids, new Pass({ layout })));
const detached = broken((ids, pass, sound) => sound(ids, pass).detach());
const leaks = broken((ids, pass, sound) => {
  keep(ids.clone());
  return sound(ids, pass);
});
/** Forgets where a token stands. */
class NoPositions extends Module {
  protected forward(x: Tensor): Tensor {
    return x;
  }
}
function withoutOrder(): Encoder {
  const model = initialize(bert.build(config), 1);
  return named(new Encoder(Object.assign(model.embed, { positions: new NoPositions() }), model.blocks, model));
}
const strange = () => named(new Encoder(initialize(bert.build(config), 1).embed, [new NoPositions()]));
const nameless = { huggingFace: { ...bert.huggingFace, names: {} } };

const specimens: Readonly<Record<keyof typeof clauses, Encoder>> = {
  "every token is seen by every other": forgets,
  "the order of tokens matters": withoutOrder(),
  "padded rows equal single rows, whatever the padding is": seesPadding,
  "a row of nothing but padding gives no NaN, in derivatives neither": dividesByNothing,
  "packed sequences equal single ones": runsTogether,
  "going on from what was read is refused in one sentence": ignoresCache,
  "a gradient reaches every weight": detached,
  "a pass leaves no tensor behind": leaks,
  "names round-trip, each weight under one of Hugging Face's": forgets,
  "the tree shows the anatomy that all models share": strange(),
};

describe("the contract of encoders", () => {
  const sound = initialize(bert.build(config), 1);
  for (const [clause, specimen] of Object.entries(specimens)) {
    const check = clauses[clause as keyof typeof clauses];
    it(`refuses a specimen: ${clause}`, () => {
      scope(() => check(sound, bert));
      expect(() => scope(() => check(specimen, nameless))).toThrow();
    });
  }
});
