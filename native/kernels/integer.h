// Products of blocks with vectors rounded to 16 bits, in integers, over a Lane L whose vectors hold a number of each of
// L::rows rows:
//
//     L::I                       a vector of 32 bits a row
//     take(p, stride, w)         the 16 bytes at p of each row, 4 of them in each of four vectors
//     spread(x)                  4 bytes of x, the same for each row
//     dot(sum, w, x)             sum + the products of w's unsigned and x's signed bytes
//     low, high, flip            a byte's lower and upper four bits; its sign
//     together(high, low)        256 high + low, as floats
//     halves, upperHalves        half precision numbers, as floats
//     round(x, ...)              a block of x, see Rounded
//
// Sixteen rows at once need no sum across a vector, and a block of x is read once for all of them. What a block
// means is d q + m with q not negative, in every format, so that
//
//     sum of w x = sum over blocks of   d scale (sum of q (256 high + low)) + m (sum of x)
//
// and the only rounding that floats would not do is that of x. Included by files that include generic.h.

/** How far ahead of its use memory is asked for: the rows of a group are too many streams for the processor to foresee. */
constexpr int64_t ahead = 24 << 10;

/** One block of each row, taken apart: eight vectors of four values a row, their unit and their lowest. */
template <class L>
struct Parts {
  typename L::I q[8];
  typename L::F d, m;
};

template <class L, Format format>
inline __attribute__((always_inline)) Parts<L> apart(const uint8_t* p, int64_t stride) {
  Parts<L> parts;
  typename L::I first[4];
  L::take(p, stride, first);
  parts.d = L::halves(first[0]);
  if constexpr (format == Format::Q8_0) {
    L::take(p + 2, stride, parts.q);
    L::take(p + 18, stride, parts.q + 4);
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) parts.q[i] = L::flip(parts.q[i]); // q + 128
    parts.m = L::mul(parts.d, L::set(-128));
  } else {
    typename L::I pairs[4];
    L::take(p + (format == Format::Q4_1 ? 4 : 2), stride, pairs);
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) {
      parts.q[i] = L::low(pairs[i]);
      parts.q[i + 4] = L::high(pairs[i]);
    }
    parts.m = format == Format::Q4_1 ? L::upperHalves(first[0]) : L::mul(parts.d, L::set(-8));
  }
  return parts;
}

/** L::rows rows from `at` on times V vectors. */
template <class L, Format format, int V>
inline void group(const MatVec& m, int64_t at, int64_t vector) {
  const int64_t stride = m.blocks * blockBytes<format>;
  const uint8_t* p = m.rows + at * stride;
  const uint8_t* next = p + ahead;
  typename L::F sum[V];
#pragma GCC unroll 8
  for (int v = 0; v < V; ++v) sum[v] = L::set(0);
  for (int64_t b = 0; b < m.blocks; ++b, p += blockBytes<format>) {
    for (int64_t byte = 0; byte < L::rows * blockBytes<format>; byte += 64) __builtin_prefetch(next + byte, 0, 2);
    next += L::rows * blockBytes<format>;
    const Parts<L> parts = apart<L, format>(p, stride);
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) {
      const int64_t block = (vector + v) * m.blocks + b;
      const int8_t *high = m.rounded.high + block * blockValues, *low = m.rounded.low + block * blockValues;
      typename L::I above{}, below{};
#pragma GCC unroll 8
      for (int i = 0; i < 8; ++i) {
        above = L::dot(above, parts.q[i], L::spread(high + 4 * i));
        below = L::dot(below, parts.q[i], L::spread(low + 4 * i));
      }
      const typename L::F unit = L::mul(parts.d, L::set(m.rounded.scale[block]));
      sum[v] = L::fma(L::together(above, below), unit, sum[v]);
      sum[v] = L::fma(parts.m, L::set(m.rounded.sum[block]), sum[v]);
    }
  }
#pragma GCC unroll 8
  for (int v = 0; v < V; ++v) L::storeRows(m.y + (vector + v) * m.stride + at, sum[v]);
}

template <class L, Format format, int V>
inline void groups(const MatVec& m, int64_t vector) {
  for (int64_t at = 0; at + L::rows <= m.count; at += L::rows) group<L, format, V>(m, at, vector);
}

/** All rows times all vectors; rows that make no whole group are left to floats. */
template <class L, Format format>
void matvecRounded(const MatVec& m) {
  int64_t vector = 0;
  for (; vector + 4 <= m.vectors; vector += 4) groups<L, format, 4>(m, vector);
  for (; vector + 2 <= m.vectors; vector += 2) groups<L, format, 2>(m, vector);
  for (; vector < m.vectors; ++vector) groups<L, format, 1>(m, vector);
  const int64_t done = m.count / L::rows * L::rows;
  if (done == m.count) return;
  MatVec rest = m;
  rest.rows += done * m.blocks * blockBytes<format>;
  rest.count -= done;
  rest.y += done;
  matvec<L, format>(rest);
}

template <class L>
void round(const float* x, int64_t blocks, const Rounded& to) {
  for (int64_t b = 0; b < blocks; ++b) {
    const int64_t at = b * blockValues;
    L::round(x + at, to.high + at, to.low + at, to.scale[b], to.sum[b]);
  }
}

/** The table of a lane that has integers, too. */
template <class L>
constexpr Kernels withIntegers(const char* name) {
  Kernels table = tableOf<L>(name);
  table.q4_0.matvec = matvecRounded<L, Format::Q4_0>;
  table.q4_1.matvec = matvecRounded<L, Format::Q4_1>;
  table.q8_0.matvec = matvecRounded<L, Format::Q8_0>;
  table.round = round<L>;
  return table;
}
