// The loops themselves, over a Lane L:
//
//     L::F                     a vector of L::width floats
//     L::decode<Format>(b, w)  the 32 values of a block at b, as 32 / L::width vectors
//     set, load, store, storeBrief, add, mul, div, fma (a b + c), max, exp
//     sum, highest             of the floats of a vector
//
// Included by one file an instruction set, inside of its anonymous namespace.

template <class L>
constexpr int parts = static_cast<int>(blockValues) / L::width;

template <Format>
constexpr int64_t blockBytes = 0;
template <>
constexpr int64_t blockBytes<Format::Q4_0> = 18;
template <>
constexpr int64_t blockBytes<Format::Q4_1> = 20;
template <>
constexpr int64_t blockBytes<Format::Q8_0> = 34;

/**
 * A row times V vectors. A block is decoded once, into registers, and meets every vector there. Rows are read one after
 * the other, as memory likes best. A sum waits for its own last addition: with one vector there is a sum for each part of
 * two blocks.
 */
template <class L, Format format, int V>
inline void row(const MatVec& m, int64_t at, int64_t vector) {
  constexpr int sums = V == 1 ? 2 * parts<L> : 1;
  const int64_t width = m.blocks * blockValues;
  const uint8_t* block = m.rows + at * m.blocks * blockBytes<format>;
  const float* x = m.x + vector * width;
  typename L::F sum[V][sums];
#pragma GCC unroll 8
  for (int v = 0; v < V; ++v)
#pragma GCC unroll 64
    for (int s = 0; s < sums; ++s) sum[v][s] = L::set(0);
  const auto meet = [&](int first) __attribute__((always_inline)) {
    typename L::F w[parts<L>];
    L::template decode<format>(block, w);
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v)
#pragma GCC unroll 32
      for (int p = 0; p < parts<L>; ++p) {
        typename L::F& into = sum[v][(first + p) % sums];
        into = L::fma(w[p], L::load(x + v * width + p * L::width), into);
      }
    block += blockBytes<format>;
    x += blockValues;
  };
  int64_t b = 0;
  for (; b + 2 <= m.blocks; b += 2) {
    meet(0);
    meet(parts<L>);
  }
  for (; b < m.blocks; ++b) meet(0);
#pragma GCC unroll 8
  for (int v = 0; v < V; ++v) {
    typename L::F total = sum[v][0];
#pragma GCC unroll 64
    for (int s = 1; s < sums; ++s) total = L::add(total, sum[v][s]);
    m.y[(vector + v) * m.stride + at] = L::sum(total);
  }
}

template <class L, Format format, int V>
inline void rows(const MatVec& m, int64_t vector) {
  for (int64_t at = 0; at < m.count; ++at) row<L, format, V>(m, at, vector);
}

template <class L, Format format>
void matvec(const MatVec& m) {
  int64_t vector = 0;
  for (; vector + 8 <= m.vectors; vector += 8) rows<L, format, 8>(m, vector);
  for (; vector + 4 <= m.vectors; vector += 4) rows<L, format, 4>(m, vector);
  for (; vector + 2 <= m.vectors; vector += 2) rows<L, format, 2>(m, vector);
  for (; vector < m.vectors; ++vector) rows<L, format, 1>(m, vector);
}

template <class L, Format format>
void decode(const uint8_t* blocks, int64_t count, float* out) {
  for (int64_t b = 0; b < count; ++b) {
    typename L::F w[parts<L>];
    L::template decode<format>(blocks + b * blockBytes<format>, w);
    for (int p = 0; p < parts<L>; ++p) L::store(out + b * blockValues + p * L::width, w[p]);
  }
}

template <class L, Format format>
void decodeBrief(const uint8_t* blocks, int64_t count, uint16_t* out) {
  for (int64_t b = 0; b < count; ++b) {
    typename L::F w[parts<L>];
    L::template decode<format>(blocks + b * blockBytes<format>, w);
    for (int p = 0; p < parts<L>; ++p) L::storeBrief(out + b * blockValues + p * L::width, w[p]);
  }
}

