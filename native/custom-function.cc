// Functions whose derivative is written in JavaScript: a node of LibTorch's graph that calls back.
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

#include <algorithm>

#include "convert.h"
#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

/** Counted inside the node in newer builds, beside it in older ones. */
using NodePointer = decltype(torch::autograd::Edge::function);

template <class Pointer>
struct Counted {
  template <class Made, class... Args>
  static Pointer make(Args&&... args) { return c10::make_intrusive<Made>(std::forward<Args>(args)...); }
  static Pointer share(Node& node) { return Pointer::reclaim_copy(&node); }
};

template <>
struct Counted<std::shared_ptr<Node>> {
  template <class Made, class... Args>
  static std::shared_ptr<Node> make(Args&&... args) {
    return {new Made(std::forward<Args>(args)...), [](Made* dead) { deleteNode(dead); }};
  }
  template <class Given>
  static std::shared_ptr<Node> share(Given& node) { return node.shared_from_this(); }
};

/** Handles made while this stands die with it, whatever JavaScript did meanwhile. */
class LocalScope {
 public:
  explicit LocalScope(State& state) : state_(state), depth_(state.handles.depth()) {
    state.handles.open();
    napi_open_handle_scope(state.env, &values_);
  }
  ~LocalScope() {
    while (state_.handles.depth() > depth_) state_.handles.close({});
    napi_close_handle_scope(state_.env, values_);
  }
  LocalScope(const LocalScope&) = delete;

 private:
  State& state_;
  const size_t depth_;
  napi_handle_scope values_ = nullptr;
};

class JsNode : public Node {
 public:
  JsNode(State& state, std::string name, napi_value backward) : name_(std::move(name)), backward_(state, backward) {}

  std::string name() const override { return name_; }

  void declare(at::Tensor output) {
    // Whole numbers have no derivative, but keep their place among the outputs.
    if (torch::autograd::isDifferentiableType(output.scalar_type())) {
      torch::autograd::set_history(output, Counted<NodePointer>::share(*this));
    } else {
      add_input_metadata(Node::undefined_input());
    }
    differentiable_.push_back(output.requires_grad());
  }

  void save(const at::Tensor& tensor, bool isOutput, bool hasHistory) {
    saved_.emplace_back(tensor, isOutput);
    constant_ = constant_ || (!hasHistory && torch::autograd::isDifferentiableType(tensor.scalar_type()));
  }

  void release_variables() override {
    released_ = !saved_.empty();
    saved_.clear();
  }

  variable_list apply(variable_list&& gradients) override {
    State* const state = backward_.here();
    if (state == nullptr) {
      throw Sentence(name_ + ": its derivative is written in JavaScript and runs on that thread alone: use backward, " +
                     "not backwardAsync, and nest fewer of them");
    }
    if (released_) throw std::runtime_error(torch::autograd::ERR_BACKWARD_TWICE);
    if (constant_ && at::GradMode::is_enabled()) {
      throw Sentence(name_ + ": a second derivative would be wrong, for a saved tensor is neither input nor output");
    }
    return call(*state, gradients);
  }

 private:
  variable_list call(State& state, const variable_list& gradients) {
    const LocalScope scope(state);
    uint32_t place = 0;
    const auto gradient = [&](const at::Tensor& given) {
      const uint32_t index = place++;
      const bool absent = !given.defined() && differentiable_[index];
      return makeTensor(state, absent ? input_metadata(index).zeros_like() : given);
    };
    const auto unpacked = [&](const SavedVariable& saved) {
      return makeTensor(state, saved.unpack(Counted<NodePointer>::share(*this)));
    };
    const napi_value given = makeArray(state.env, gradients, gradient);
    const napi_value found = backward_(state.env, {given, makeArray(state.env, saved_, unpacked)});
    variable_list result;
    for (napi_value value : readArray(state.env, found)) {
      result.push_back(typeOf(state.env, value) == napi_null ? at::Tensor() : readTensor(state, value));
    }
    if (result.size() != num_outputs()) {
      throw Sentence(name_ + ": expected a gradient for each of the " + std::to_string(num_outputs()) +
                     " inputs, got " + std::to_string(result.size()));
    }
    return result;
  }

  const std::string name_;
  const Callback backward_;
  std::vector<SavedVariable> saved_;
  std::vector<bool> differentiable_;
  bool constant_ = false;
  bool released_ = false;
};

size_t indexOf(const std::vector<at::Tensor>& tensors, const at::Tensor& tensor) {
  const auto same = [&](const at::Tensor& other) { return other.is_same(tensor); };
  return static_cast<size_t>(std::find_if(tensors.begin(), tensors.end(), same) - tensors.begin());
}

/** The same numbers without history; a copy where an input's memory shows through, which would tie the two together. */
at::Tensor apart(const at::Tensor& output, const std::vector<at::Tensor>& inputs) {
  const auto shared = [&](const at::Tensor& input) {
    return output.has_storage() && input.has_storage() && output.storage().is_alias_of(input.storage());
  };
  return std::any_of(inputs.begin(), inputs.end(), shared) ? output.detach().clone() : output.detach();
}

}  // namespace

napi_value customFunction(Call& call) {
  const std::vector<at::Tensor> inputs = readTensors(call.state, call.args[0]);
  const std::vector<at::Tensor> computed = readTensors(call.state, call.args[1]);
  const std::vector<at::Tensor> saved = readTensors(call.state, call.args[2]);
  std::vector<at::Tensor> outputs;
  for (const at::Tensor& output : computed) outputs.push_back(apart(output, inputs));
  if (torch::autograd::compute_requires_grad(inputs)) {
    const std::string name = readString(call.env, call.args[4]);
    const NodePointer owner = Counted<NodePointer>::make<JsNode>(call.state, name, call.args[3]);
    auto* const node = static_cast<JsNode*>(owner.get());
    node->set_next_edges(torch::autograd::collect_next_edges(inputs));
    for (const at::Tensor& output : outputs) node->declare(output);
    for (const at::Tensor& tensor : saved) {
      const size_t output = indexOf(computed, tensor);
      const bool isInput = indexOf(inputs, tensor) < inputs.size();
      const bool isOutput = !isInput && output < outputs.size();
      node->save(isOutput ? outputs[output] : tensor, isOutput, isInput || isOutput);
    }
  }
  return makeArray(call.env, outputs, [&](const at::Tensor& tensor) { return makeTensor(call.state, tensor); });
}

}  // namespace tenon
