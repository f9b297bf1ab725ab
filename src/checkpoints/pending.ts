/** Tensors on their way into a file: made one at a time, written a piece at a time. */
import { type DType, dtypeBytes, scope, type Tensor } from "../tensor/index.ts";

/** A tensor that is made when its turn has come. */
export interface PendingTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Of that dtype and shape. Called inside a scope. */
  read(): Tensor;
}

/** A tensor that is there already. */
export function here(tensor: Tensor): PendingTensor {
  return { dtype: tensor.dtype, shape: tensor.shape, read: () => tensor };
}

/** Bytes copied out of a tensor at a time. */
const PIECE = 1 << 24;

/** Writes the values of a tensor, in order. */
export function writeBytes(tensor: Tensor, write: (bytes: Uint8Array) => void): void {
  scope(() => {
    const { size } = tensor;
    const step = PIECE / dtypeBytes[tensor.dtype];
    const flat = tensor.detach().reshape([size]);
    for (let start = 0; start < size; start += step) {
      const piece = scope(() => flat.narrow(0, start, Math.min(step, size - start)).data());
      write(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
    }
  });
}
