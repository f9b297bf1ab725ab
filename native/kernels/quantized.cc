// Linear maps whose weight stays in the blocks of its file.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/library.h>

#include "crew.h"
#include "kernels.h"

namespace tenon {

namespace {

/** Bytes of a matrix that a thread takes at a time: a microsecond or two. */
constexpr int64_t portionBytes = 32 << 10;
/** Rows of a matrix decoded at a time before a product with more than a few vectors. */
constexpr int64_t panel = 4096;

/** An optional tensor: c10::optional in LibTorch 1.13, std::optional in 2.x. */
using MaybeTensor = decltype(std::declval<const c10::IValue&>().toOptional<at::Tensor>());

struct Blocks {
  const FormatKernels& kernels;
  const uint8_t* data;
  int64_t rows;
  int64_t rowBytes;
  /** Blocks of a row, and values. */
  int64_t blocks;
  int64_t width;
};

const FormatKernels& kernelsOf(int64_t format) {
  const Kernels& table = kernels();
  switch (static_cast<Format>(format)) {
    case Format::Q4_0: return table.q4_0;
    case Format::Q4_1: return table.q4_1;
    case Format::Q8_0: return table.q8_0;
  }
  TORCH_CHECK_VALUE(false, "there are no kernels for the block format ", format);
}

int64_t blockBytesOf(int64_t format) {
  switch (static_cast<Format>(format)) {
    case Format::Q4_0: return 18;
    case Format::Q4_1: return 20;
    case Format::Q8_0: return 34;
  }
  TORCH_CHECK_VALUE(false, "there are no kernels for the block format ", format);
}

Blocks read(const at::Tensor& blocks, int64_t format) {
  TORCH_CHECK_VALUE(blocks.scalar_type() == at::kByte && blocks.dim() == 2 && blocks.is_contiguous(),
                    "the blocks must be uint8 [rows, bytes of a row], contiguous");
  const int64_t blockBytes = blockBytesOf(format);
  const int64_t rowBytes = blocks.size(1);
  TORCH_CHECK_VALUE(rowBytes > 0 && rowBytes % blockBytes == 0, "a row of ", rowBytes, " bytes is not whole blocks of ",
                    blockBytes);
  const int64_t perRow = rowBytes / blockBytes;
  return {kernelsOf(format), blocks.data_ptr<uint8_t>(), blocks.size(0), rowBytes, perRow, perRow * blockValues};
}

/** Calls work(first row, rows) for portions of all rows, whole groups of sixteen but for the last. */
template <class Work>
void byPortions(int64_t rows, int64_t rowBytes, Work work) {
  const int64_t each = std::max<int64_t>(1, portionBytes / rowBytes / 16) * 16;
  share((rows + each - 1) / each, [&](int64_t i) { work(i * each, std::min(each, rows - i * each)); });
}

/** Rows `from` to `from + count` of a matrix as values, [count, width]. */
at::Tensor decoded(const Blocks& matrix, int64_t from, int64_t count, at::ScalarType dtype) {
  at::Tensor values = at::empty({count, matrix.width}, dtype);
  const bool brief = dtype == at::kBFloat16;
  TORCH_CHECK_VALUE(brief || dtype == at::kFloat, "blocks are decoded to float32 or bfloat16");
  void* const out = values.data_ptr();
  byPortions(count, matrix.rowBytes, [&](int64_t first, int64_t rows) {
    const uint8_t* in = matrix.data + (from + first) * matrix.rowBytes;
    const int64_t blocks = rows * matrix.blocks;
    const int64_t at = first * matrix.width;
    if (brief) matrix.kernels.decodeBrief(in, blocks, static_cast<uint16_t*>(out) + at);
    else matrix.kernels.decode(in, blocks, static_cast<float*>(out) + at);
  });
  return values;
}

Rounded within(uint8_t* room, int64_t blocks) {
  float* const scale = reinterpret_cast<float*>(room);
  int8_t* const high = reinterpret_cast<int8_t*>(scale + 2 * blocks);
  return {high, high + blocks * blockValues, scale, scale + blocks};
}

/** x [N, in] by a matrix [out, in] in blocks -> [N, out], N small: as fast as the matrix comes out of memory. */
at::Tensor byVectors(const at::Tensor& x, const Blocks& matrix) {
  const int64_t N = x.size(0);
  at::Tensor y = at::empty({N, matrix.rows}, at::kFloat);
  const float* in = x.data_ptr<float>();
  float* out = y.data_ptr<float>();
  const at::Tensor room = at::empty({N * (2 * matrix.width + matrix.blocks * 2 * 4)}, at::kByte);
  const Rounded rounded = within(room.data_ptr<uint8_t>(), N * matrix.blocks);
  if (const auto round = kernels().round) round(in, N * matrix.blocks, rounded);
  byPortions(matrix.rows, matrix.rowBytes, [&](int64_t first, int64_t rows) {
    matrix.kernels.matvec({matrix.data + first * matrix.rowBytes, rows, matrix.blocks, in, N, out + first, matrix.rows,
                           rounded});
  });
  return y;
}

/** The same for many vectors, bound by arithmetic: the matrix is decoded, panel by panel, for LibTorch's own product. */
at::Tensor byPanels(const at::Tensor& x, const Blocks& matrix, at::ScalarType arithmetic) {
  const at::Tensor in = x.to(arithmetic);
  if (matrix.rows <= panel) return at::linear(in, decoded(matrix, 0, matrix.rows, arithmetic)).to(at::kFloat);
  at::Tensor y = at::empty({x.size(0), matrix.rows}, at::kFloat);
  for (int64_t from = 0; from < matrix.rows; from += panel) {
    const int64_t count = std::min(panel, matrix.rows - from);
    y.narrow(1, from, count).copy_(at::linear(in, decoded(matrix, from, count, arithmetic)));
  }
  return y;
}

/** Whether this processor multiplies bfloat16 by instructions of its own; by any other means float32 is faster. */
bool multipliesBrief() {
#ifdef __x86_64__
  static const bool able = __builtin_cpu_supports("avx512bf16");
  return able;
#else
  return false;
#endif
}

at::Tensor dequantize(const at::Tensor& blocks, int64_t format, at::ScalarType dtype) {
  const Blocks matrix = read(blocks, format);
  return decoded(matrix, 0, matrix.rows, dtype);
}

at::Tensor quantizedLinear(const at::Tensor& x, const at::Tensor& blocks, int64_t format,
                           const MaybeTensor& bias, bool brief) {
  const Blocks matrix = read(blocks, format);
  TORCH_CHECK_VALUE(x.dim() > 0 && x.size(-1) == matrix.width, "the matrix takes vectors of ", matrix.width,
                    ", and x has shape ", x.sizes());
  if (at::GradMode::is_enabled() && x.requires_grad()) {
    return at::linear(x, decoded(matrix, 0, matrix.rows, at::kFloat).to(x.scalar_type()), bias);
  }
  const at::Tensor in = x.to(at::kFloat).reshape({-1, matrix.width}).contiguous();
  at::Tensor y = in.size(0) <= maxVectors ? byVectors(in, matrix)
                                          : byPanels(in, matrix, brief && multipliesBrief() ? at::kBFloat16 : at::kFloat);
  if (bias) y = y.add_(*bias);
  std::vector<int64_t> shape(x.sizes().begin(), x.sizes().end());
  shape.back() = matrix.rows;
  return y.view(shape).to(x.scalar_type());
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(tenon, library) {
  library.def("dequantize(Tensor blocks, int format, ScalarType dtype) -> Tensor", dequantize);
  library.def(
      "quantized_linear(Tensor x, Tensor blocks, int format, Tensor? bias=None, bool brief=False) -> Tensor",
      quantizedLinear);
}

}  // namespace tenon
