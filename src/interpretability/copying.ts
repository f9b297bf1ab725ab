import { tableOf } from "../interventions/index.ts";
import { Attention, type Decoder, LayerNorm, type Module, RMSNorm } from "../nn/index.ts";
import { ArgumentError } from "../sentences/index.ts";
import { infer, ops, type Tensor } from "../tensor/index.ts";

/**
 * How much a head copies (Elhage et al. 2021, "A mathematical framework for transformer circuits"). Notes: what attention transports.
 *
 *     score = sum_i Re(lambda_i) / sum_i |lambda_i|,     lambda the eigenvalues of W_U W_O W_V W_E, norms' gains folded in
 *
 * From -1 to 1: near 1 a token that the head sees becomes likelier, whichever it is. The eigenvalues that are not zero are those of the
 * K x K product W_V W_E W_U W_O. 0 where the head writes nothing that the head of the model reads. Throws an ArgumentError where the
 * model has no such head.
 */
export function copyingScore(model: Decoder<Module>, layer: number, head: number): number {
  return infer(() => {
    const mixer = attentionOf("copyingScore", model, layer);
    const K = mixer.headWidth;
    const [H, G] = [mixer.q.outWidth / K, mixer.v.outWidth / K];
    if (!Number.isInteger(head) || head < 0 || head >= H)
      throw new ArgumentError(`copyingScore: head is ${head}, and layer ${layer} has heads 0 to ${H - 1}`);
    const group = Math.floor(head / (H / G));
    const { table } = tableOf(model); // W_E [V, D]
    const [inner, outer] = [gainOf(Reflect.get(model.blocks[layer]!, "mixerNorm")), gainOf(model.norm)];
    const values = mixer.v.weight.narrow(0, group * K, K); // [K, D]
    const out = mixer.o.weight.narrow(1, head * K, K); // [D, K]
    const between = scaled(table, inner).t().matmul(scaled(model.head.weight, outer)); // [D, D]
    const product = values.matmul(between).matmul(out).to("float64"); // [K, K]
    const parts = ops.aten.view_as_real.default(ops.aten.linalg_eigvals.default(product)); // [K, 2]
    const moduli = parts.pow(2).sum(-1).sqrt().sum().item();
    return moduli === 0 ? 0 : parts.select(1, 0).sum().item() / moduli;
  });
}

/** The attention of a layer. Throws an ArgumentError, as one of the function `of`, where there is none. */
export function attentionOf(of: string, model: Decoder<Module>, layer: number): Attention {
  const block = model.blocks[layer];
  const mixer: unknown = block && Reflect.get(block, "mixer");
  if (mixer instanceof Attention) return mixer;
  throw new ArgumentError(`${of}: this model has no attention in a layer ${layer}`);
}

/** The gain of a norm, or nothing. */
function gainOf(norm: unknown): Tensor | undefined {
  return norm instanceof RMSNorm || norm instanceof LayerNorm ? norm.gain : undefined;
}

const scaled = (rows: Tensor, gain: Tensor | undefined): Tensor => (gain === undefined ? rows : rows.mul(gain));
