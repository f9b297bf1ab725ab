// The loss of a language model and its derivative, each one pass over the logits.
//
//     loss = mean over rows of  log sum_v exp(x_v) - x_t          dx_v = (exp(x_v - log sum exp(x)) - [v = t]) / rows
//
// LibTorch writes down all logarithms of probabilities, a gradient of zeros but for the targets, and then the product of
// both: four arrays as large as the logits, where this needs one.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include "kernels/crew.h"
#include "kernels/kernels.h"

namespace tenon {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/** Calls work(row) for each row. */
template <class Work>
void byRows(const at::Tensor& logits, Work work) {
  constexpr int64_t portion = 16 << 10; // floats that a thread takes at a time
  const int64_t rows = logits.size(0), each = std::max<int64_t>(1, portion / logits.size(1));
  share((rows + each - 1) / each, [&](int64_t i) {
    for (int64_t row = i * each; row < std::min(rows, (i + 1) * each); ++row) work(row);
  });
}

int64_t counted(const at::Tensor& targets, int64_t ignore) {
  const int64_t* target = targets.data_ptr<int64_t>();
  return std::count_if(target, target + targets.numel(), [&](int64_t t) { return t != ignore; });
}

/** The loss, and log sum exp of each row, [N]. */
std::pair<at::Tensor, at::Tensor> lossOf(const at::Tensor& logits, const at::Tensor& targets, int64_t ignore) {
  const int64_t N = logits.size(0), V = logits.size(1);
  const at::Tensor sums = at::empty({N}, at::kFloat);
  const float* x = logits.data_ptr<float>();
  const int64_t* target = targets.data_ptr<int64_t>();
  float* sum = sums.data_ptr<float>();
  for (int64_t n = 0; n < N; ++n) {
    TORCH_CHECK_INDEX(target[n] == ignore || (target[n] >= 0 && target[n] < V), "target ", target[n], " of row ", n,
                      " is no column of logits ", logits.sizes());
  }
  const auto logSumExp = kernels().logSumExp;
  byRows(logits, [&](int64_t n) { sum[n] = target[n] == ignore ? 0 : logSumExp(x + n * V, V); });
  double total = 0;
  for (int64_t n = 0; n < N; ++n) {
    if (target[n] != ignore) total += static_cast<double>(sum[n]) - x[n * V + target[n]];
  }
  return {at::scalar_tensor(total / static_cast<double>(counted(targets, ignore)), at::kFloat), sums};
}

class CrossEntropy : public torch::autograd::Function<CrossEntropy> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& logits, const at::Tensor& targets,
                            int64_t ignore) {
    const auto [loss, sums] = lossOf(logits, targets, ignore);
    context->save_for_backward({logits, targets, sums});
    context->saved_data["ignore"] = ignore;
    return loss;
  }

  static variable_list backward(AutogradContext* context, const variable_list& given) {
    const variable_list saved = context->get_saved_variables();
    const int64_t ignore = context->saved_data["ignore"].toInt();
    return {derivative(saved[0], saved[1], saved[2], ignore, given[0]), {}, {}};
  }

 private:
  static at::Tensor derivative(const at::Tensor& logits, const at::Tensor& targets, const at::Tensor& sums,
                               int64_t ignore, const at::Tensor& given) {
    const int64_t V = logits.size(1);
    // Where this derivative is itself to be derived, by operators that can be.
    if (at::GradMode::is_enabled()) {
      const at::Tensor kept = targets.ne(ignore).unsqueeze(1);
      const at::Tensor chosen = at::zeros_like(logits).scatter(1, targets.clamp(0).unsqueeze(1), 1);
      return (logits.softmax(1) - chosen) * kept * (given / static_cast<double>(counted(targets, ignore)));
    }
    at::Tensor y = at::empty_like(logits);
    const float *x = logits.data_ptr<float>(), *sum = sums.data_ptr<float>();
    const int64_t* target = targets.data_ptr<int64_t>();
    float* out = y.data_ptr<float>();
    const float scale = given.item<float>() / static_cast<float>(counted(targets, ignore));
    const auto scaledExp = kernels().scaledExp;
    byRows(logits, [&](int64_t n) {
      float* const row = out + n * V;
      if (target[n] == ignore) {
        std::fill(row, row + V, 0.f);
        return;
      }
      scaledExp(x + n * V, sum[n], scale, row, V);
      row[target[n]] -= scale;
    });
    return y;
  }
};

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& targets, int64_t ignore) {
  const bool ours = logits.scalar_type() == at::kFloat && logits.device().is_cpu() && logits.dim() == 2 &&
                    logits.numel() > 0 && targets.scalar_type() == at::kLong && targets.device().is_cpu() &&
                    targets.dim() == 1 && targets.size(0) == logits.size(0);
  if (!ours) return at::cross_entropy_loss(logits, targets, {}, at::Reduction::Mean, ignore);
  return CrossEntropy::apply(logits.contiguous(), targets.contiguous(), ignore);
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(tenon, library) {
  library.def("cross_entropy(Tensor logits, Tensor targets, int ignore=-100) -> Tensor", crossEntropy);
}

}  // namespace tenon
