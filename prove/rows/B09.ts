/** Padding is not attended to: a batch of unequal rows gives each what it gives alone. */
import { load } from "../../src/checkpoints/index.ts";
import { attendPlain, Packed, Padded, Pass } from "../../src/nn/index.ts";
import { ids, noGrad, ops, randn, release, scope, seed, type Tensor, threads, zeros } from "../../src/tensor/index.ts";
import { fixture } from "../../tests/fixtures.ts";
import { compareTinyBert, MiniLMFixture } from "../../tests/parity/compare-bert.ts";
import type { Demonstration } from "../evidence.ts";

const demonstration: Demonstration = {
  id: "B09",
  bar:
    "all-MiniLM-L6-v2, 44 texts in one padded batch: every number at every real position within 1e-5 of the text alone, packed ones too, " +
    "whatever the padding id; rows of nothing but padding give no NaN; a tiny BERT's padded batch equals transformers' to 1e-5",
  oracle: "each text alone; transformers 5.23.0 BertForPreTraining under an attention mask",
  sources: ["src/nn/attention.ts", "src/nn/layout.ts", "src/models/bert.ts", "prove/rows/B09.ts"],

  async run(log) {
    threads(1);
    const { model } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
    const rows = fixture("bert/minilm.json.gz", MiniLMFixture).cases.map((one) => one.ids);
    const lengths = rows.map((row) => row.length);
    const width = Math.max(...lengths);
    const run = (tokens: Tensor, pass: Pass) => noGrad(() => scope(() => model.stream(tokens, pass)));
    const alone = rows.map((row) => run(ids(row), new Pass({ layout: new Packed([row.length]) })));
    const padded = (padding: number, layout: Padded) =>
      run(ids([...rows, []].flatMap((row) => [...row, ...Array<number>(width - row.length).fill(padding)])).reshape([-1, width]), new Pass({ layout })); // biome-ignore format: one line
    const apart = (whole: Tensor) =>
      Math.max(...rows.map((_, b) => scope(() => whole.select(0, b).narrow(0, 0, lengths[b]!).sub(alone[b]!).abs().max().item()))); // biome-ignore format: one line

    const [zero, other] = [0, 2000].map((padding) => padded(padding, new Padded([...lengths, 0])));
    const worst = Math.max(apart(zero!), apart(other!));
    const nans = zero!.ne(zero!).sum().item() + other!.ne(other!).sum().item();
    const flat = run(ids(rows.flat()), new Pass({ layout: new Packed(lengths) }));
    let start = 0;
    const packed = Math.max(...rows.map((_, b) => {
      const found = scope(() => flat.narrow(0, start, lengths[b]!).sub(alone[b]!).abs().max().item());
      start += lengths[b]!;
      return found;
    })); // biome-ignore format: one piece
    const seen = apart(padded(0, new Padded([...rows, []].map(() => width))));
    release(...alone, flat, zero!, other!);
    const tiny = compareTinyBert().hidden;
    const naive = notesMask();
    log(
      `worst ${worst}, packed ${packed}, NaN ${nans}, tiny ${tiny}, padding seen ${seen}, the notes' mask ${JSON.stringify(naive)}`,
    );
    const met = worst < 1e-5 && packed < 1e-5 && nans === 0 && tiny < 1e-5 && naive.ours === 0;
    return {
      status: met && seen > 1e-2 && naive.theirs > 0 ? "passed" : "failed",
      value: {
        "real positions": lengths.reduce((a, b) => a + b, 0),
        "positions of padding": width * (rows.length + 1) - lengths.reduce((a, b) => a + b, 0),
        "worst number, padded": worst,
        "worst number, packed": packed,
        NaN: nans,
        "tiny BERT beside transformers, worst number": tiny,
      },
      control:
        `padding seen as tokens: worst number ${seen.toFixed(2)}; the notes' mask, query times key filled with minus infinity: ` +
        `${naive.theirs} NaN of ${naive.size} numbers, and ours of the same queries ${naive.ours}`,
    };
  },
};

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

export default demonstration;
