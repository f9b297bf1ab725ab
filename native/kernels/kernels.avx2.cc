// The loops with vectors of 8 floats (AVX2, FMA, F16C).
#include <immintrin.h>

#include "kernels.h"

namespace tenon {

namespace {

#include "lane-avx2.h"

#include "generic.h"

}  // namespace

const Kernels avx2Kernels = tableOf<Avx2>("avx2");

}  // namespace tenon
