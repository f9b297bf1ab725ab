// The lane of 16 floats, for the files that are compiled for AVX-512 (F, BW, DQ, VL). Included inside of their anonymous
// namespaces, like generic.h.

struct Avx512 {
  using F = __m512;
  static constexpr int width = 16;

  static F set(float x) { return _mm512_set1_ps(x); }
  static F load(const float* p) { return _mm512_loadu_ps(p); }
  static void store(float* p, F x) { _mm512_storeu_ps(p, x); }
  static F add(F a, F b) { return _mm512_add_ps(a, b); }
  static F mul(F a, F b) { return _mm512_mul_ps(a, b); }
  static F div(F a, F b) { return _mm512_div_ps(a, b); }
  static F fma(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
  static F max(F a, F b) { return _mm512_max_ps(a, b); }
  static float highest(F x) { return _mm512_reduce_max_ps(x); }
  static float sum(F x) { return _mm512_reduce_add_ps(x); }

  /** To nearest, ties to even. */
  static void storeBrief(uint16_t* p, F x) {
    const __m512i bits = _mm512_castps_si512(x);
    const __m512i odd = _mm512_and_si512(_mm512_srli_epi32(bits, 16), _mm512_set1_epi32(1));
    const __m512i rounded = _mm512_add_epi32(bits, _mm512_add_epi32(odd, _mm512_set1_epi32(0x7fff)));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtepi32_epi16(_mm512_srli_epi32(rounded, 16)));
  }

  /** e^x = 2^n e^r with |r| <= ln 2 / 2 and e^r by its Taylor series to r^7, which ends below half a last place. NaN stays NaN. */
  static F exp(F x) {
    x = _mm512_min_ps(set(88.7f), _mm512_max_ps(set(-87.3f), x));
    const F n = _mm512_roundscale_ps(mul(x, set(1.44269504f)), 0);
    const F r = fma(n, set(-1.42860677e-6f), fma(n, set(-0.693145752f), x));
    F y = set(1.f / 5040);
    y = fma(y, r, set(1.f / 720));
    y = fma(y, r, set(1.f / 120));
    y = fma(y, r, set(1.f / 24));
    y = fma(y, r, set(1.f / 6));
    y = fma(y, r, set(0.5f));
    y = fma(y, r, set(1));
    return _mm512_scalef_ps(fma(y, r, set(1)), n);
  }

  /** One permutation looks up the 16 values that four bits can stand for in this block: d q + m, as the format says. */
  template <Format format>
  static void decode(const uint8_t* block, F* w) {
    const F counting = _mm512_setr_ps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    if constexpr (format == Format::Q4_0) {
      look(block + 2, mul(_mm512_sub_ps(counting, set(8)), half(block)), w);
    } else if constexpr (format == Format::Q4_1) {
      int both;
      __builtin_memcpy(&both, block, 4);
      const F scales = _mm512_cvtph_ps(_mm256_set1_epi32(both)); // d m d m ...
      look(block + 4, fma(counting, _mm512_moveldup_ps(scales), _mm512_movehdup_ps(scales)), w);
    } else {
      const F d = half(block);
      w[0] = mul(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes(block + 2))), d);
      w[1] = mul(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes(block + 18))), d);
    }
  }

 private:
  static __m128i bytes(const uint8_t* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
  static F half(const uint8_t* p) {
    short bits;
    __builtin_memcpy(&bits, p, 2);
    return _mm512_cvtph_ps(_mm256_set1_epi16(bits));
  }
  static void look(const uint8_t* nibbles, F table, F* w) {
    const __m512i q = _mm512_cvtepu8_epi32(bytes(nibbles));
    w[0] = _mm512_permutexvar_ps(q, table); // reads the low four bits alone
    w[1] = _mm512_permutexvar_ps(_mm512_srli_epi32(q, 4), table);
  }
};
