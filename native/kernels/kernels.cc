// Which table of kernels is in use.
#include "kernels.h"

#include <torch/library.h>

#include <atomic>
#include <string>
#include <vector>

namespace tenon {

namespace {

/** The tables that this processor runs, the best one first. */
std::vector<const Kernels*> runnable() {
  std::vector<const Kernels*> tables;
#ifdef __x86_64__
  // What the compiler may use in each file: x86-64-v4 and x86-64-v3. Whoever has AVX-512 VL or AVX2 has the rest of them.
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")) {
    if (__builtin_cpu_supports("avx512vnni")) tables.push_back(&avx512vnniKernels);
    tables.push_back(&avx512Kernels);
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) {
    tables.push_back(&avx2Kernels);
  }
#endif
  tables.push_back(&portableKernels);
  tables.push_back(&integerKernels);
  return tables;
}

/** An optional string: c10::optional in LibTorch 1.13, std::optional in 2.x. */
using MaybeName = decltype(std::declval<const c10::IValue&>().toOptional<std::string>());

std::atomic<const Kernels*> inUse{nullptr};

std::vector<std::string> kernelSets() {
  std::vector<std::string> names;
  for (const Kernels* table : runnable()) names.emplace_back(table->name);
  return names;
}

std::string kernelSet(const MaybeName& wanted) {
  if (wanted) {
    const Kernels* found = nullptr;
    for (const Kernels* table : runnable()) {
      if (*wanted == table->name) found = table;
    }
    TORCH_CHECK(found != nullptr, "this processor has no kernels \"", *wanted, "\"");
    inUse.store(found);
  }
  return kernels().name;
}

}  // namespace

const Kernels& kernels() {
  const Kernels* table = inUse.load(std::memory_order_relaxed);
  if (table == nullptr) inUse.store(table = runnable().front());
  return *table;
}

TORCH_LIBRARY_FRAGMENT(tenon, library) {
  library.def("kernel_sets() -> str[]", kernelSets);
  library.def("kernel_set(str? use=None) -> str", kernelSet);
}

}  // namespace tenon
