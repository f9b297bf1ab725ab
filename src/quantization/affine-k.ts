/** What Q4_K and Q5_K share: eight groups of 32 values, each with a scale and a minimum that are themselves six bits of a block's. */
import { cat, ops, type Tensor, where } from "../tensor/index.ts";
import { inverse, packScales, writeHalf } from "./pieces.ts";
import { fitAffine, type Grids, levels } from "./rounding.ts";

const { aten } = ops;
const GROUPS = 8;

/**
 * float32 [n, 256] -> the sixteen bytes that a block begins with [n, 16], and q [n, 8, 32], uint8 from 0 to `most`. Scales and minima are
 * rounded first, and the values to the levels that these leave:
 *
 *     d = max_j s_j / 63,   e = max_j m_j / 63,   q_ji = round((x_ji + (e m_j)) / (d s_j))
 */
export function encodeAffine(values: Tensor, most: number, grids: Grids): { head: Tensor; q: Tensor } {
  const x = values.reshape([-1, GROUPS, 32]);
  const { scale, minimum } = fitAffine(values.reshape([-1, 32]), most, grids);
  const [d, s] = inSixBits(scale.reshape([-1, GROUPS]));
  const [e, m] = inSixBits(minimum.reshape([-1, GROUPS]).neg());
  const [step, unit] = [s.mul(asStored(d)).unsqueeze(2), asStored(e)]; // [n, 8, 1], [n, 1]
  const nearest = (minima: Tensor) => levels(x.add(minima.mul(unit).unsqueeze(2)).mul(inverse(step)), 0, most);
  const weight = x.mul(x).mean(2, true).sqrt().add(x.abs());
  const lack = nearest(m).mul(step).sub(x).mul(weight).sum(2).div(weight.sum(2)); // [n, 8]: the minimum that fits these levels
  const refit = levels(lack.mul(inverse(unit)), 0, 63);
  const q = nearest(refit);
  return { head: cat([writeHalf(d), writeHalf(e), packScales(s.to("uint8"), refit.to("uint8"))], 1), q: q.to("uint8") };
}

const asStored = (unit: Tensor) => unit.to("float16").to("float32");

/** x [n, 8], 0 and more -> a unit [n, 1], and x in whole units, 0 to 63. */
function inSixBits(x: Tensor): [unit: Tensor, whole: Tensor] {
  const finite = aten.clamp.default(where(aten.isfinite.default(x), x, 0), 0);
  const unit = finite.max(1, true).div(63);
  return [unit, levels(finite.mul(inverse(unit)), 0, 63)];
}
