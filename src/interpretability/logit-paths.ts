import { type Reading, Run, type RunSettings } from "../interventions/index.ts";
import { type Decoder, Identity, LayerNorm, type Module, RMSNorm, times, type Writes } from "../nn/index.ts";
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { arange, ids, infer, stack, type Tensor } from "../tensor/index.ts";
import { attentionOf } from "./copying.ts";
import { record } from "./record.ts";

/** What a part of a model adds to the logits. */
export interface LogitPath {
  /** Where the part stands: the embedding, the mixer or the MLP of a block; "bias" for what the last norm and the head add themselves. */
  readonly path: string;
  /** [V] */
  readonly logits: Tensor;
}

const checkPaths = optionsOf<RunSettings>("logitPaths", { with: "list?", interrupt: "object?", fast: "flag?" });

/**
 * The last token's logits split into the paths that end in them (Elhage et al. 2021, "A mathematical framework for transformer
 * circuits"). Notes: circuits of attention heads.
 *
 *     h = embed + sum_l mixer_l + sum_l mlp_l,     logits = W_U N h + b = b + sum over parts of W_U N part
 *
 * N is the last norm with its statistics held at those of the whole stream, which makes it linear. For models of pre-norm blocks. Throws
 * an ArgumentError where logits are no such sum: a norm stands around a block's sum, or something rides on the last norm.
 */
export function logitPaths(model: Decoder<Module>, tokens: readonly number[], settings: RunSettings = {}): LogitPath[] {
  checkPaths(settings);
  const { with: own = [], interrupt, fast } = settings;
  const recorders = [model.embed.path, "blocks.*.{mixer,mlp}"].map(record);
  try {
    return infer(() => {
      const run = new Run(model, { with: [...recorders, ...own], interrupt, fast });
      const reading = run.read(ids(tokens).unsqueeze(0));
      const { project, bias } = unembedding(model, reading);
      const paths = recorders.flatMap(({ seen }) =>
        [...seen].map(([path, part]) => ({ path, logits: project(lastOf(part)) })),
      );
      const all = [...paths, { path: "bias", logits: bias }];
      const logits = reading.logits("last").squeeze(0);
      const apart = stack(all.map((one) => one.logits))
        .sum(0)
        .sub(logits)
        .abs()
        .max()
        .item();
      if (apart <= 1e-3 * Math.max(1, logits.abs().max().item())) return all;
      throw new ArgumentError("logitPaths: the logits of this model are no sum of what its parts add to the stream");
    });
  } finally {
    for (const recorder of recorders) recorder.clear();
  }
}

const checkHeads = optionsOf<RunSettings>("headPaths", { with: "list?", interrupt: "object?", fast: "flag?" });

/**
 * The path of one layer's attention split further, into its heads (Elhage et al. 2021). Notes: circuits of attention heads.
 *
 *     mixer_l = sum_h W_O^h head_h + b_O,     logits of a head = W_U N W_O^h head_h
 *
 * A path `blocks.1.mixer.heads.H` for each, and where the output has a bias `blocks.1.mixer.o.bias`. Throws an ArgumentError where the
 * layer has no attention.
 */
export function headPaths(
  model: Decoder<Module>,
  tokens: readonly number[],
  layer: number,
  settings: RunSettings = {},
): LogitPath[] {
  checkHeads(settings);
  const { with: own = [], interrupt, fast } = settings;
  const { path, o } = attentionOf("headPaths", model, layer);
  const recorder = record(`${path}.heads`);
  try {
    return infer(() => {
      const run = new Run(model, { with: [recorder, ...own], interrupt, fast });
      const reading = run.read(ids(tokens).unsqueeze(0));
      const { project } = unembedding(model, reading);
      const heads = lastOf(recorder.seen.get(`${path}.heads`)!); // [1, H, K]
      const written = (values: Tensor) => o.call(values.flatten(1, 2), reading.pass); // [1, H, K] -> [1, D]
      const none = written(heads.mul(0));
      const alone = (head: number) => heads.mul(arange(0, heads.shape[1]!).eq(head).reshape([1, -1, 1]));
      const paths = times(heads.shape[1]!, (head) => ({
        path: `${path}.heads.${head}`,
        logits: project(written(alone(head)).sub(none)),
      }));
      return o.bias === undefined ? paths : [...paths, { path: `${path}.o.bias`, logits: project(none) }];
    });
  } finally {
    recorder.clear();
  }
}

/** What the last token has of a value [1, T, ...]. */
const lastOf = (value: Tensor): Tensor => value.select(1, value.shape[1]! - 1);

/** What stands behind the last block, as a map of the last token's stream [1, D] -> [V], and what it adds itself, [V]. */
function unembedding(
  { norm, head }: Decoder<Module>,
  reading: Reading<Writes>,
): { project(part: Tensor): Tensor; bias: Tensor } {
  const { scaled, shift } = linear(norm, reading.at("last"));
  const bias = head.call(shift, reading.pass); // [1, V]
  const none = head.call(shift.mul(0), reading.pass);
  return { project: (part) => head.call(scaled(part), reading.pass).sub(none).squeeze(0), bias: bias.squeeze(0) };
}

/** A norm as a linear map, its statistics those of `whole` [1, D], and what it adds. */
function linear(norm: Module, whole: Tensor): { scaled: (x: Tensor) => Tensor; shift: Tensor } {
  const nothing = whole.mul(0);
  if (norm instanceof Identity) return { scaled: (x) => x, shift: nothing };
  if (norm instanceof RMSNorm) {
    const scale = whole.pow(2).mean(-1, true).add(norm.eps).rsqrt();
    return { scaled: (x) => x.mul(scale).mul(norm.gain), shift: nothing };
  }
  if (norm instanceof LayerNorm) {
    const centred = (x: Tensor) => x.sub(x.mean(-1, true));
    const scale = centred(whole).pow(2).mean(-1, true).add(norm.eps).rsqrt();
    return { scaled: (x) => centred(x).mul(scale).mul(norm.gain), shift: nothing.add(norm.bias) };
  }
  throw new ArgumentError(`logitPaths: a ${norm.constructor.name} behind the last block is no norm that it can split`);
}
