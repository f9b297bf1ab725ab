// What stands between the linear maps of a Transformer, an operator each where LibTorch takes several.
#include <ATen/ATen.h>
#include <torch/library.h>

#include <cstring>

#include "crew.h"
#include "kernels.h"

namespace tenon {

namespace {

/** Floats of a tensor that a thread takes at a time. */
constexpr int64_t portion = 16 << 10;

void requireFloats(const char* what, const at::Tensor& tensor) {
  TORCH_CHECK_TYPE(tensor.scalar_type() == at::kFloat && tensor.device().is_cpu(), what, " must be float32 on the CPU");
  TORCH_CHECK(!(at::GradMode::is_enabled() && tensor.requires_grad()), what,
              " records a derivative, and this operator has none: call it under noGrad");
}

/** Calls work(i) for i from 0 to rows - 1, each of `width` floats. */
template <class Work>
void byRows(int64_t rows, int64_t width, Work work) {
  const int64_t each = std::max<int64_t>(1, portion / std::max<int64_t>(width, 1));
  share((rows + each - 1) / each, [&](int64_t i) {
    for (int64_t row = i * each; row < std::min(rows, (i + 1) * each); ++row) work(row);
  });
}

at::Tensor rmsNorm(const at::Tensor& given, const at::Tensor& givenGain, double eps) {
  requireFloats("x", given);
  requireFloats("the gain", givenGain);
  const at::Tensor x = given.contiguous(), gain = givenGain.contiguous();
  const int64_t D = gain.numel();
  TORCH_CHECK_VALUE(x.dim() > 0 && gain.dim() == 1 && x.size(-1) == D && D > 0, "x of shape ", x.sizes(),
                    " and a gain of shape ", gain.sizes(), " do not fit each other");
  at::Tensor y = at::empty(x.sizes(), at::kFloat);
  const float *in = x.data_ptr<float>(), *g = gain.data_ptr<float>();
  float* out = y.data_ptr<float>();
  const auto norm = kernels().rmsNorm;
  byRows(x.numel() / D, D, [&](int64_t row) { norm(in + row * D, g, static_cast<float>(eps), out + row * D, D); });
  return y;
}

/** x [..., H, K] turned by angles [..., 1, K]; heads that lie in one axis, [..., H K], come out apart. */
at::Tensor rotary(const at::Tensor& given, const at::Tensor& givenCos, const at::Tensor& givenSin) {
  requireFloats("x", given);
  requireFloats("cos", givenCos);
  requireFloats("sin", givenSin);
  const at::Tensor x = given.contiguous(), cos = givenCos.contiguous(), sin = givenSin.contiguous();
  const int64_t K = cos.dim() == 0 ? 0 : cos.size(-1);
  TORCH_CHECK_VALUE(K > 0 && K % 2 == 0 && cos.sizes() == sin.sizes(), "angles must be [..., 1, K] with an even K, not ",
                    cos.sizes());
  const int64_t N = cos.numel() / K, H = N == 0 ? 0 : x.numel() / (N * K);
  TORCH_CHECK_VALUE(x.numel() == N * H * K, "x of shape ", x.sizes(), " and angles of shape ", cos.sizes(),
                    " do not fit each other");
  auto shape = x.sizes().vec();
  if (x.dim() < cos.dim()) {
    TORCH_CHECK_VALUE(x.dim() > 0 && shape.back() % K == 0, "x of shape ", x.sizes(), " has no heads of ", K);
    shape.back() /= K;
    shape.push_back(K);
  }
  at::Tensor y = at::empty(shape, at::kFloat);
  const float *in = x.data_ptr<float>(), *c = cos.data_ptr<float>(), *s = sin.data_ptr<float>();
  float* out = y.data_ptr<float>();
  const auto turn = kernels().rotary;
  byRows(N, H * K, [&](int64_t n) { turn(in + n * H * K, c + n * K, s + n * K, out + n * H * K, H, K); });
  return y;
}

at::Tensor siluMul(const at::Tensor& givenGate, const at::Tensor& givenUp) {
  requireFloats("the gate", givenGate);
  requireFloats("up", givenUp);
  TORCH_CHECK_VALUE(givenGate.sizes() == givenUp.sizes(), "gate and up differ in shape: ", givenGate.sizes(), " and ",
                    givenUp.sizes());
  const at::Tensor gate = givenGate.contiguous(), up = givenUp.contiguous();
  at::Tensor y = at::empty(gate.sizes(), at::kFloat);
  const float *g = gate.data_ptr<float>(), *u = up.data_ptr<float>();
  float* out = y.data_ptr<float>();
  const auto multiply = kernels().siluMul;
  const int64_t count = y.numel();
  share((count + portion - 1) / portion, [&](int64_t i) {
    const int64_t at = i * portion;
    multiply(g + at, u + at, out + at, std::min(portion, count - at));
  });
  return y;
}

/**
 * One token's attention over a cache: writes its keys and values, G K floats each, at position `at` of the buffers
 * [1, G, capacity, K], and lets its queries, H K floats, look at all positions up to that one. Returns what they see, in
 * the shape of q.
 */
at::Tensor attendStep(const at::Tensor& givenQ, const at::Tensor& givenK, const at::Tensor& givenV,
                      const at::Tensor& keys, const at::Tensor& values, int64_t at) {
  requireFloats("q", givenQ);
  requireFloats("k", givenK);
  requireFloats("v", givenV);
  requireFloats("keys", keys);
  requireFloats("values", values);
  TORCH_CHECK_VALUE(keys.dim() == 4 && keys.size(0) == 1 && keys.sizes() == values.sizes() && keys.is_contiguous() &&
                        values.is_contiguous() && keys.numel() > 0,
                    "the buffers must both be [1, G, capacity, K], contiguous, not ", keys.sizes(), " and ",
                    values.sizes());
  const int64_t G = keys.size(1), capacity = keys.size(2), K = keys.size(3), H = givenQ.numel() / K;
  TORCH_CHECK_VALUE(givenQ.numel() == H * K && H > 0 && H % G == 0 && givenK.numel() == G * K && givenV.numel() == G * K,
                    "q of shape ", givenQ.sizes(), ", k of shape ", givenK.sizes(), " and v of shape ", givenV.sizes(),
                    " do not fit buffers of shape ", keys.sizes());
  TORCH_CHECK_INDEX(at >= 0 && at < capacity, "position ", at, " is outside of buffers of ", capacity);
  const at::Tensor q = givenQ.contiguous(), k = givenK.contiguous(), v = givenV.contiguous();
  float *allKeys = keys.data_ptr<float>(), *allValues = values.data_ptr<float>();
  for (int64_t g = 0; g < G; ++g) {
    std::memcpy(allKeys + (g * capacity + at) * K, k.data_ptr<float>() + g * K, K * sizeof(float));
    std::memcpy(allValues + (g * capacity + at) * K, v.data_ptr<float>() + g * K, K * sizeof(float));
  }
  const int64_t S = at + 1, room = (S + 15) / 16 * 16;
  at::Tensor y = at::empty(q.sizes(), at::kFloat);
  const at::Tensor weights = at::empty({H, room}, at::kFloat);
  const float* queries = q.data_ptr<float>();
  float *out = y.data_ptr<float>(), *scratch = weights.data_ptr<float>();
  const auto attend = kernels().attend;
  const float scale = 1 / std::sqrt(static_cast<float>(K));
  // Heads of few positions are not worth another thread's attention.
  const int64_t each = std::max<int64_t>(1, portion / (2 * S * K));
  share((H + each - 1) / each, [&](int64_t i) {
    for (int64_t h = i * each; h < std::min(H, (i + 1) * each); ++h) {
      const int64_t begin = h / (H / G) * capacity * K;
      attend({queries + h * K, allKeys + begin, allValues + begin, S, K, scale, scratch + h * room, out + h * K});
    }
  });
  return y;
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(tenon, library) {
  library.def("rms_norm(Tensor x, Tensor gain, float eps) -> Tensor", rmsNorm);
  library.def("rotary(Tensor x, Tensor cos, Tensor sin) -> Tensor", rotary);
  library.def("silu_mul(Tensor gate, Tensor up) -> Tensor", siluMul);
  library.def(
      "attend_step(Tensor q, Tensor k, Tensor v, Tensor(a!) keys, Tensor(b!) values, int at) -> Tensor", attendStep);
}

}  // namespace tenon
