import { type Intervention, LowRankDelta, Run } from "../interventions/index.ts";
import { Linear, type Module, modules, Packed } from "../nn/index.ts";
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { infer, keep, ops, type Tensor } from "../tensor/index.ts";

/** What a linear map W [out, in] shall answer to one key. */
export interface RankOneEdit {
  /** Path of the linear map. */
  at: string;
  /** k [in]. */
  key: Tensor;
  /** v [out], the bias of the map included where it has one. */
  value: Tensor;
  /** C [in, in], the second moment of keys; the identity unless given. */
  moment?: Tensor;
  /** What rides on the model already: the edit is made behind it. */
  with?: readonly Intervention[];
}

const checkEdit = optionsOf<RankOneEdit>("rankOne", {
  at: "text",
  key: "object",
  value: "object",
  moment: "object?",
  with: "list?",
});

/**
 * Rank-one edit of a linear map (Bau et al. 2020, arXiv:2007.15646; the last step of ROME, Meng et al. 2022,
 * arXiv:2202.05262). Notes: model editing, locate and edit.
 *
 *     W' = W + (v - W k) u^T / (u^T k),     u = C^-1 k
 *
 * Of all W' with W' k = v it is the one that changes W least as keys of second moment C see it.
 * Kin: MEMIT solves for many keys at once; LoRA learns such a change by gradient.
 *
 * A delta of rank 1; nothing is changed before it rides on a run or is baked. Throws where the model has no linear map at `at`.
 */
export function rankOne(model: Module, edit: RankOneEdit): LowRankDelta {
  checkEdit(edit);
  const { at, key, value, moment, with: riding } = edit;
  const map = [...modules(model)].find((module): module is Linear => module instanceof Linear && module.path === at);
  if (map === undefined) throw new Error(`rank-one edit: the model has no linear map "${at}"`);
  return infer(() => {
    const k = key.to("float64"); // C is ill conditioned
    const u = moment === undefined ? k : ops.aten.linalg_solve.default(moment.to("float64"), k); // [in]
    const norm = u.mul(k).sum(); // k^T C^-1 k
    if (norm.item() === 0 || !Number.isFinite(norm.item()))
      throw new ArgumentError(
        `rank-one edit: the key of "${at}" is zero or not finite: no change of the map could meet it`,
      );
    const pass = new Run(model, { with: riding }).pass(new Packed([1]));
    const missing = value.sub(map.call(key.unsqueeze(0), pass).squeeze(0)); // [out]
    pass.end();
    const part = {
      a: keep(u.div(norm).to("float32").unsqueeze(0)), // [1, in]
      b: keep(missing.unsqueeze(1)), // [out, 1]
      scale: 1,
    };
    return new LowRankDelta("rank-one", new Map([[at, part]]));
  });
}
