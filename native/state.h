// What one JavaScript environment (the main thread, or one worker) owns. Nothing else in the addon has state, but for
// what LibTorch itself keeps for the process: threads, random numbers, the allocator.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "callbacks.h"
#include "errors.h"
#include "handles.h"

namespace tenon {

struct Operator;  // dispatch.cc

struct State {
  const napi_env env;
  Handles handles;
  /** Operators bound so far, by full name: a bound function points at its entry, which lives as long as the thread. */
  std::unordered_map<std::string, std::shared_ptr<Operator>> operators;
  const std::shared_ptr<Callbacks> callbacks = std::make_shared<Callbacks>(*this);
};

/** One call from JavaScript of a function that is no operator. Arguments not given are JavaScript's `undefined`. */
struct Call {
  static constexpr size_t maxArguments = 6;
  State& state;
  napi_env env;
  napi_value args[maxArguments];
};

/** What a function of the addon looks like; nullptr is returned as `undefined`. */
using Function = napi_value (*)(Call&);

}  // namespace tenon
