/** Tensors on LibTorch: values, operators, scopes, derivatives. */
export { grad, gradEnabled, noGrad, withGrad } from "./autograd.ts";
export { type Dims, dims } from "./dims.ts";
export { type DType, dtypeBytes, type Scalar } from "./dtype.ts";
export { arange, empty, fromData, full, ids, mapFile, ones, rand, randn, tensor, zeros } from "./factory.ts";
export {
  cat,
  crossEntropy,
  embedding,
  fusedAttention,
  hasFusedAttention,
  linear,
  stack,
  where,
} from "./functional.ts";
export { prepareEnvironment } from "./native.ts";
export { hasOperator } from "./operator.ts";
export { type Build, build, memory, schemas, seed, threads } from "./runtime.ts";
export { keep, liveTensors, release, scope } from "./scope.ts";
export { ops, Tensor } from "./tensor.ts";
