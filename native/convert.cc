#include "convert.h"

#include <ATen/Context.h>
#include <ATen/core/jit_type.h>

#include <cmath>
#include <sstream>

#include "dtype.h"
#include "js.h"

namespace tenon {

using c10::IValue;
using c10::Type;
using c10::TypeKind;

at::Tensor readTensor(State& state, napi_value handle) {
  double number = -1;
  if (napi_get_value_double(state.env, handle, &number) != napi_ok || !(number >= 0 && number < 0x1p53)) {
    expected(state.env, "a tensor", handle);
  }
  return state.handles.get(static_cast<Handles::Handle>(number));
}

std::vector<at::Tensor> readTensors(State& state, napi_value handles) {
  std::vector<at::Tensor> tensors;
  for (napi_value handle : readArray(state.env, handles)) tensors.push_back(readTensor(state, handle));
  return tensors;
}

std::string describe(const at::Tensor& tensor) {
  std::ostringstream text;
  text << dtypeName(tensor.scalar_type()) << ' ' << tensor.sizes();
  return text.str();
}

napi_value makeTensor(State& state, at::Tensor tensor) {
  if (!tensor.defined()) return makeNull(state.env);
  return makeDouble(state.env, static_cast<double>(state.handles.add(std::move(tensor))));
}

namespace {

c10::complex<double> readComplex(napi_env env, napi_value value) {
  const std::vector<napi_value> parts = readArray(env, value);
  if (parts.size() != 2) typeError("expected a complex number as [real, imaginary]");
  return {readDouble(env, parts[0]), readDouble(env, parts[1])};
}

IValue readScalar(napi_env env, napi_value value) {
  switch (typeOf(env, value)) {
    case napi_boolean: return readBool(env, value);
    case napi_bigint: return readInt(env, value);
    case napi_object: return readComplex(env, value);
    case napi_number: {
      const double number = readDouble(env, value);
      const bool integral = std::trunc(number) == number && std::abs(number) < 9007199254740992.0;
      return integral ? IValue(static_cast<int64_t>(number)) : IValue(number);
    }
    default: expected(env, "a number", value);
  }
}

/** An argument declared `Any`: the value alone says what it is. */
IValue readAny(napi_env env, napi_value value) {
  if (isNothing(env, value)) return IValue();
  if (typeOf(env, value) == napi_string) return readString(env, value);
  return readScalar(env, value);
}

/** A device that is there: LibTorch's own complaint about one that is not is a page long. */
c10::Device readDevice(napi_env env, napi_value value) {
  const c10::Device device(readString(env, value));
  if (device.is_cpu() || device.is_meta()) return device;
  const int64_t count = static_cast<int64_t>(at::getNumGPUs());
  if (device.is_cuda() && device.index() < count && count > 0) return device;
  rangeError("this process has no device " + device.str() + ", but cpu" +
             (count == 0 ? "" : " and cuda:0 to cuda:" + std::to_string(count - 1)));
}

template <class Element, class Read>
IValue readList(const std::vector<napi_value>& elements, Read read) {
  c10::List<Element> list;
  list.reserve(elements.size());
  for (napi_value element : elements) list.push_back(read(element));
  return list;
}

IValue toList(State& state, napi_value value, const c10::TypePtr& element, int32_t repeat) {
  const napi_env env = state.env;
  const bool single = repeat > 0 && !isArray(env, value);
  const std::vector<napi_value> elements = single ? std::vector<napi_value>(repeat, value) : readArray(env, value);
  const auto convert = [&](napi_value item) { return toIValue(state, item, *element, 0); };
  switch (element->kind()) {
    case TypeKind::TensorType:
      return readList<at::Tensor>(elements, [&](napi_value item) { return readTensor(state, item); });
    case TypeKind::FloatType:
      return readList<double>(elements, [&](napi_value item) { return readDouble(env, item); });
    // Kinds that are integers once they are boxed: the boxed list is one of integers too.
    case TypeKind::IntType:
    case TypeKind::SymIntType:
    case TypeKind::ScalarTypeType:
    case TypeKind::LayoutType:
    case TypeKind::MemoryFormatType:
      return readList<int64_t>(elements, [&](napi_value item) { return convert(item).toInt(); });
    default: {
      c10::impl::GenericList list(element);
      for (napi_value item : elements) list.push_back(convert(item));
      return list;
    }
  }
}

}  // namespace

IValue toIValue(State& state, napi_value value, const Type& type, int32_t repeat) {
  const napi_env env = state.env;
  switch (type.kind()) {
    case TypeKind::OptionalType:
      if (isNothing(env, value)) return IValue();
      return toIValue(state, value, *type.castRaw<c10::OptionalType>()->getElementType(), repeat);
    case TypeKind::TensorType: return readTensor(state, value);
    case TypeKind::ListType: return toList(state, value, type.castRaw<c10::ListType>()->getElementType(), repeat);
    case TypeKind::NumberType: return readScalar(env, value);
    case TypeKind::FloatType: return readDouble(env, value);
    case TypeKind::ComplexType: return readComplex(env, value);
    case TypeKind::IntType:
    case TypeKind::SymIntType: return readInt(env, value);
    case TypeKind::BoolType: return readBool(env, value);
    case TypeKind::StringType: return readString(env, value);
    case TypeKind::ScalarTypeType: return static_cast<int64_t>(dtypeNamed(readString(env, value)));
    case TypeKind::LayoutType: return static_cast<int64_t>(layoutNamed(readString(env, value)));
    case TypeKind::MemoryFormatType: return static_cast<int64_t>(memoryFormatNamed(readString(env, value)));
    case TypeKind::DeviceObjType: return readDevice(env, value);
    case TypeKind::AnyType: return readAny(env, value);
    case TypeKind::GeneratorType: return readGenerator(env, value);
    default: typeError("a value of type " + type.str() + " cannot be given from JavaScript");
  }
}

napi_value toJs(State& state, const IValue& value, const Type& type) {
  const napi_env env = state.env;
  if (value.isTensor()) return makeTensor(state, value.toTensor());
  if (value.isNone()) return makeNull(env);
  if (value.isInt()) {
    if (type.kind() != TypeKind::ScalarTypeType) return makeInt(env, value.toInt());
    return makeString(env, dtypeName(static_cast<c10::ScalarType>(value.toInt())));
  }
  if (value.isDouble()) return makeDouble(env, value.toDouble());
  if (value.isBool()) return makeBool(env, value.toBool());
  if (value.isString()) return makeString(env, value.toStringRef());
  if (value.isDevice()) return makeString(env, value.toDevice().str());
  if (value.isComplexDouble()) {
    const c10::complex<double> number = value.toComplexDouble();
    return makeArray(env, std::vector<double>{number.real(), number.imag()},
                     [&](double part) { return makeDouble(env, part); });
  }
  if (value.isList()) {
    const auto list = type.castRaw<c10::ListType>();
    const Type& element = list != nullptr ? *list->getElementType() : type;
    return makeArray(env, value.toListRef(), [&](const IValue& item) { return toJs(state, item, element); });
  }
  typeError("a result of type " + type.str() + " cannot be passed to JavaScript");
}

}  // namespace tenon
