// The lane of 8 floats, for the file that is compiled for AVX2 (with FMA and F16C). Included inside of its anonymous
// namespace, like generic.h.

struct Avx2 {
  using F = __m256;
  static constexpr int width = 8;

  static F set(float x) { return _mm256_set1_ps(x); }
  static F load(const float* p) { return _mm256_loadu_ps(p); }
  static void store(float* p, F x) { _mm256_storeu_ps(p, x); }
  static F add(F a, F b) { return _mm256_add_ps(a, b); }
  static F mul(F a, F b) { return _mm256_mul_ps(a, b); }
  static F div(F a, F b) { return _mm256_div_ps(a, b); }
  static F fma(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }
  static F max(F a, F b) { return _mm256_max_ps(a, b); }
  static float highest(F x) {
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
  }
  static float sum(F x) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }

  /** To nearest, ties to even. */
  static void storeBrief(uint16_t* p, F x) {
    const __m256i bits = _mm256_castps_si256(x);
    const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
    const __m256i rounded = _mm256_srli_epi32(_mm256_add_epi32(bits, _mm256_add_epi32(odd, _mm256_set1_epi32(0x7fff))), 16);
    const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(rounded, rounded), 0b1000);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_castsi256_si128(packed));
  }

  /** e^x = 2^n e^r with |r| <= ln 2 / 2 and e^r by its Taylor series to r^7, which ends below half a last place. NaN stays NaN. */
  static F exp(F x) {
    x = _mm256_min_ps(set(88.3f), _mm256_max_ps(set(-87.3f), x));
    const F n = _mm256_round_ps(mul(x, set(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const F r = fma(n, set(-1.42860677e-6f), fma(n, set(-0.693145752f), x));
    F y = set(1.f / 5040);
    y = fma(y, r, set(1.f / 720));
    y = fma(y, r, set(1.f / 120));
    y = fma(y, r, set(1.f / 24));
    y = fma(y, r, set(1.f / 6));
    y = fma(y, r, set(0.5f));
    y = fma(y, r, set(1));
    const __m256i power = _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
    return mul(fma(y, r, set(1)), _mm256_castsi256_ps(power));
  }

  template <Format format>
  static void decode(const uint8_t* block, F* w) {
    if constexpr (format == Format::Q4_0) {
      nibbles(block + 2, half(block), set(-8), w);
    } else if constexpr (format == Format::Q4_1) {
      const F d = half(block), m = half(block + 2);
      nibbles(block + 4, set(1), set(0), w);
#pragma GCC unroll 4
      for (int p = 0; p < 4; ++p) w[p] = fma(w[p], d, m);
    } else {
      const F d = half(block);
#pragma GCC unroll 4
      for (int p = 0; p < 4; ++p) w[p] = mul(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(eight(block + 2 + 8 * p))), d);
    }
  }

 private:
  static __m128i eight(const uint8_t* p) { return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)); }
  static F half(const uint8_t* p) {
    uint16_t bits;
    __builtin_memcpy(&bits, p, 2);
    return set(_cvtsh_ss(bits));
  }
  /** (q + shift) scale of sixteen bytes, low halves first. */
  static void nibbles(const uint8_t* p, F scale, F shift, F* w) {
#pragma GCC unroll 2
    for (int i = 0; i < 2; ++i) {
      const __m256i q = _mm256_cvtepu8_epi32(eight(p + 8 * i));
      const __m256i low = _mm256_and_si256(q, _mm256_set1_epi32(15));
      w[i] = mul(add(_mm256_cvtepi32_ps(low), shift), scale);
      w[i + 2] = mul(add(_mm256_cvtepi32_ps(_mm256_srli_epi32(q, 4)), shift), scale);
    }
  }
};
