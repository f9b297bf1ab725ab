// JavaScript values in and out. Each `read` throws a TypeError that says what was expected and what was given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "errors.h"

namespace tenon {

napi_valuetype typeOf(napi_env env, napi_value value);
bool isArray(napi_env env, napi_value value);
/** True for `undefined` and `null`. */
bool isNothing(napi_env env, napi_value value);

[[noreturn]] void expected(napi_env env, const char* what, napi_value got);

bool readBool(napi_env env, napi_value value);
double readDouble(napi_env env, napi_value value);
/** A safe integer or a BigInt of 64 bits. */
int64_t readInt(napi_env env, napi_value value);
std::string readString(napi_env env, napi_value value);
/** Elements of an array. */
std::vector<napi_value> readArray(napi_env env, napi_value value);

napi_value makeNull(napi_env env);
napi_value makeUndefined(napi_env env);
napi_value makeBool(napi_env env, bool value);
napi_value makeDouble(napi_env env, double value);
/** A number where it is exact, a BigInt beyond. */
napi_value makeInt(napi_env env, int64_t value);
napi_value makeString(napi_env env, const std::string& value);

/** An array of what `make` gives for each element. */
template <class Range, class Make>
napi_value makeArray(napi_env env, const Range& range, Make make) {
  napi_value array;
  check(env, napi_create_array_with_length(env, range.size(), &array));
  uint32_t index = 0;
  for (const auto& element : range) check(env, napi_set_element(env, array, index++, make(element)));
  return array;
}

}  // namespace tenon
