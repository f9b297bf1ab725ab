#include "errors.h"

#include <c10/util/Exception.h>

namespace tenon {

void typeError(const std::string& message) { throw JsError(ErrorClass::TypeError, message); }
void rangeError(const std::string& message) { throw JsError(ErrorClass::RangeError, message); }

void check(napi_env env, napi_status status) {
  if (status == napi_ok) return;
  // Asked first: every other call, that for a pending exception included, overwrites what is known of the failure.
  const napi_extended_error_info* info = nullptr;
  napi_get_last_error_info(env, &info);
  const bool known = info != nullptr && info->error_message != nullptr;
  const std::string message = known ? info->error_message : "Node-API failed";
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (pending) throw Pending();
  throw std::runtime_error(message);
}

namespace {

/** LibTorch's message without the table of kernels (a line each dispatch key) that follows some of its sentences. */
std::string withoutKernels(std::string message) {
  const size_t table = message.find(": registered at ");
  if (table != std::string::npos) {
    const size_t line = message.rfind('\n', table);
    message.resize(line == std::string::npos ? 0 : line);
  }
  message.resize(message.find_last_not_of(" \n") + 1);
  return message;
}

void throwJs(napi_env env, ErrorClass kind, const std::string& message) {
  napi_value text, error;
  if (napi_create_string_utf8(env, message.data(), message.size(), &text) != napi_ok) return;
  const auto create = kind == ErrorClass::TypeError    ? napi_create_type_error
                      : kind == ErrorClass::RangeError ? napi_create_range_error
                                                       : napi_create_error;
  if (create(env, nullptr, text, &error) == napi_ok) napi_throw(env, error);
}

}  // namespace

void raise(napi_env env, const std::string& where, const std::string& details) {
  const auto say = [&](ErrorClass kind, const std::string& message) {
    throwJs(env, kind, where + ": " + message + (details.empty() ? "" : " (" + details + ")"));
  };
  try {
    throw;
  } catch (const Pending&) {
  } catch (const Sentence& error) {
    throwJs(env, ErrorClass::Error, error.what());
  } catch (const JsError& error) {
    say(error.kind, error.what());
  } catch (const c10::IndexError& error) {
    say(ErrorClass::RangeError, withoutKernels(error.what_without_backtrace()));
  } catch (const c10::TypeError& error) {
    say(ErrorClass::TypeError, withoutKernels(error.what_without_backtrace()));
  } catch (const c10::Error& error) {
    say(ErrorClass::Error, withoutKernels(error.what_without_backtrace()));
  } catch (const std::exception& error) {
    say(ErrorClass::Error, withoutKernels(error.what()));
  } catch (...) {
    say(ErrorClass::Error, "an exception of unknown type");
  }
}

}  // namespace tenon
