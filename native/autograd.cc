// Gradients: who has one, and the way back through what was recorded.
#include <torch/csrc/autograd/autograd.h>

#include "async.h"
#include "convert.h"
#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

/** One gradient an output, or none for all; `null` stands for the ones of a scalar. */
std::vector<at::Tensor> readGradients(Call& call, napi_value value, const std::vector<at::Tensor>& outputs) {
  std::vector<at::Tensor> gradients;
  for (napi_value element : readArray(call.env, value)) {
    gradients.push_back(isNothing(call.env, element) ? at::Tensor() : readTensor(call.state, element));
  }
  if (!gradients.empty() && gradients.size() != outputs.size()) {
    rangeError("expected as many gradients as outputs (" + std::to_string(outputs.size()) + "), got " +
               std::to_string(gradients.size()));
  }
  return gradients;
}

}  // namespace

napi_value requiresGrad(Call& call) {
  return makeBool(call.env, readTensor(call.state, call.args[0]).requires_grad());
}

napi_value setRequiresGrad(Call& call) {
  readTensor(call.state, call.args[0]).requires_grad_(readBool(call.env, call.args[1]));
  return nullptr;
}

napi_value gradOf(Call& call) { return makeTensor(call.state, readTensor(call.state, call.args[0]).grad()); }

napi_value setGrad(Call& call) {
  const at::Tensor tensor = readTensor(call.state, call.args[0]);
  if (isNothing(call.env, call.args[1])) {
    tensor.mutable_grad() = at::Tensor();
    return nullptr;
  }
  const at::Tensor gradient = readTensor(call.state, call.args[1]);
  if (gradient.sizes() != tensor.sizes() || gradient.scalar_type() != tensor.scalar_type() ||
      gradient.device() != tensor.device()) {
    typeError("a gradient is like its tensor: expected " + describe(tensor) + " on " + tensor.device().str() +
              ", got " + describe(gradient) + " on " + gradient.device().str());
  }
  tensor.mutable_grad() = gradient;
  return nullptr;
}

napi_value backward(Call& call) {
  const std::vector<at::Tensor> outputs = readTensors(call.state, call.args[0]);
  const std::vector<at::Tensor> gradients = readGradients(call, call.args[1], outputs);
  const bool retainGraph = readBool(call.env, call.args[2]);
  const bool createGraph = readBool(call.env, call.args[3]);
  torch::autograd::backward(outputs, gradients, retainGraph, createGraph);
  return nullptr;
}

napi_value backwardAsync(Call& call) {
  const std::vector<at::Tensor> outputs = readTensors(call.state, call.args[0]);
  const std::vector<at::Tensor> gradients = readGradients(call, call.args[1], outputs);
  const bool retainGraph = readBool(call.env, call.args[2]);
  const bool createGraph = readBool(call.env, call.args[3]);
  return promise(call, "backwardAsync", [=] {
    torch::autograd::backward(outputs, gradients, retainGraph, createGraph);
  });
}

napi_value grad(Call& call) {
  const std::vector<at::Tensor> outputs = readTensors(call.state, call.args[0]);
  const std::vector<at::Tensor> inputs = readTensors(call.state, call.args[1]);
  const std::vector<at::Tensor> gradients = readGradients(call, call.args[2], outputs);
  const bool retainGraph = readBool(call.env, call.args[3]);
  const bool createGraph = readBool(call.env, call.args[4]);
  const bool allowUnused = readBool(call.env, call.args[5]);
  const std::vector<at::Tensor> found =
      torch::autograd::grad(outputs, inputs, gradients, retainGraph, createGraph, allowUnused);
  return makeArray(call.env, found, [&](const at::Tensor& tensor) { return makeTensor(call.state, tensor); });
}

}  // namespace tenon
