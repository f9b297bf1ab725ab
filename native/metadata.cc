// What a tensor is, without its contents.
#include <ATen/core/Tensor.h>

#include "convert.h"
#include "dtype.h"
#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

napi_value integers(napi_env env, c10::IntArrayRef values) {
  return makeArray(env, values, [&](int64_t value) { return makeInt(env, value); });
}

}  // namespace

napi_value shape(Call& call) { return integers(call.env, readTensor(call.state, call.args[0]).sizes()); }

napi_value strides(Call& call) { return integers(call.env, readTensor(call.state, call.args[0]).strides()); }

napi_value dtype(Call& call) {
  return makeString(call.env, dtypeName(readTensor(call.state, call.args[0]).scalar_type()));
}

napi_value device(Call& call) { return makeString(call.env, readTensor(call.state, call.args[0]).device().str()); }

napi_value storage(Call& call) {
  const at::Tensor tensor = readTensor(call.state, call.args[0]);
  napi_value result;
  const auto address = reinterpret_cast<uintptr_t>(tensor.storage().unsafeGetStorageImpl());
  check(call.env, napi_create_bigint_uint64(call.env, address, &result));
  return result;
}

}  // namespace tenon
