// How failures travel: C++ code throws, and the one place where JavaScript calls in (addon.cc, dispatch.cc) turns the
// exception into a JavaScript error.
#pragma once

// Node-API 8: BigInt, instance data, every Node since 16.
#define NAPI_VERSION 8
#include <node_api.h>

#include <stdexcept>
#include <string>

namespace tenon {

enum class ErrorClass { Error, TypeError, RangeError };

/** An error that JavaScript will see as the given class. */
class JsError : public std::runtime_error {
 public:
  JsError(ErrorClass kind, const std::string& message) : std::runtime_error(message), kind(kind) {}
  const ErrorClass kind;
};

/** A failure whose message is a whole sentence already: the name of the function is not put before it. */
class Sentence : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/**
 * A JavaScript exception is pending in the environment already: only the way out is left. A std::exception, since
 * LibTorch's engine, which may lie on the way, lets nothing else through.
 */
struct Pending : std::exception {};

[[noreturn]] void typeError(const std::string& message);
[[noreturn]] void rangeError(const std::string& message);

/** Throws where a call of Node-API failed. */
void check(napi_env env, napi_status status);

/**
 * Makes the C++ exception in flight a pending JavaScript exception; to be called in a catch block. The message is
 * `where: LibTorch's sentence (details)`, without C++ frames.
 */
void raise(napi_env env, const std::string& where, const std::string& details = "");

}  // namespace tenon
