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

 private:
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

#include "generic.h"

}  // namespace

const Kernels portableKernels = tableOf<Portable>("portable");

}  // namespace tenon
