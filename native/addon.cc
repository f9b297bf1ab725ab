// The addon's entry: the table of what it exports, and the one way in from JavaScript.
#include "allocator.h"
#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

struct Export {
  const char* name;
  Function function;
};

constexpr Export exported[] = {
    {"schemas", schemas},
    {"schema", schema},
    {"bind", bind},
    {"scopeBegin", scopeBegin},
    {"scopeEnd", scopeEnd},
    {"scopeDepth", scopeDepth},
    {"keep", keep},
    {"release", release},
    {"live", live},
    {"fromTypedArray", fromTypedArray},
    {"toTypedArray", toTypedArray},
    {"item", item},
    {"mapFile", mapFile},
    {"shape", shape},
    {"strides", strides},
    {"dtype", dtype},
    {"device", device},
    {"storage", storage},
    {"requiresGrad", requiresGrad},
    {"setRequiresGrad", setRequiresGrad},
    {"gradOf", gradOf},
    {"setGrad", setGrad},
    {"gradEnabled", gradEnabled},
    {"autocast", autocast},
    {"backward", backward},
    {"grad", grad},
    {"backwardAsync", backwardAsync},
    {"customFunction", customFunction},
    {"makeGenerator", makeGenerator},
    {"seed", seed},
    {"generatorState", generatorState},
    {"setGeneratorState", setGeneratorState},
    {"openGroup", openGroup},
    {"allReduce", allReduce},
    {"broadcast", broadcast},
    {"allGather", allGather},
    {"barrier", barrier},
    {"closeGroup", closeGroup},
    {"makeReducer", makeReducer},
    {"armReducer", armReducer},
    {"finishReducer", finishReducer},
    {"threads", threads},
    {"memory", memory},
    {"devices", devices},
};

/** Every exported function is this one to Node; which it stands for is in the function's data. */
napi_value callFunction(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  void* instance = nullptr;
  size_t count = Call::maxArguments;
  napi_value args[Call::maxArguments];
  if (napi_get_cb_info(env, info, &count, args, nullptr, &data) != napi_ok) return nullptr;
  if (napi_get_instance_data(env, &instance) != napi_ok) return nullptr;
  const Export& self = *static_cast<const Export*>(data);
  try {
    Call call{*static_cast<State*>(instance), env, {}};
    std::copy(std::begin(args), std::end(args), call.args);
    return self.function(call);
  } catch (...) {
    raise(env, self.name);
    return nullptr;
  }
}

void define(napi_env env, napi_value exports) {
  for (const Export& entry : exported) {
    napi_value function;
    void* data = const_cast<Export*>(&entry);
    check(env, napi_create_function(env, entry.name, NAPI_AUTO_LENGTH, callFunction, data, &function));
    check(env, napi_set_named_property(env, exports, entry.name, function));
  }
  check(env, napi_set_named_property(env, exports, "version", makeString(env, version())));
  check(env, napi_set_named_property(env, exports, "capability", makeString(env, capability())));
}

}  // namespace

}  // namespace tenon

NAPI_MODULE_INIT() {
  using tenon::State;
  try {
    tenon::countAllocations();
    auto state = std::unique_ptr<State>(new State{env, {}, {}});
    const auto destroy = [](napi_env, void* data, void*) {
      const std::unique_ptr<State> ended(static_cast<State*>(data));
      ended->callbacks->close();
    };
    tenon::check(env, napi_set_instance_data(env, state.get(), destroy, nullptr));
    state.release();
    tenon::define(env, exports);
  } catch (...) {
    tenon::raise(env, "tenon addon");
  }
  return exports;
}
