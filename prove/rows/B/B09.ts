/** Padding is not attended to: a batch of unequal rows gives each what it gives alone. */

import { load } from "../../../src/checkpoints/index.ts";
import { bert } from "../../../src/models/index.ts";
import { attendPlain, initialize, Packed, Padded, Pass, type Reads, releaseModel } from "../../../src/nn/index.ts";
import { open } from "../../../src/open/index.ts";
import {
  ids,
  noGrad,
  ops,
  randn,
  release,
  scope,
  seed,
  type Tensor,
  threads,
  zeros,
} from "../../../src/tensor/index.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { compareTinyBert, MiniLMFixture } from "../../../tests/parity/compare-bert.ts";
import { SentencesFixture } from "../../../tests/parity/sentences.ts";
import { row } from "../../harness/row.ts";
import { apart } from "../../worlds/apart.ts";

export default row({
  id: "B09",
  bar:
    "all-MiniLM-L6-v2, 44 texts in one padded batch: every number at every real position within 1e-5 of the text alone, packed ones too, " +
    "whatever the padding id; rows of nothing but padding give no NaN; a tiny BERT's padded batch equals transformers' to 1e-5",
  holds: {
    "worst number, padded": { below: 1e-5 },
    "worst number, packed": { below: 1e-5 },
    NaN: { is: 0 },
    "tiny BERT beside transformers, worst number": { below: 1e-5 },
    "control: worst number where padding is seen": { above: 1e-2 },
    "control: NaN of the notes' mask, theirs and ours": { is: [32, 0] },
  },
  oracle: "each text alone; transformers 5.23.0 BertForPreTraining under an attention mask",

  short: {
    "are the same whatever a text shares a pass with": async () => {
      const { texts } = fixture("bert/sentences.json.gz", SentencesFixture);
      const model = await open("all-minilm-l6-v2", { pull: false, threads: 1 });
      const embed = async (some: readonly string[]) => (await model.embed(some))[0]![0]!;
      const [alone, among] = [await embed([texts[0]!]), await embed([texts[0]!, ...texts.slice(30, 60)])];
      await model.close();
      return { "worst number": [Math.max(...alone.map((x, i) => Math.abs(x - among[i]!))), { below: 1e-5 }] };
    },
    "padded rows have what they have alone, packed ones too, a row of padding no NaN; padding that is seen changes them":
      () => {
        const model = initialize(bert({ vocabulary: 11, width: 8, depth: 2, heads: 2, hidden: 12, context: 16 }), 3);
        const rows = [[3, 1, 4, 1, 5], [9, 2], [6, 5, 3, 5]]; // biome-ignore format: three rows
        const { worst, packed, nans, seen } = batched(model, rows, [0, 7]);
        releaseModel(model);
        return {
          "worst number, padded": [worst, { below: 1e-5 }],
          "worst number, packed": [packed, { below: 1e-5 }],
          NaN: [nans, { is: 0 }],
          "worst number where padding is seen": [seen, { above: 1e-2 }],
        };
      },
  },

  async full(log) {
    threads(1);
    const { model } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
    const rows = fixture("bert/minilm.json.gz", MiniLMFixture).cases.map((one) => one.ids);
    const { lengths, worst, packed, nans, seen } = batched(model, rows, [0, 2000]);
    const tiny = compareTinyBert().hidden;
    const naive = notesMask();
    log(
      `worst ${worst}, packed ${packed}, NaN ${nans}, tiny ${tiny}, padding seen ${seen}, the notes' mask ${JSON.stringify(naive)}`,
    );
    return {
      value: {
        "real positions": lengths.reduce((a, b) => a + b, 0),
        "positions of padding": Math.max(...lengths) * (rows.length + 1) - lengths.reduce((a, b) => a + b, 0),
        "worst number, padded": worst,
        "worst number, packed": packed,
        NaN: nans,
        "tiny BERT beside transformers, worst number": tiny,

        "control: worst number where padding is seen": seen,
        "control: NaN of the notes' mask, theirs and ours": [naive.theirs, naive.ours],
      },
      control:
        `padding seen as tokens: worst number ${seen.toFixed(2)}; the notes' mask, query times key filled with minus infinity: ` +
        `${naive.theirs} NaN of ${naive.size} numbers, and ours of the same queries ${naive.ours}`,
    };
  },
});

/** FIX12: where a query is padding too, the notes' mask leaves it nothing to see, and the softmax of nothing is NaN. */
function notesMask() {
  return scope(() => {
    seed(1);
    const real = ids([1, 1, 1, 0, 0]).gt(0);
    const mask = real.unsqueeze(1).logicalAnd(real.unsqueeze(0)); // [T, T], query times key
    const [q, k, v] = [randn([1, 2, 5, 8]), randn([1, 2, 5, 8]), randn([1, 2, 5, 8])];
    const scores = q.matmul(k.t()).maskedFill(mask.logicalNot(), -Infinity);
    const theirs = ops.aten.softmax.int(scores, -1).matmul(v);
    const ours = attendPlain(q, { keys: k, values: v }, { mask: mask.unsqueeze(0).unsqueeze(0) });
    const nan = (t: Tensor) => t.ne(t).sum().item();
    if (zeros([1]).item() !== ours.narrow(2, 3, 2).abs().max().item())
      throw new Error("a query that sees nothing is not zero");
    return { theirs: nan(theirs), ours: nan(ours), size: theirs.size };
  });
}

/** Rows in one batch beside each alone: padded with each of these ids and a row of nothing more, packed, and with padding seen. */
function batched(model: Reads, rows: readonly (readonly number[])[], paddings: readonly [number, number]) {
  const lengths = rows.map((row) => row.length);
  const width = Math.max(...lengths);
  const run = (tokens: Tensor, pass: Pass) => noGrad(() => scope(() => model.stream(tokens, pass)));
  const alone = rows.map((row) => run(ids(row), new Pass({ layout: new Packed([row.length]) })));
  const padded = (padding: number, layout: Padded) => {
    const filled = [...rows, []].flatMap((row) => [...row, ...Array<number>(width - row.length).fill(padding)]);
    return run(ids(filled).reshape([-1, width]), new Pass({ layout }));
  };
  const apartAt = (of: (b: number) => Tensor) => Math.max(...rows.map((_, b) => scope(() => apart(of(b), alone[b]!))));
  const inBatch = (whole: Tensor) => apartAt((b) => whole.select(0, b).narrow(0, 0, lengths[b]!));
  const both = paddings.map((padding) => padded(padding, new Padded([...lengths, 0])));
  const flat = run(ids(rows.flat()), new Pass({ layout: new Packed(lengths) }));
  const starts = lengths.map((_, b) => lengths.slice(0, b).reduce((sum, length) => sum + length, 0));
  const sighted = padded(paddings[0], new Padded([...rows, []].map(() => width)));
  const found = {
    lengths,
    worst: Math.max(...both.map(inBatch)),
    packed: apartAt((b) => flat.narrow(0, starts[b]!, lengths[b]!)),
    nans: both.reduce((sum, whole) => sum + scope(() => whole.ne(whole).sum().item()), 0),
    seen: inBatch(sighted),
  };
  release(...alone, ...both, flat, sighted);
  return found;
}
