#include "js.h"

#include <cmath>

namespace tenon {

namespace {

constexpr double maxSafeInteger = 9007199254740991.0;
/** Longer arrays are refused: JavaScript can make one of four billion empty elements at no cost, and we cannot. */
constexpr uint32_t maxElements = 1 << 24;

std::string describe(napi_env env, napi_value value) {
  switch (typeOf(env, value)) {
    case napi_undefined: return "undefined";
    case napi_null: return "null";
    case napi_boolean: return "a boolean";
    case napi_number: {
      napi_value text;
      check(env, napi_coerce_to_string(env, value, &text));
      return "the number " + readString(env, text);
    }
    case napi_bigint: return "a BigInt";
    case napi_string: return "a string";
    case napi_symbol: return "a symbol";
    case napi_function: return "a function";
    default: return isArray(env, value) ? "an array" : "an object";
  }
}

}  // namespace

napi_valuetype typeOf(napi_env env, napi_value value) {
  napi_valuetype type;
  check(env, napi_typeof(env, value, &type));
  return type;
}

bool isArray(napi_env env, napi_value value) {
  bool array = false;
  check(env, napi_is_array(env, value, &array));
  return array;
}

bool isNothing(napi_env env, napi_value value) {
  const napi_valuetype type = typeOf(env, value);
  return type == napi_undefined || type == napi_null;
}

void expected(napi_env env, const char* what, napi_value got) {
  typeError(std::string("expected ") + what + ", got " + describe(env, got));
}

bool readBool(napi_env env, napi_value value) {
  bool result = false;
  if (napi_get_value_bool(env, value, &result) != napi_ok) expected(env, "a boolean", value);
  return result;
}

double readDouble(napi_env env, napi_value value) {
  if (typeOf(env, value) == napi_bigint) return static_cast<double>(readInt(env, value));
  double result = 0;
  if (napi_get_value_double(env, value, &result) != napi_ok) expected(env, "a number", value);
  return result;
}

int64_t readInt(napi_env env, napi_value value) {
  switch (typeOf(env, value)) {
    case napi_number: {
      double number = 0;
      check(env, napi_get_value_double(env, value, &number));
      if (std::trunc(number) != number || std::abs(number) > maxSafeInteger) expected(env, "an integer", value);
      return static_cast<int64_t>(number);
    }
    case napi_bigint: {
      int64_t result = 0;
      bool lossless = false;
      check(env, napi_get_value_bigint_int64(env, value, &result, &lossless));
      if (!lossless) rangeError("expected an integer of 64 bits, got a larger BigInt");
      return result;
    }
    default: expected(env, "an integer", value);
  }
}

std::string readString(napi_env env, napi_value value) {
  size_t bytes = 0;
  if (napi_get_value_string_utf8(env, value, nullptr, 0, &bytes) != napi_ok) expected(env, "a string", value);
  std::string result(bytes, '\0');
  check(env, napi_get_value_string_utf8(env, value, result.data(), bytes + 1, &bytes));
  return result;
}

std::vector<napi_value> readArray(napi_env env, napi_value value) {
  if (!isArray(env, value)) expected(env, "an array", value);
  uint32_t length = 0;
  check(env, napi_get_array_length(env, value, &length));
  if (length > maxElements) rangeError("expected an array of at most 16777216 elements");
  std::vector<napi_value> elements;
  elements.reserve(length);
  for (uint32_t index = 0; index < length; ++index) {
    napi_value element;
    check(env, napi_get_element(env, value, index, &element));
    elements.push_back(element);
  }
  return elements;
}

napi_value makeNull(napi_env env) {
  napi_value result;
  check(env, napi_get_null(env, &result));
  return result;
}

napi_value makeUndefined(napi_env env) {
  napi_value result;
  check(env, napi_get_undefined(env, &result));
  return result;
}

napi_value makeBool(napi_env env, bool value) {
  napi_value result;
  check(env, napi_get_boolean(env, value, &result));
  return result;
}

napi_value makeDouble(napi_env env, double value) {
  napi_value result;
  check(env, napi_create_double(env, value, &result));
  return result;
}

napi_value makeInt(napi_env env, int64_t value) {
  napi_value result;
  const double number = static_cast<double>(value);
  const bool exact = number >= -maxSafeInteger && number <= maxSafeInteger;
  check(env, exact ? napi_create_double(env, number, &result) : napi_create_bigint_int64(env, value, &result));
  return result;
}

napi_value makeString(napi_env env, const std::string& value) {
  napi_value result;
  check(env, napi_create_string_utf8(env, value.data(), value.size(), &result));
  return result;
}

}  // namespace tenon
