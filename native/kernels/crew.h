// Threads for kernels that last microseconds.
#pragma once

#include <cstdint>
#include <type_traits>

namespace tenon {

/**
 * Calls work(context, i) once for each i from 0 to count - 1, on this thread and on as many helpers as LibTorch's number
 * of threads allows, and returns when all are done.
 *
 * OpenMP begins and ends a parallel region with every thread of the team; one that the system has not woken yet keeps all
 * others waiting, and a decoded token has hundreds of regions. Here a helper takes part when it is awake and is waited for
 * only while it is at work, so that a busy machine costs speed in proportion and no more. A helper stays awake for some
 * microseconds after its last work, so that within a forward run none has to be woken.
 */
void share(int64_t count, void (*work)(void* context, int64_t index), void* context);

template <class Work>
void share(int64_t count, Work&& work) {
  using Plain = std::remove_reference_t<Work>;
  share(count, [](void* context, int64_t index) { (*static_cast<Plain*>(context))(index); }, &work);
}

}  // namespace tenon
