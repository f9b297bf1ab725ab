/** Element types, named as LibTorch names them, and the typed array that carries each across to JavaScript. */
export type DType =
  | "float32"
  | "float64"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint8"
  | "bool"
  | "complex64"
  | "complex128";

/** Bytes of one element. */
export const dtypeBytes: Readonly<Record<DType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
  complex64: 8,
  complex128: 16,
};

/** A number for an operator. Integral JavaScript numbers are integers there: JavaScript has no 2 apart from 2.0. */
export type Scalar = number | bigint | boolean;
