// What belongs to the process: threads, memory, devices, and which LibTorch this is.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <torch/version.h>

#include "allocator.h"
#include "functions.h"
#include "js.h"

namespace tenon {

std::string version() { return TORCH_VERSION; }

/** Read from LibTorch's description of itself: a function that gives it alone is there in 2.x only. */
std::string capability() {
  const std::string about = at::show_config();
  const std::string label = "CPU capability usage: ";
  const size_t found = about.find(label);
  if (found == std::string::npos) return "unknown";
  const size_t begin = found + label.size();
  return about.substr(begin, about.find('\n', begin) - begin);
}

napi_value threads(Call& call) {
  if (typeOf(call.env, call.args[0]) != napi_undefined) {
    const int64_t count = readInt(call.env, call.args[0]);
    if (count < 1 || count > 1024) rangeError("expected 1 to 1024 threads, got " + std::to_string(count));
    at::set_num_threads(static_cast<int>(count));
    // LibTorch does not tell OpenBLAS, which has threads of its own.
    using SetThreads = void (*)(int);
    const auto openblas = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (openblas != nullptr) openblas(static_cast<int>(count));
  }
  return makeInt(call.env, at::get_num_threads());
}

napi_value memory(Call& call) {
  const bool reset = typeOf(call.env, call.args[0]) != napi_undefined && readBool(call.env, call.args[0]);
  napi_value result;
  check(call.env, napi_create_object(call.env, &result));
  check(call.env, napi_set_named_property(call.env, result, "bytes", makeInt(call.env, allocatedBytes())));
  check(call.env, napi_set_named_property(call.env, result, "peak", makeInt(call.env, peakBytes())));
  check(call.env, napi_set_named_property(call.env, result, "blocks", makeInt(call.env, allocationCount())));
  if (reset) resetPeak();
  return result;
}

napi_value devices(Call& call) {
  std::vector<std::string> names{"cpu"};
  for (size_t index = 0; index < at::getNumGPUs(); ++index) names.push_back("cuda:" + std::to_string(index));
  return makeArray(call.env, names, [&](const std::string& name) { return makeString(call.env, name); });
}

}  // namespace tenon