/** Calls `wide` at each whole vector of 0 .. count - 1 and `narrow` at each of the elements left. */
template <class L, class Wide, class Narrow>
inline void each(int64_t count, Wide wide, Narrow narrow) {
  int64_t i = 0;
  for (; i + L::width <= count; i += L::width) wide(i);
  for (; i < count; ++i) narrow(i);
}

template <class L>
inline float dot(const float* a, const float* b, int64_t count) {
  typename L::F wide = L::set(0);
  float rest = 0;
  each<L>(
      count, [&](int64_t i) { wide = L::fma(L::load(a + i), L::load(b + i), wide); },
      [&](int64_t i) { rest += a[i] * b[i]; });
  return L::sum(wide) + rest;
}

template <class L>
void rmsNorm(const float* x, const float* gain, float eps, float* y, int64_t width) {
  const float unit = 1 / __builtin_sqrtf(dot<L>(x, x, width) / static_cast<float>(width) + eps);
  const typename L::F wideUnit = L::set(unit);
  each<L>(
      width, [&](int64_t i) { L::store(y + i, L::mul(L::load(gain + i), L::mul(L::load(x + i), wideUnit))); },
      [&](int64_t i) { y[i] = gain[i] * (x[i] * unit); });
}

template <class L>
void rotary(const float* x, const float* cos, const float* sin, float* y, int64_t heads, int64_t width) {
  const int64_t half = width / 2;
  for (int64_t h = 0; h < heads; ++h, x += width, y += width) {
    // x' = x cos + [-b ; a] sin, for the halves [a ; b] of x.
    each<L>(
        half,
        [&](int64_t i) {
          const typename L::F a = L::load(x + i), b = L::load(x + half + i);
          const typename L::F minusB = L::mul(b, L::set(-1));
          L::store(y + i, L::fma(minusB, L::load(sin + i), L::mul(a, L::load(cos + i))));
          L::store(y + half + i, L::fma(a, L::load(sin + half + i), L::mul(b, L::load(cos + half + i))));
        },
        [&](int64_t i) {
          y[i] = x[i] * cos[i] - x[half + i] * sin[i];
          y[half + i] = x[half + i] * cos[half + i] + x[i] * sin[half + i];
        });
  }
}

template <class L>
void siluMul(const float* gate, const float* up, float* y, int64_t count) {
  each<L>(
      count,
      [&](int64_t i) {
        const typename L::F g = L::load(gate + i);
        const typename L::F below = L::add(L::set(1), L::exp(L::mul(g, L::set(-1))));
        L::store(y + i, L::mul(L::div(g, below), L::load(up + i)));
      },
      [&](int64_t i) { y[i] = gate[i] / (1 + __builtin_expf(-gate[i])) * up[i]; });
}

template <class L>
float logSumExp(const float* x, int64_t count) {
  typename L::F wide = L::set(-__builtin_inff());
  float highest = -__builtin_inff();
  each<L>(
      count, [&](int64_t i) { wide = L::max(L::load(x + i), wide); },
      [&](int64_t i) { highest = x[i] > highest ? x[i] : highest; });
  highest = __builtin_fmaxf(highest, L::highest(wide));
  wide = L::set(0);
  float rest = 0;
  each<L>(
      count, [&](int64_t i) { wide = L::add(wide, L::exp(L::add(L::load(x + i), L::set(-highest)))); },
      [&](int64_t i) { rest += __builtin_expf(x[i] - highest); });
  return highest + __builtin_logf(rest + L::sum(wide));
}

template <class L>
void scaledExp(const float* x, float shift, float scale, float* y, int64_t count) {
  each<L>(
      count,
      [&](int64_t i) { L::store(y + i, L::mul(L::set(scale), L::exp(L::add(L::load(x + i), L::set(-shift))))); },
      [&](int64_t i) { y[i] = scale * __builtin_expf(x[i] - shift); });
}

