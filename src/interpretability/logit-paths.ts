import { Run, type RunSettings } from "../interventions/index.ts";
import { type Decoder, Identity, LayerNorm, type Module, RMSNorm } from "../nn/index.ts";
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { ids, infer, stack, type Tensor } from "../tensor/index.ts";
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
      const whole = reading.at("last"); // [1, D]
      const last = (part: Tensor) => part.select(1, part.shape[1]! - 1); // [1, D]
      const { scaled, shift } = linear(model.norm, whole);
      const bias = model.head.call(shift, reading.pass); // [1, V]
      const none = model.head.call(shift.mul(0), reading.pass);
      const paths = recorders.flatMap(({ seen }) =>
        [...seen].map(([path, part]) => {
          return {
            path,
            logits: model.head
              .call(scaled(last(part)), reading.pass)
              .sub(none)
              .squeeze(0),
          };
        }),
      );
      const all = [...paths, { path: "bias", logits: bias.squeeze(0) }];
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
