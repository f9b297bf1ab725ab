// Low-rank changes of one linear map for the rows of a batch, each segment of rows under a change of its own. Bounded by the
// bytes of A and B, read once a segment where they stand: ranks differ, and nothing is padded or gathered.
#include <ATen/ATen.h>
#include <torch/library.h>

#include <atomic>
#include <tuple>
#include <vector>

#include "crew.h"
#include "kernels.h"

namespace tenon {

namespace {

void requireFloats(const char* what, const at::Tensor& tensor);

/** Rows that a thread takes at a time. Each time costs a transposition of B. */
constexpr int64_t portionOfRows = 32;

/** y, and to its rows starts[i] to starts[i] + lengths[i] - 1 scales[i] B_i A_i x added; and the multiply-adds it took. */
std::tuple<at::Tensor, int64_t> lowRankAdd(const at::Tensor& givenY, const at::Tensor& givenX, at::TensorList givenA,
                                           at::TensorList givenB, at::ArrayRef<double> scales, at::IntArrayRef starts,
                                           at::IntArrayRef lengths) {
  requireFloats("y", givenY);
  requireFloats("x", givenX);
  const size_t count = givenA.size();
  TORCH_CHECK_VALUE(givenB.size() == count && scales.size() == count && starts.size() == count && lengths.size() == count,
                    "a change is an A, a B, a scale, a start and a length: there must be as many of each");
  TORCH_CHECK_VALUE(givenX.dim() > 0 && givenY.dim() == givenX.dim() && givenY.size(-1) > 0 && givenX.size(-1) > 0 &&
                        givenX.sizes().slice(0, givenX.dim() - 1) == givenY.sizes().slice(0, givenX.dim() - 1),
                    "x of shape ", givenX.sizes(), " and y of shape ", givenY.sizes(), " do not fit each other");
  const int64_t in = givenX.size(-1), out = givenY.size(-1), rows = givenX.numel() / in;
  struct Part {
    size_t change;
    int64_t start, length;
  };
  std::vector<at::Tensor> a, b;
  std::vector<Part> work;
  int64_t free = 0;
  for (size_t i = 0; i < count; ++i) {
    requireFloats("A", givenA[i]);
    requireFloats("B", givenB[i]);
    TORCH_CHECK_VALUE(givenA[i].dim() == 2 && givenB[i].dim() == 2 && givenA[i].size(1) == in &&
                          givenB[i].size(0) == out && givenA[i].size(0) == givenB[i].size(1),
                      "A of shape ", givenA[i].sizes(), " and B of shape ", givenB[i].sizes(), " do not change a map from ",
                      in, " to ", out);
    TORCH_CHECK_INDEX(starts[i] >= free && lengths[i] >= 0 && lengths[i] <= rows - starts[i], lengths[i],
                      " rows from row ", starts[i], " on overlap those before or leave the ", rows, " there are");
    free = starts[i] + lengths[i];
    a.push_back(givenA[i].contiguous());
    b.push_back(givenB[i].contiguous());
    for (int64_t at = starts[i]; at < free; at += portionOfRows) {
      work.push_back({i, at, std::min(portionOfRows, free - at)});
    }
  }
  const at::Tensor x = givenX.contiguous();
  at::Tensor y = givenY.clone(at::MemoryFormat::Contiguous);
  const float* allX = x.data_ptr<float>();
  float* allY = y.data_ptr<float>();
  const auto lowRank = kernels().lowRank;
  std::atomic<int64_t> products{0};
  share(static_cast<int64_t>(work.size()), [&](int64_t at) {
    const Part& part = work[at];
    const int64_t rank = a[part.change].size(0);
    thread_local std::vector<float> room;
    if (room.size() < static_cast<size_t>(rank * (out + 1))) room.resize(rank * (out + 1));
    float *hidden = room.data(), *turned = hidden + rank;
    const float* given = b[part.change].data_ptr<float>();
    // Sixteen rows of B at a time: a whole line of the cache is written at once.
    for (int64_t from = 0; from < out; from += 16) {
      const int64_t to = std::min<int64_t>(out, from + 16);
      for (int64_t r = 0; r < rank; ++r) {
        for (int64_t o = from; o < to; ++o) turned[r * out + o] = given[o * rank + r];
      }
    }
    products += lowRank({allX + part.start * in, part.length, in, a[part.change].data_ptr<float>(), turned, rank, out,
                         static_cast<float>(scales[part.change]), hidden, allY + part.start * out});
  });
  return {y, products.load()};
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(tenon, library) {
  library.def(
      "low_rank_add(Tensor y, Tensor x, Tensor[] a, Tensor[] b, float[] scales, int[] starts, int[] lengths) -> (Tensor, int)",
      lowRankAdd);
}

}  // namespace tenon