template <class L>
void attend(const Attend& a) {
  float highest = -__builtin_inff();
  for (int64_t s = 0; s < a.positions; ++s) {
    const float score = dot<L>(a.query, a.keys + s * a.width, a.width) * a.scale;
    a.weights[s] = score;
    if (!(score <= highest)) highest = score;
  }
  typename L::F wide = L::set(0);
  float total = 0;
  each<L>(
      a.positions,
      [&](int64_t s) {
        const typename L::F e = L::exp(L::add(L::load(a.weights + s), L::set(-highest)));
        L::store(a.weights + s, e);
        wide = L::add(wide, e);
      },
      [&](int64_t s) { total += a.weights[s] = __builtin_expf(a.weights[s] - highest); });
  const float unit = 1 / (total + L::sum(wide));
  // A column of the values at a time, as many at once as there are vectors in 64 floats, so that sums stay in registers.
  constexpr int columns = 64 / L::width;
  int64_t i = 0;
  for (; i + 64 <= a.width; i += 64) {
    typename L::F sum[columns];
#pragma GCC unroll 64
    for (int c = 0; c < columns; ++c) sum[c] = L::set(0);
    for (int64_t s = 0; s < a.positions; ++s) {
      const typename L::F weight = L::set(a.weights[s]);
      const float* value = a.values + s * a.width + i;
#pragma GCC unroll 64
      for (int c = 0; c < columns; ++c) sum[c] = L::fma(weight, L::load(value + c * L::width), sum[c]);
    }
#pragma GCC unroll 64
    for (int c = 0; c < columns; ++c) L::store(a.out + i + c * L::width, L::mul(sum[c], L::set(unit)));
  }
  for (; i < a.width; ++i) {
    float sum = 0;
    for (int64_t s = 0; s < a.positions; ++s) sum += a.weights[s] * a.values[s * a.width + i];
    a.out[i] = sum * unit;
  }
}

template <class L>
int64_t lowRank(const LowRank& m) {
  constexpr int columns = 64 / L::width;
  int64_t products = 0;
  for (int64_t v = 0; v < m.vectors; ++v) {
    const float* x = m.x + v * m.in;
    float* y = m.y + v * m.out;
    for (int64_t r = 0; r < m.rank; ++r, products += m.in) m.hidden[r] = m.scale * dot<L>(m.a + r * m.in, x, m.in);
    int64_t i = 0;
    for (; i + 64 <= m.out; i += 64) {
      typename L::F sum[columns];
#pragma GCC unroll 64
      for (int c = 0; c < columns; ++c) sum[c] = L::load(y + i + c * L::width);
      for (int64_t r = 0; r < m.rank; ++r, products += 64) {
        const typename L::F hidden = L::set(m.hidden[r]);
        const float* b = m.b + r * m.out + i;
#pragma GCC unroll 64
        for (int c = 0; c < columns; ++c) sum[c] = L::fma(hidden, L::load(b + c * L::width), sum[c]);
      }
#pragma GCC unroll 64
      for (int c = 0; c < columns; ++c) L::store(y + i + c * L::width, sum[c]);
    }
    for (; i < m.out; ++i) {
      for (int64_t r = 0; r < m.rank; ++r, ++products) y[i] += m.hidden[r] * m.b[r * m.out + i];
    }
  }
  return products;
}

template <class L, Format format>
constexpr FormatKernels formatKernels() {
  return {matvec<L, format>, decode<L, format>, decodeBrief<L, format>};
}

template <class L>
constexpr Kernels tableOf(const char* name) {
  return {name,
          formatKernels<L, Format::Q4_0>(),
          formatKernels<L, Format::Q4_1>(),
          formatKernels<L, Format::Q8_0>(),
          rmsNorm<L>,
          rotary<L>,
          siluMul<L>,
          logSumExp<L>,
          scaledExp<L>,
          attend<L>,
          lowRank<L>,
          nullptr};
}
