// Work on a thread of libuv's, and the promise of its end.
#pragma once

#include <functional>

#include "state.h"

namespace tenon {

/**
 * Runs `work` on another thread, with this thread's settings of LibTorch (grad mode and the like), and then `result` on
 * this one. Gives a promise of what `result` makes, of `undefined` without one; what `work` throws rejects it, with the
 * name of the function before the message. `work` may not touch JavaScript nor the table of handles.
 */
napi_value promise(Call& call, const char* name, std::function<void()> work,
                   std::function<napi_value(State&)> result = nullptr);

}  // namespace tenon
