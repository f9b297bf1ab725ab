// Between JavaScript values and LibTorch's, directed by an operator's schema.
#pragma once

#include <ATen/core/ivalue.h>

#include "state.h"

namespace tenon {

/** The tensor that a handle names. By value: reading an array may run JavaScript, which may release. */
at::Tensor readTensor(State& state, napi_value handle);
std::vector<at::Tensor> readTensors(State& state, napi_value handles);
/** The generator that an object of JavaScript holds (generator.cc). */
at::Generator readGenerator(napi_env env, napi_value value);
/** "float32 [2, 3]": how a message speaks of a tensor. */
std::string describe(const at::Tensor& tensor);
/** A new handle; `null` for an undefined tensor. */
napi_value makeTensor(State& state, at::Tensor tensor);

/**
 * A value as an argument of the given schema type. A single value stands for a list of `repeat` of it where the schema
 * says so (`int[2] stride`). JavaScript has one kind of number: an integral one is an integer where the schema takes
 * either (`Scalar`).
 */
c10::IValue toIValue(State& state, napi_value value, const c10::Type& type, int32_t repeat);

/** What an operator returned under the given schema type. */
napi_value toJs(State& state, const c10::IValue& value, const c10::Type& type);

}  // namespace tenon
