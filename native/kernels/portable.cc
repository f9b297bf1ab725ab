// The loops a float at a time: what the others are checked against, and what runs where there is neither AVX2 nor AVX-512.
#include "kernels.h"

namespace tenon {

namespace {

struct Portable {
  using F = float;
  static constexpr int width = 1;

  static F set(float x) { return x; }
  static F load(const float* p) { return *p; }
  static void store(float* p, F x) { *p = x; }
  static F add(F a, F b) { return a + b; }
  static F mul(F a, F b) { return a * b; }
  static F div(F a, F b) { return a / b; }
  static F fma(F a, F b, F c) { return a * b + c; }
  static F max(F a, F b) { return a > b ? a : b; }
  static float highest(F x) { return x; }
  static float sum(F x) { return x; }
  static F exp(F x) { return __builtin_expf(x); }

  /** To nearest, ties to even. */
  static void storeBrief(uint16_t* p, F x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, 4);
    *p = static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
  }

  template <Format format>
  static void decode(const uint8_t* block, F* w) {
    const float d = half(block);
    if constexpr (format == Format::Q8_0) {
      for (int i = 0; i < 32; ++i) w[i] = static_cast<float>(static_cast<int8_t>(block[2 + i])) * d;
    } else if constexpr (format == Format::Q4_0) {
      for (int i = 0; i < 16; ++i) {
        w[i] = static_cast<float>((block[2 + i] & 15) - 8) * d;
        w[16 + i] = static_cast<float>((block[2 + i] >> 4) - 8) * d;
      }
    } else {
      const float m = half(block + 2);
      for (int i = 0; i < 16; ++i) {
        w[i] = static_cast<float>(block[4 + i] & 15) * d + m;
        w[16 + i] = static_cast<float>(block[4 + i] >> 4) * d + m;
      }
    }
  }

 protected:
  /** IEEE half precision: the exponent moves from bias 15 to 127 by a product, which also makes subnormals right. */
  static float half(const uint8_t* p) {
    uint16_t bits;
    __builtin_memcpy(&bits, p, 2);
    const uint32_t sign = static_cast<uint32_t>(bits & 0x8000) << 16;
    const uint32_t rest = static_cast<uint32_t>(bits & 0x7fff);
    uint32_t wide = rest << 13;
    float value;
    __builtin_memcpy(&value, &wide, 4);
    value *= 0x1p112f;
    __builtin_memcpy(&wide, &value, 4);
    if (rest >= 0x7c00) wide |= 0x7f800000;
    wide |= sign;
    __builtin_memcpy(&value, &wide, 4);
    return value;
  }
};

/** The integer loops a row at a time: what those for an instruction set are checked against. */
struct PortableIntegers : Portable {
  static constexpr int rows = 1;
  using I = uint32_t;

  static void take(const uint8_t* p, int64_t, I* w) { __builtin_memcpy(w, p, 16); }
  static I spread(const int8_t* x) {
    I w;
    __builtin_memcpy(&w, x, 4);
    return w;
  }
  static I low(I w) { return w & 0x0f0f0f0f; }
  static I high(I w) { return w >> 4 & 0x0f0f0f0f; }
  static I flip(I w) { return w ^ 0x80808080; }
  static I dot(I sum, I w, I x) {
    for (int byte = 0; byte < 32; byte += 8) {
      sum += static_cast<I>(static_cast<int>(w >> byte & 255) * static_cast<int8_t>(x >> byte));
    }
    return sum;
  }
  static F together(I high, I low) { return static_cast<F>(static_cast<int32_t>(256 * high + low)); }
  static F halves(I w) { return half(reinterpret_cast<const uint8_t*>(&w)); }
  static F upperHalves(I w) { return halves(w >> 16); }
  static void storeRows(float* y, F x) { *y = x; }

  static void round(const float* x, int8_t* high, int8_t* low, float& scale, float& sum) {
    float largest = 0;
    bool known = true;
    for (int i = 0; i < 32; ++i) {
      largest = __builtin_fmaxf(largest, __builtin_fabsf(x[i]));
      known = known && x[i] == x[i];
    }
    scale = known ? largest * (1.f / limit) : __builtin_nanf("");
    const float unit = largest > least ? limit / largest : 0;
    int total = 0;
    for (int i = 0; i < 32; ++i) {
      const int whole = static_cast<int>(__builtin_rintf(x[i] * unit));
      const int upper = (whole + 128) >> 8;
      high[i] = static_cast<int8_t>(upper);
      low[i] = static_cast<int8_t>(whole - 256 * upper);
      total += whole;
    }
    sum = scale * static_cast<float>(total);
  }
};

#include "generic.h"
#include "integer.h"

}  // namespace

const Kernels portableKernels = tableOf<Portable>("portable");
const Kernels integerKernels = withIntegers<PortableIntegers>("integer");

}  // namespace tenon
