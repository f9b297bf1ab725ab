// Mixed precision: the products of float32 tensors in bfloat16, which LibTorch casts on the way into an operator.
#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

// The switch behind LibTorch's own functions, whose names changed from build to build. The type is bfloat16 on all of them.
constexpr c10::DispatchKey key = c10::DispatchKey::AutocastCPU;

bool casting() { return !c10::impl::tls_is_dispatch_key_excluded(key); }

}  // namespace

/** Whether operators cast, in this thread; sets it where a value is given. */
napi_value autocast(Call& call) {
  if (typeOf(call.env, call.args[0]) != napi_undefined) {
    const bool enabled = readBool(call.env, call.args[0]);
    c10::impl::tls_set_dispatch_key_excluded(key, !enabled);
    if (!enabled) at::autocast::clear_cache();
  }
  return makeBool(call.env, casting());
}

/** Whether operations are recorded, in this thread; sets it where a value is given. */
napi_value gradEnabled(Call& call) {
  if (typeOf(call.env, call.args[0]) != napi_undefined) {
    const bool enabled = readBool(call.env, call.args[0]);
    // A weight that was cast while nothing was recorded is kept without its history: used again, it would get no gradient.
    if (casting() && enabled != at::GradMode::is_enabled()) at::autocast::clear_cache();
    at::GradMode::set_enabled(enabled);
  }
  return makeBool(call.env, at::GradMode::is_enabled());
}

}  // namespace tenon
