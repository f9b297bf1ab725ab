// Names of LibTorch's enumerations, as Python spells them.
#pragma once

#include <c10/core/Layout.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/ScalarType.h>

#include <string>

#include "errors.h"

namespace tenon {

/** "float32", "bfloat16", "int64", "bool", ...: every dtype of this build. */
const std::string& dtypeName(c10::ScalarType dtype);
c10::ScalarType dtypeNamed(const std::string& name);

/** "strided", "sparse_coo", ... */
c10::Layout layoutNamed(const std::string& name);
/** "contiguous_format", "preserve_format", "channels_last", "channels_last_3d". */
c10::MemoryFormat memoryFormatNamed(const std::string& name);

/** The typed array whose elements carry a dtype's; a complex number is two elements. Throws where there is none. */
struct TypedArray {
  napi_typedarray_type type;
  const char* name;
  size_t bytes;
};
const TypedArray& typedArrayOf(c10::ScalarType dtype);

}  // namespace tenon
