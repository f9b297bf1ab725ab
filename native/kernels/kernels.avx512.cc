// The loops with vectors of 16 floats (AVX-512 F, BW, DQ, VL).
#include <immintrin.h>

#include "kernels.h"

namespace tenon {

namespace {

#include "lane-avx512.h"

#include "generic.h"

}  // namespace

const Kernels avx512Kernels = tableOf<Avx512>("avx512");

}  // namespace tenon
