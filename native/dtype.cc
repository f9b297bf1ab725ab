#include "dtype.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <vector>

namespace tenon {

namespace {

template <class Value>
using Names = std::unordered_map<std::string, Value>;

template <class Value>
Value named(const Names<Value>& names, const std::string& name, const char* what) {
  const auto found = names.find(name);
  if (found == names.end()) typeError("this build of LibTorch has no " + std::string(what) + " \"" + name + "\"");
  return found->second;
}

/** LibTorch's own names ("Float", "BFloat16", "UInt16") give Python's, but for those that C gave their names. */
std::string pythonName(std::string name) {
  static const Names<const char*> renamed = {
      {"Byte", "uint8"},        {"Char", "int8"},          {"Short", "int16"},           {"Int", "int32"},
      {"Long", "int64"},        {"Half", "float16"},       {"Float", "float32"},         {"Double", "float64"},
      {"ComplexHalf", "complex32"}, {"ComplexFloat", "complex64"}, {"ComplexDouble", "complex128"},
  };
  const auto found = renamed.find(name);
  if (found != renamed.end()) return found->second;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return name;
}

const std::vector<std::string>& dtypeNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (int index = 0; index < static_cast<int>(c10::ScalarType::NumOptions); ++index) {
      result.push_back(pythonName(c10::toString(static_cast<c10::ScalarType>(index))));
    }
    return result;
  }();
  return names;
}

}  // namespace

const std::string& dtypeName(c10::ScalarType dtype) { return dtypeNames().at(static_cast<size_t>(dtype)); }

c10::ScalarType dtypeNamed(const std::string& name) {
  static const Names<c10::ScalarType> dtypes = [] {
    Names<c10::ScalarType> result;
    for (size_t index = 0; index < dtypeNames().size(); ++index) {
      const auto dtype = static_cast<c10::ScalarType>(index);
      if (dtype != c10::ScalarType::Undefined) result.emplace(dtypeNames()[index], dtype);
    }
    return result;
  }();
  return named(dtypes, name, "dtype");
}

c10::Layout layoutNamed(const std::string& name) {
  static const Names<c10::Layout> layouts = {
      {"strided", c10::kStrided},      {"sparse_coo", c10::kSparse},    {"sparse_csr", c10::kSparseCsr},
      {"sparse_csc", c10::kSparseCsc}, {"sparse_bsr", c10::kSparseBsr}, {"sparse_bsc", c10::kSparseBsc},
      {"_mkldnn", c10::kMkldnn},
  };
  return named(layouts, name, "layout");
}

c10::MemoryFormat memoryFormatNamed(const std::string& name) {
  static const Names<c10::MemoryFormat> formats = {
      {"contiguous_format", c10::MemoryFormat::Contiguous},
      {"preserve_format", c10::MemoryFormat::Preserve},
      {"channels_last", c10::MemoryFormat::ChannelsLast},
      {"channels_last_3d", c10::MemoryFormat::ChannelsLast3d},
  };
  return named(formats, name, "memory format");
}

const TypedArray& typedArrayOf(c10::ScalarType dtype) {
  static const TypedArray uint8{napi_uint8_array, "Uint8Array", 1}, int8{napi_int8_array, "Int8Array", 1},
      uint16{napi_uint16_array, "Uint16Array", 2}, int16{napi_int16_array, "Int16Array", 2},
      uint32{napi_uint32_array, "Uint32Array", 4}, int32{napi_int32_array, "Int32Array", 4},
      uint64{napi_biguint64_array, "BigUint64Array", 8}, int64{napi_bigint64_array, "BigInt64Array", 8},
      float32{napi_float32_array, "Float32Array", 4}, float64{napi_float64_array, "Float64Array", 8};
  static const Names<const TypedArray*> arrays = {
      {"bool", &uint8},      {"uint8", &uint8},     {"int8", &int8},       {"int16", &int16},
      {"int32", &int32},     {"int64", &int64},     {"uint16", &uint16},   {"uint32", &uint32},
      {"uint64", &uint64},   {"float16", &uint16},  {"bfloat16", &uint16}, {"float32", &float32},
      {"float64", &float64}, {"complex32", &uint16}, {"complex64", &float32}, {"complex128", &float64},
      {"float8_e4m3fn", &uint8}, {"float8_e4m3fnuz", &uint8}, {"float8_e5m2", &uint8}, {"float8_e5m2fnuz", &uint8},
      {"float8_e8m0fnu", &uint8},
  };
  const auto found = arrays.find(dtypeName(dtype));
  if (found == arrays.end()) typeError("no typed array can carry the dtype " + dtypeName(dtype));
  return *found->second;
}

}  // namespace tenon
