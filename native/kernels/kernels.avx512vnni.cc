// The loops with vectors of 16 floats, and products of blocks in integers (AVX-512 VNNI).
#include <immintrin.h>

#include "kernels.h"

namespace tenon {

namespace {

#include "lane-avx512.h"

struct Avx512Integers : Avx512 {
  static constexpr int rows = 16;
  using I = __m512i;

  /**
   * Each vector is loaded with the bytes of rows r, r + 4, r + 8 and r + 12; the 4 x 4 words of four such vectors are then
   * exchanged within each quarter, which leaves row r in place r.
   */
  static void take(const uint8_t* p, int64_t stride, I* w) {
    const I a = everyFourth(p, stride), b = everyFourth(p + stride, stride);
    const I c = everyFourth(p + 2 * stride, stride), d = everyFourth(p + 3 * stride, stride);
    const I ab = _mm512_unpacklo_epi32(a, b), cd = _mm512_unpacklo_epi32(c, d);
    const I ab2 = _mm512_unpackhi_epi32(a, b), cd2 = _mm512_unpackhi_epi32(c, d);
    w[0] = _mm512_unpacklo_epi64(ab, cd);
    w[1] = _mm512_unpackhi_epi64(ab, cd);
    w[2] = _mm512_unpacklo_epi64(ab2, cd2);
    w[3] = _mm512_unpackhi_epi64(ab2, cd2);
  }
  static I spread(const int8_t* x) {
    int four;
    __builtin_memcpy(&four, x, 4);
    return _mm512_set1_epi32(four);
  }
  static I low(I w) { return _mm512_and_si512(w, _mm512_set1_epi8(15)); }
  static I high(I w) { return low(_mm512_srli_epi16(w, 4)); }
  static I flip(I w) { return _mm512_xor_si512(w, _mm512_set1_epi8(-128)); }
  static I dot(I sum, I w, I x) { return _mm512_dpbusd_epi32(sum, w, x); }
  static F together(I high, I low) { return _mm512_cvtepi32_ps(_mm512_add_epi32(_mm512_slli_epi32(high, 8), low)); }
  static F halves(I w) { return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(w)); }
  static F upperHalves(I w) { return halves(_mm512_srli_epi32(w, 16)); }
  static void storeRows(float* y, F x) { store(y, x); }

  static void round(const float* x, int8_t* high, int8_t* low, float& scale, float& sum) {
    const F a = load(x), b = load(x + 16);
    const float largest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(a), _mm512_abs_ps(b)));
    const bool known = _mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q) == 0;
    scale = known ? largest * (1.f / limit) : __builtin_nanf("");
    const F unit = set(largest > least ? limit / largest : 0);
    const I wholeA = _mm512_cvtps_epi32(mul(a, unit)), wholeB = _mm512_cvtps_epi32(mul(b, unit));
    divide(wholeA, high, low);
    divide(wholeB, high + 16, low + 16);
    sum = scale * static_cast<float>(_mm512_reduce_add_epi32(_mm512_add_epi32(wholeA, wholeB)));
  }

 private:
  static I everyFourth(const uint8_t* p, int64_t stride) {
    I w = _mm512_castsi128_si512(sixteen(p));
    w = _mm512_mask_broadcast_i32x4(w, 0x00f0, sixteen(p + 4 * stride));
    w = _mm512_mask_broadcast_i32x4(w, 0x0f00, sixteen(p + 8 * stride));
    return _mm512_mask_broadcast_i32x4(w, 0xf000, sixteen(p + 12 * stride));
  }
  static __m128i sixteen(const uint8_t* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
  static void divide(I whole, int8_t* high, int8_t* low) {
    const I upper = _mm512_srai_epi32(_mm512_add_epi32(whole, _mm512_set1_epi32(128)), 8);
    const I lower = _mm512_sub_epi32(whole, _mm512_slli_epi32(upper, 8));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(high), _mm512_cvtepi32_epi8(upper));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(low), _mm512_cvtepi32_epi8(lower));
  }
};

#include "generic.h"
#include "integer.h"

}  // namespace

const Kernels avx512vnniKernels = withIntegers<Avx512Integers>("avx512vnni");

}  // namespace tenon
