// The inner loops that LibTorch lacks or is slow at, one table of them for each instruction set.
//
// A table's loops are one source, generic.h, over a `Lane`: what an instruction set calls a vector of floats. Each
// lane's file is compiled with its own flags, so nothing that another file may share (an inline function of the standard
// library) is used in them: the linker would keep one copy, and it could be the one this processor cannot run.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tenon {

/** Block formats by their number in GGUF files. */
enum class Format { Q4_0 = 2, Q4_1 = 3, Q8_0 = 8 };
constexpr int64_t blockValues = 32;

/** Vectors that share one reading of a matrix in the matrix-vector loops, at most. */
constexpr int64_t maxVectors = 8;

/**
 * Vectors rounded to 16 bits, block by block, in two bytes each: x is scale (256 high + low), and `sum` is the sum of those
 * 32 numbers.
 */
struct Rounded {
  int8_t* high;
  int8_t* low;
  float* scale;
  float* sum;
};

/** The largest number of a block in units of its scale: then the upper byte, rounded, still fits its seven bits. */
constexpr float limit = 32512;
/** Blocks with no number above this are zero: their scale would have no reciprocal. */
constexpr float least = 1e-30f;

/** Some rows of a matrix in blocks, times some vectors. */
struct MatVec {
  const uint8_t* rows;
  int64_t count;
  /** Blocks of a row. */
  int64_t blocks;
  /** `vectors` of them, blocks * 32 floats each, one behind the other. */
  const float* x;
  int64_t vectors;
  /** y[v * stride + row] */
  float* y;
  int64_t stride;
  /** The same vectors, where the table rounds. */
  Rounded rounded;
};

/** One query over the keys and values [positions, width] of its head. */
struct Attend {
  const float* query;
  const float* keys;
  const float* values;
  int64_t positions;
  int64_t width;
  float scale;
  /** Room for a float each position, rounded up to 16. */
  float* weights;
  float* out;
};

/** Some vectors, one behind the other, and the change s B A of a linear map that they share: y += s B (A x). */
struct LowRank {
  const float* x;
  int64_t vectors;
  int64_t in;
  /** A [rank, in] and B^T [rank, out]. */
  const float* a;
  const float* b;
  int64_t rank;
  int64_t out;
  float scale;
  /** Room for `rank` floats. */
  float* hidden;
  float* y;
};

struct FormatKernels {
  void (*matvec)(const MatVec&);
  /** Values of blocks, as float32 and rounded to bfloat16. */
  void (*decode)(const uint8_t* blocks, int64_t count, float* out);
  void (*decodeBrief)(const uint8_t* blocks, int64_t count, uint16_t* out);
};

struct Kernels {
  const char* name;
  FormatKernels q4_0, q4_1, q8_0;
  /** y = gain x / sqrt(mean(x^2) + eps) */
  void (*rmsNorm)(const float* x, const float* gain, float eps, float* y, int64_t width);
  /** Turns `heads` heads of `width` by the angles of one position, cosines and sines [width]. */
  void (*rotary)(const float* x, const float* cos, const float* sin, float* y, int64_t heads, int64_t width);
  /** y = silu(gate) up */
  void (*siluMul)(const float* gate, const float* up, float* y, int64_t count);
  /** log sum exp(x) */
  float (*logSumExp)(const float* x, int64_t count);
  /** y = scale exp(x - shift) */
  void (*scaledExp)(const float* x, float shift, float scale, float* y, int64_t count);
  void (*attend)(const Attend&);
  /** Returns how many multiply-adds it took. A vector's sums do not depend on who comes with it. */
  int64_t (*lowRank)(const LowRank&);
  /** Rounds whole blocks for `matvec`, where that computes in integers; else null. */
  void (*round)(const float* x, int64_t blocks, const Rounded& to);
};

extern const Kernels portableKernels;
extern const Kernels integerKernels;
#ifdef __x86_64__
extern const Kernels avx2Kernels;
extern const Kernels avx512Kernels;
extern const Kernels avx512vnniKernels;
#endif

/** The table in use: the best that this processor runs, unless another was chosen. */
const Kernels& kernels();

}  // namespace tenon
