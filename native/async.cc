#include "async.h"

#include <ATen/ThreadLocalState.h>

#include <exception>

#include "js.h"

namespace tenon {

namespace {

struct Task {
  State& state;
  const char* name;
  std::function<void()> work;
  std::function<napi_value(State&)> result;
  at::ThreadLocalState settings;
  std::exception_ptr failure;
  napi_deferred deferred;
  napi_async_work handle;
};

void execute(napi_env, void* data) {
  Task& task = *static_cast<Task*>(data);
  try {
    const at::ThreadLocalStateGuard guard(task.settings);
    task.work();
  } catch (...) {
    task.failure = std::current_exception();
  }
}

/** A thread that ends waits for its work, but runs no JavaScript any more: then the calls below fail, and may. */
void settle(napi_env env, napi_status, void* data) {
  const std::unique_ptr<Task> task(static_cast<Task*>(data));
  task->work = nullptr;
  try {
    if (task->failure) std::rethrow_exception(task->failure);
    const napi_value value = task->result ? task->result(task->state) : makeUndefined(env);
    napi_resolve_deferred(env, task->deferred, value);
  } catch (...) {
    raise(env, task->name);
    napi_value error;
    if (napi_get_and_clear_last_exception(env, &error) == napi_ok) napi_reject_deferred(env, task->deferred, error);
  }
  napi_delete_async_work(env, task->handle);
}

}  // namespace

napi_value promise(Call& call, const char* name, std::function<void()> work,
                   std::function<napi_value(State&)> result) {
  std::unique_ptr<Task> task(new Task{call.state, name, std::move(work), std::move(result), {}, {}, {}, {}});
  napi_value promised;
  const napi_value title = makeString(call.env, name);
  check(call.env, napi_create_async_work(call.env, nullptr, title, execute, settle, task.get(), &task->handle));
  check(call.env, napi_create_promise(call.env, &task->deferred, &promised));
  check(call.env, napi_queue_async_work(call.env, task->handle));
  task.release();
  return promised;
}

}  // namespace tenon
