// C++ objects inside JavaScript ones. A tag tells ours from any other, so that a wrong object is an error, not a crash.
#pragma once

#include <memory>

#include "errors.h"

namespace tenon {

/** Puts `object` into `target`; it dies with it. Throws where `target` cannot take it. */
template <class T>
void wrap(napi_env env, napi_value target, const napi_type_tag& tag, std::unique_ptr<T> object) {
  const auto destroy = [](napi_env, void* data, void*) { delete static_cast<T*>(data); };
  check(env, napi_type_tag_object(env, target, &tag));
  check(env, napi_wrap(env, target, object.get(), destroy, nullptr, nullptr));
  object.release();
}

/** What `wrap` put into `value`; nullptr where it is anything else. */
template <class T>
T* unwrap(napi_env env, napi_value value, const napi_type_tag& tag) {
  napi_valuetype type;
  check(env, napi_typeof(env, value, &type));
  bool ours = false;
  void* data = nullptr;
  if (type != napi_object || napi_check_object_type_tag(env, value, &tag, &ours) != napi_ok || !ours) return nullptr;
  return napi_unwrap(env, value, &data) == napi_ok ? static_cast<T*>(data) : nullptr;
}

}  // namespace tenon
