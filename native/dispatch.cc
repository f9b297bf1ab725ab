// Every operator through one generic call: LibTorch's dispatcher finds it by name, its schema directs the conversion.
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <numeric>
#include <sstream>

#include "convert.h"
#include "functions.h"
#include "js.h"

namespace tenon {

struct Operator {
  State& state;
  const std::string name;
  const c10::OperatorHandle handle;
  const c10::FunctionSchema& schema;
  /** Whether each argument is declared a plain `Tensor`: by far the commonest, and read without asking its type. */
  const std::vector<bool> tensors;
  /** Whether the operator gives one plain tensor, a new handle. */
  const bool givesTensor;
  /** Room for the arguments and results of a call, empty between calls; a call within a call makes its own. */
  torch::jit::Stack room;
};

namespace {

/** The values that JavaScript gave, at most as many as the operator takes. */
using Arguments = c10::SmallVector<napi_value, 16>;

std::string fullName(const std::string& name, const std::string& overload) {
  return overload.empty() ? name : name + "." + overload;
}

std::string written(const c10::FunctionSchema& schema) {
  std::ostringstream text;
  text << schema;
  return text.str();
}

c10::IValue omitted(const c10::Argument& declared) {
  if (declared.default_value()) return *declared.default_value();
  typeError("the argument '" + declared.name() + "' (" + declared.real_type()->str() + ") is missing");
}

c10::IValue argument(Operator& op, const c10::Argument& declared, napi_value value) {
  if (typeOf(op.state.env, value) == napi_undefined) return omitted(declared);
  try {
    return toIValue(op.state, value, *declared.real_type(), declared.N().value_or(0));
  } catch (const JsError& error) {
    const std::string where = "the argument '" + declared.name() + "' (" + declared.real_type()->str() + "): ";
    throw JsError(error.kind, where + error.what());
  }
}

bool isWrittenArgument(const c10::Argument& result) {
  return result.alias_info() != nullptr && result.alias_info()->isWrite();
}

bool isTensor(const c10::Argument& declared) { return declared.real_type()->kind() == c10::TypeKind::TensorType; }

napi_value results(Operator& op, const torch::jit::Stack& stack) {
  const napi_env env = op.state.env;
  const std::vector<c10::Argument>& declared = op.schema.returns();
  const auto convert = [&](size_t index) {
    if (isWrittenArgument(declared[index])) return makeUndefined(env);
    return toJs(op.state, stack.at(index), *declared[index].real_type());
  };
  if (declared.empty()) return makeUndefined(env);
  if (declared.size() == 1) return convert(0);
  std::vector<size_t> indices(declared.size());
  std::iota(indices.begin(), indices.end(), size_t{0});
  return makeArray(env, indices, convert);
}

/** "self float32 [2, 3], mat2 float32 [2, 3]": what an error says of the tensors among the arguments, eight at most. */
std::string tensorsAmong(Operator& op, const Arguments& given) try {
  std::vector<std::string> seen;
  for (size_t index = 0; index < given.size(); ++index) {
    const c10::Argument& declared = op.schema.arguments()[index];
    if (declared.type()->str().find("Tensor") == std::string::npos || isNothing(op.state.env, given[index])) continue;
    if (!isArray(op.state.env, given[index])) {
      seen.push_back(declared.name() + " " + describe(readTensor(op.state, given[index])));
      continue;
    }
    size_t position = 0;
    for (napi_value element : readArray(op.state.env, given[index])) {
      const std::string name = declared.name() + "[" + std::to_string(position++) + "] ";
      if (!isNothing(op.state.env, element)) seen.push_back(name + describe(readTensor(op.state, element)));
    }
  }
  const size_t shown = std::min<size_t>(seen.size(), 8);
  std::string text;
  for (size_t index = 0; index < shown; ++index) text += (index == 0 ? "" : ", ") + seen[index];
  return shown < seen.size() ? text + ", ..." : text;
} catch (const std::exception&) {
  // A list of lists, or a tensor released by a getter meanwhile: the operator's own error is worth more than this.
  return "";
}

napi_value invoke(Operator& op, const Arguments& given) {
  torch::jit::Stack stack = std::move(op.room);
  const std::vector<c10::Argument>& declared = op.schema.arguments();
  stack.reserve(std::max(declared.size(), op.schema.returns().size()));
  for (size_t index = 0; index < declared.size(); ++index) {
    if (index >= given.size()) {
      stack.push_back(omitted(declared[index]));
      continue;
    }
    double number = -1;
    const bool numeric = op.tensors[index] && napi_get_value_double(op.state.env, given[index], &number) == napi_ok;
    const at::Tensor* tensor = numeric ? op.state.handles.peek(number) : nullptr;
    if (tensor != nullptr) stack.emplace_back(*tensor);
    else stack.push_back(argument(op, declared[index], given[index])); // which says what is wrong with a wrong one
  }
  try {
    op.handle.callBoxed(stack);
  } catch (...) {
    raise(op.state.env, op.name, tensorsAmong(op, given));
    throw Pending();
  }
  napi_value result = op.givesTensor && stack.back().isTensor()
                          ? makeTensor(op.state, std::move(stack.back()).toTensor())
                          : results(op, stack);
  stack.clear();
  op.room = std::move(stack);
  return result;
}

napi_value callOperator(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  Arguments given(16);
  size_t count = given.size();
  if (napi_get_cb_info(env, info, &count, given.data(), nullptr, &data) != napi_ok) return nullptr;
  Operator& op = *static_cast<Operator*>(data);
  try {
    const size_t accepted = op.schema.arguments().size();
    if (count > accepted) {
      typeError("takes " + std::to_string(accepted) + " arguments, got " + std::to_string(count));
    }
    const bool more = count > given.size();
    given.resize(count);
    if (more) check(env, napi_get_cb_info(env, info, &count, given.data(), nullptr, nullptr));
    return invoke(op, given);
  } catch (...) {
    raise(env, op.name);
    return nullptr;
  }
}

}  // namespace

napi_value schemas(Call& call) {
  auto& dispatcher = c10::Dispatcher::singleton();
  std::vector<std::string> lines;
  for (const c10::OperatorName& name : dispatcher.getAllOpNames()) {
    const auto handle = dispatcher.findSchema(name);
    if (handle) lines.push_back(written(handle->schema()));
  }
  std::sort(lines.begin(), lines.end());
  return makeArray(call.env, lines, [&](const std::string& line) { return makeString(call.env, line); });
}

napi_value schema(Call& call) {
  const c10::OperatorName name(readString(call.env, call.args[0]), readString(call.env, call.args[1]));
  const auto handle = c10::Dispatcher::singleton().findSchema(name);
  return handle ? makeString(call.env, written(handle->schema())) : nullptr;
}

napi_value bind(Call& call) {
  const c10::OperatorName name(readString(call.env, call.args[0]), readString(call.env, call.args[1]));
  const std::string full = fullName(name.name, name.overload_name);
  const auto handle = c10::Dispatcher::singleton().findSchema(name);
  if (!handle) throw Sentence("LibTorch " + version() + " has no operator " + full);
  std::shared_ptr<Operator>& op = call.state.operators[full];
  if (op == nullptr) {
    const c10::FunctionSchema& schema = handle->schema();
    std::vector<bool> tensors;
    for (const c10::Argument& declared : schema.arguments()) tensors.push_back(isTensor(declared));
    const bool givesTensor = schema.returns().size() == 1 && isTensor(schema.returns()[0]) &&
                             !isWrittenArgument(schema.returns()[0]);
    op.reset(new Operator{call.state, full, *handle, schema, std::move(tensors), givesTensor, {}});
  }
  napi_value function;
  check(call.env, napi_create_function(call.env, full.c_str(), full.size(), callOperator, op.get(), &function));
  return function;
}

}  // namespace tenon
