// Random generators: objects of JavaScript that hold one of LibTorch's, and their state as bytes.
#include <ATen/CPUGeneratorImpl.h>

#include "convert.h"
#include "functions.h"
#include "js.h"
#include "wrapped.h"

namespace tenon {

namespace {

constexpr napi_type_tag generatorTag = {0x74656e6f6e5f6765ULL, 0x6e657261746f7231ULL};

/** The generator of an object; the process's own for `null`. */
at::Generator generatorOf(napi_env env, napi_value value) {
  return isNothing(env, value) ? at::detail::getDefaultCPUGenerator() : readGenerator(env, value);
}

uint64_t readSeed(napi_env env, napi_value value) {
  uint64_t seed = 0;
  bool lossless = false;
  napi_get_value_bigint_uint64(env, value, &seed, &lossless);
  return lossless ? seed : static_cast<uint64_t>(readInt(env, value));
}

}  // namespace

at::Generator readGenerator(napi_env env, napi_value value) {
  const at::Generator* const generator = unwrap<at::Generator>(env, value, generatorTag);
  if (generator == nullptr) expected(env, "a Generator", value);
  return *generator;
}

napi_value makeGenerator(Call& call) {
  if (typeOf(call.env, call.args[0]) != napi_object) expected(call.env, "an object", call.args[0]);
  const at::Generator made = at::detail::createCPUGenerator(readSeed(call.env, call.args[1]));
  wrap(call.env, call.args[0], generatorTag, std::unique_ptr<at::Generator>(new at::Generator(made)));
  return nullptr;
}

napi_value seed(Call& call) {
  at::Generator generator = generatorOf(call.env, call.args[1]);
  const uint64_t value = readSeed(call.env, call.args[0]);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_current_seed(value);
  return nullptr;
}

napi_value generatorState(Call& call) {
  at::Generator generator = generatorOf(call.env, call.args[0]);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return makeTensor(call.state, generator.get_state());
}

napi_value setGeneratorState(Call& call) {
  const at::Tensor state = readTensor(call.state, call.args[0]).contiguous();
  at::Generator generator = generatorOf(call.env, call.args[1]);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_state(state);
  return nullptr;
}

}  // namespace tenon
