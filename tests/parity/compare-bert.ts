/** How far our encoders are from transformers' on the same weights: what the parity tests bound and `npm run prove` publishes. */
import { z } from "zod";
import { loadModel } from "../../src/checkpoints/index.ts";
import { bertNames, translate } from "../../src/models/index.ts";
import {
  distinctWeights,
  headOf,
  type Layout,
  Packed,
  Padded,
  Pass,
  type Reads,
  segments as segmentIds,
} from "../../src/nn/index.ts";
import { crossEntropy, ids, keep, noGrad, release, scope, type Tensor } from "../../src/tensor/index.ts";
import { fixture, fixturePath, packed, projections, rowOf } from "../fixtures.ts";

const made = z.strictObject({ torch: z.string(), transformers: z.string(), attention: z.string() });
const list = z.array(z.int());

/** `bert/minilm.json.gz`: texts, and of each its 7 hidden states [T, D] by 4 projections a token; some last ones whole. */
export const MiniLMFixture = z.strictObject({
  made,
  sha256: z.string(),
  seeds: list,
  cases: z.array(
    z.strictObject({
      text: z.string(),
      ids: list,
      projections: z.array(packed("float64")), // [T, 4], a layer each
      last: packed("float32").optional(), // [T, D]
    }),
  ),
});

/** `bert/tiny/expected.json.gz`: rows in one padded batch; only real positions are kept. */
const TinyBertFixture = z.strictObject({
  made,
  rows: z.array(list),
  segments: z.array(list),
  hidden: z.array(z.array(packed("float32"))), // [T, D], by row and layer
  logits: z.array(packed("float32")), // [T, V]
  pooled: packed("float32"), // [B, D]
  pairLogits: packed("float32"), // [B, 2]
  loss: z.number(),
  gradients: z.record(z.string(), packed("float32")),
});

/** The embedding and every block's output, for one run. */
export function hiddenStates(model: Reads, tokens: Tensor, layout: Layout, segments?: Tensor): Tensor[] {
  const seen: Tensor[] = [];
  const look = (x: Tensor, next: (x: Tensor) => Tensor) => {
    const y = next(x);
    seen.push(keep(y.clone()));
    return y;
  };
  const plan = new Map([model.embed, ...model.blocks].map(({ path }) => [path, [look]] as const));
  noGrad(() =>
    scope(() => void model.stream(tokens, new Pass({ layout, plan, given: segments && [segmentIds.of(segments)] }))),
  );
  return seen;
}

const largest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]!)), 0);

/**
 * `wholeLast`: the largest difference of a number in the last layer's states that are kept whole. `worstRms`: the largest root
 * mean square over a token's state, estimated by projections, of all layers; `embeddingRms`: of layer 0.
 */
export function compareMiniLM(model: Reads, cases: z.output<typeof MiniLMFixture>["cases"], seeds: readonly number[]) {
  let [wholeLast, worstRms, embeddingRms, tokens] = [0, 0, 0, 0];
  for (const { ids: row, projections: expected, last } of cases) {
    const states = hiddenStates(model, ids(row), new Packed([row.length]));
    for (const [layer, state] of states.entries()) {
      const [, D = 0] = state.shape;
      const data = state.floats();
      for (let t = 0; t < row.length; t++) {
        const wanted = rowOf(expected[layer]!, t);
        const found = projections(data.subarray(t * D, (t + 1) * D), seeds);
        const square = found.reduce((sum, p, i) => sum + (p - wanted[i]!) ** 2, 0) / seeds.length;
        const rms = Math.sqrt(square / D);
        worstRms = Math.max(worstRms, rms);
        if (layer === 0) embeddingRms = Math.max(embeddingRms, rms);
      }
    }
    if (last !== undefined) wholeLast = Math.max(wholeLast, largest(states.at(-1)!.floats(), last.data));
    tokens += row.length;
    release(...states);
  }
  return { texts: cases.length, tokens, wholeLast, worstRms, embeddingRms };
}

/** Everything of the tiny model with every head, the largest difference of each kind; gradients as a share of their norm. */
export function compareTinyBert() {
  const expected = fixture("bert/tiny/expected.json.gz", TinyBertFixture);
  const { model } = loadModel(fixturePath("bert/tiny"), { able: "read" });
  const { rows } = expected;
  const lengths = rows.map((row) => row.length);
  const width = Math.max(...lengths);
  const pad = (lists: readonly (readonly number[])[], filler = 0) =>
    ids(lists.flatMap((row) => [...row, ...Array<number>(width - row.length).fill(filler)])).reshape([-1, width]);
  const [tokens, segments, layout] = [pad(rows), pad(expected.segments), new Padded(lengths)];

  const padded = hiddenStates(model, tokens, layout, segments);
  const real = (state: Tensor, b: number) => state.select(0, b).narrow(0, 0, lengths[b]!).floats();
  const apart = (states: readonly Tensor[], layers: readonly number[]) =>
    Math.max(...layers.flatMap((l) => rows.map((_, b) => largest(real(states[l]!, b), expected.hidden[b]![l]!.data))));
  const flat = hiddenStates(model, ids(rows.flat()), new Packed(lengths), ids(expected.segments.flat()));
  const starts = lengths.map((_, b) => lengths.slice(0, b).reduce((sum, length) => sum + length, 0));
  const packedHidden = Math.max(
    ...rows.map((_, b) => largest(flat[2]!.narrow(0, starts[b]!, lengths[b]!).floats(), expected.hidden[b]![2]!.data)),
  );
  const blind = hiddenStates(model, tokens, layout);

  const parameters = [...distinctWeights(model)];
  for (const [, parameter] of parameters) parameter.requireGrad();
  const pass = new Pass({ layout, given: [segmentIds.of(segments)] });
  const stream = model.stream(tokens, pass);
  const logits = headOf(model, "masked").call(stream, pass); // [B, T, V]
  const pooled = headOf(model, "pooler").call(stream, pass);
  const pairLogits = headOf(model, "pair").call(stream, pass);
  const loss = crossEntropy(logits.reshape([-1, logits.shape[2]!]), pad(rows, -100).reshape([-1])).add(
    crossEntropy(pairLogits, ids([0, 1, 1])),
  );
  loss.backward();
  // A gradient a thousandth of the largest is mostly rounding (a bias on the keys moves all scores of a query alike), and is
  // taken as a share of that.
  const norms = Object.values(expected.gradients).map(({ data }) => Math.hypot(...data));
  const least = Math.max(...norms) / 1000;
  const distances = parameters.map(([path, { grad }]) => {
    const name = translate(bertNames, path, { reverse: true })!;
    const wanted = expected.gradients[name]!.data;
    const apart = Math.hypot(...grad!.floats().map((x, i) => x - wanted[i]!));
    return { path, distance: apart / Math.max(Math.hypot(...wanted), least) };
  });
  const worst = distances.reduce((a, b) => (b.distance > a.distance ? b : a));
  return {
    embedding: apart(padded, [0]),
    embeddingWithoutSegments: apart(blind, [0]),
    hidden: apart(padded, [0, 1, 2]),
    packedHidden,
    logits: Math.max(...rows.map((_, b) => largest(real(logits.detach(), b), expected.logits[b]!.data))),
    pooled: largest(pooled.detach().floats(), expected.pooled.data),
    pairLogits: largest(pairLogits.detach().floats(), expected.pairLogits.data),
    loss: Math.abs(loss.item() - expected.loss),
    gradient: worst.distance,
    worstParameter: worst.path,
    tableGradient: distances.find(({ path }) => path === "embed.tokens.table")!.distance,
    parameters: parameters.length,
  };
}
