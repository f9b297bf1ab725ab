#include "crew.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace tenon {

namespace {

/** How often a helper looks for new work before it sleeps: 50 microseconds or so. */
constexpr int patience = 1000;
/** How often the caller looks whether helpers are done before it lets the system run something else. */
constexpr int politeness = 2000;

void pause() {
#ifdef __x86_64__
  __builtin_ia32_pause();
#endif
}

/**
 * One job at a time. The cursor holds the job's number in its upper half and the next index in its lower: whoever raises
 * it has claimed that index. A helper that read the job's fields too early or too late fails to raise the cursor of the
 * job that it meant.
 */
class Crew {
 public:
  /** False where another thread's job is under way. */
  bool tryShare(int64_t count, int helpers, void (*work)(void*, int64_t), void* context) {
    const std::unique_lock<std::mutex> mine(owner_, std::try_to_lock);
    if (!mine.owns_lock()) return false;
    for (; started_ < helpers; ++started_) std::thread(&Crew::help, this, started_).detach();
    work_.store(work, std::memory_order_relaxed);
    context_.store(context, std::memory_order_relaxed);
    count_.store(count, std::memory_order_relaxed);
    helpers_.store(helpers, std::memory_order_relaxed);
    done_.store(0, std::memory_order_relaxed);
    const uint64_t job = (cursor_.load(std::memory_order_relaxed) >> 32) + 1;
    cursor_.store(job << 32, std::memory_order_seq_cst);
    if (asleep_.load(std::memory_order_seq_cst) > 0) {
      const std::lock_guard<std::mutex> hold(sleeping_);
      wake_.notify_all();
    }
    claim(job << 32);
    for (int looks = 0; done_.load(std::memory_order_acquire) < count; ++looks) {
      if (looks < politeness) pause();
      else std::this_thread::yield();
    }
    return true;
  }

 private:
  /** Works while there is something to claim. */
  void claim(uint64_t cursor) {
    const uint64_t job = cursor >> 32;
    while (cursor >> 32 == job) {
      const auto work = work_.load(std::memory_order_relaxed);
      void* const context = context_.load(std::memory_order_relaxed);
      const int64_t index = static_cast<int64_t>(cursor & 0xffffffff);
      if (index >= count_.load(std::memory_order_relaxed)) return;
      if (!cursor_.compare_exchange_strong(cursor, cursor + 1, std::memory_order_acq_rel)) continue;
      work(context, index);
      done_.fetch_add(1, std::memory_order_release);
      cursor = cursor_.load(std::memory_order_acquire);
    }
  }

  void help(int number) {
    uint64_t seen = 0;
    for (;;) {
      uint64_t cursor = cursor_.load(std::memory_order_acquire);
      for (int looks = 0; cursor >> 32 == seen && looks < patience; ++looks) {
        pause();
        cursor = cursor_.load(std::memory_order_acquire);
      }
      if (cursor >> 32 == seen) {
        std::unique_lock<std::mutex> hold(sleeping_);
        asleep_.fetch_add(1, std::memory_order_seq_cst);
        wake_.wait(hold, [&] { return cursor_.load(std::memory_order_seq_cst) >> 32 != seen; });
        asleep_.fetch_sub(1, std::memory_order_seq_cst);
        continue;
      }
      seen = cursor >> 32;
      if (number < helpers_.load(std::memory_order_relaxed)) claim(cursor);
    }
  }

  std::mutex owner_;
  int started_ = 0;

  std::atomic<void (*)(void*, int64_t)> work_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<int64_t> count_{0};
  std::atomic<int> helpers_{0};
  alignas(64) std::atomic<uint64_t> cursor_{0};
  alignas(64) std::atomic<int64_t> done_{0};

  std::atomic<int> asleep_{0};
  std::mutex sleeping_;
  std::condition_variable wake_;
};

/** Lives until the process ends, and so does this library: its helpers run in it. */
Crew& crew() {
  static Crew* const only = [] {
    Dl_info here;
    if (dladdr(reinterpret_cast<void*>(&pause), &here) != 0) dlopen(here.dli_fname, RTLD_NOW | RTLD_NODELETE);
    return new Crew();
  }();
  return *only;
}

}  // namespace

void share(int64_t count, void (*work)(void*, int64_t), void* context) {
  const int helpers = at::get_num_threads() - 1;
  if (count > 1 && helpers > 0 && count < INT32_MAX && crew().tryShare(count, helpers, work, context)) return;
  for (int64_t index = 0; index < count; ++index) work(context, index);
}

}  // namespace tenon
