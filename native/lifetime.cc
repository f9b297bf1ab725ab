// Scopes and the release of tensors.
#include "convert.h"
#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

Handles::Handle readHandle(Call& call, napi_value value) {
  if (typeOf(call.env, value) != napi_number) expected(call.env, "a tensor", value);
  return readInt(call.env, value);
}

}  // namespace

napi_value scopeBegin(Call& call) {
  call.state.handles.open();
  return nullptr;
}

napi_value scopeEnd(Call& call) {
  std::vector<Handles::Handle> kept;
  for (napi_value value : readArray(call.env, call.args[0])) kept.push_back(readHandle(call, value));
  call.state.handles.close(kept);
  return nullptr;
}

napi_value scopeDepth(Call& call) { return makeInt(call.env, static_cast<int64_t>(call.state.handles.depth())); }

napi_value keep(Call& call) {
  call.state.handles.keep(readHandle(call, call.args[0]));
  return nullptr;
}

napi_value release(Call& call) {
  call.state.handles.release(readHandle(call, call.args[0]));
  return nullptr;
}

napi_value live(Call& call) { return makeInt(call.env, static_cast<int64_t>(call.state.handles.live())); }

}  // namespace tenon
