#include "callbacks.h"

#include "js.h"
#include "state.h"

namespace tenon {

State* Callbacks::here() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return open_ && std::this_thread::get_id() == thread_ ? &state_ : nullptr;
}

void Callbacks::giveBack(napi_ref reference) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!open_) return;
  if (std::this_thread::get_id() == thread_) {
    napi_delete_reference(state_.env, reference);
  } else {
    returned_.push_back(reference);
  }
}

void Callbacks::collect() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (napi_ref reference : returned_) napi_delete_reference(state_.env, reference);
  returned_.clear();
}

void Callbacks::close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_ = false;
}

Callback::Callback(State& state, napi_value function) : lender_(state.callbacks) {
  lender_->collect();
  if (typeOf(state.env, function) != napi_function) expected(state.env, "a function", function);
  check(state.env, napi_create_reference(state.env, function, 1, &reference_));
}

napi_value Callback::operator()(napi_env env, const std::vector<napi_value>& args) const {
  napi_value function, result;
  check(env, napi_get_reference_value(env, reference_, &function));
  check(env, napi_call_function(env, makeUndefined(env), function, args.size(), args.data(), &result));
  return result;
}

}  // namespace tenon
