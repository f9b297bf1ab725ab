/** Tensors on LibTorch: values, operators, scopes, derivatives. */
export { autocast, autocasting } from "./autocast.ts";
export { backwardAsync, grad, gradEnabled, noGrad, withGrad } from "./autograd.ts";
export { type Dims, dims } from "./dims.ts";
export { type DType, dtypeBytes, type Scalar } from "./dtype.ts";
export { arange, empty, fromData, full, ids, mapFile, ones, rand, randn, tensor, zeros } from "./factory.ts";
export { defineFunction, type FunctionDefinition } from "./function.ts";
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
export { defaultGenerator, Generator, seed } from "./generator.ts";
export { type GradcheckOptions, gradcheck } from "./gradcheck.ts";
export { GradientReducer, type Reduction } from "./gradient-reducer.ts";
export { infer } from "./infer.ts";
export { prepareEnvironment } from "./native.ts";
export { hasOperator } from "./operator.ts";
export { type Meeting, ProcessGroup } from "./process-group.ts";
export { type Build, build, devices, type MemoryUse, memoryUse, schemas, threads } from "./runtime.ts";
export { keep, liveTensors, release, scope } from "./scope.ts";
export {
  checkFacts,
  checkTensors,
  factState,
  generatorState,
  type Json,
  type Stateful,
  tensorState,
} from "./stateful.ts";
export { ops, Tensor } from "./tensor.ts";
export { absence, isOutline, standIn, type Whereabouts, whereabouts } from "./whereabouts.ts";
