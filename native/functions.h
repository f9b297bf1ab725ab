// The functions that JavaScript can call, by the file that defines them. Their contract is the interface `Native` in
// src/tensor/native.ts.
#pragma once

#include "state.h"

namespace tenon {

// dispatch.cc
napi_value schemas(Call& call);
napi_value schema(Call& call);
napi_value bind(Call& call);

// lifetime.cc
napi_value scopeBegin(Call& call);
napi_value scopeEnd(Call& call);
napi_value scopeDepth(Call& call);
napi_value keep(Call& call);
napi_value release(Call& call);
napi_value live(Call& call);

// storage.cc
napi_value fromTypedArray(Call& call);
napi_value toTypedArray(Call& call);
napi_value item(Call& call);
napi_value mapFile(Call& call);

// metadata.cc
napi_value shape(Call& call);
napi_value strides(Call& call);
napi_value dtype(Call& call);
napi_value device(Call& call);
napi_value storage(Call& call);

// autograd.cc
napi_value requiresGrad(Call& call);
napi_value setRequiresGrad(Call& call);
napi_value gradOf(Call& call);
napi_value setGrad(Call& call);
napi_value backward(Call& call);
napi_value grad(Call& call);
napi_value backwardAsync(Call& call);

// autocast.cc
napi_value autocast(Call& call);
napi_value gradEnabled(Call& call);

// custom-function.cc
napi_value customFunction(Call& call);

// generator.cc
napi_value makeGenerator(Call& call);
napi_value seed(Call& call);
napi_value generatorState(Call& call);
napi_value setGeneratorState(Call& call);

// process-group.cc
napi_value openGroup(Call& call);
napi_value allReduce(Call& call);
napi_value broadcast(Call& call);
napi_value allGather(Call& call);
napi_value barrier(Call& call);
napi_value closeGroup(Call& call);

// reducer.cc
napi_value makeReducer(Call& call);
napi_value armReducer(Call& call);
napi_value finishReducer(Call& call);

// runtime.cc
std::string version();
std::string capability();
napi_value threads(Call& call);
napi_value memory(Call& call);
napi_value devices(Call& call);

}  // namespace tenon
