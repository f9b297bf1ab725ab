// Functions of JavaScript that LibTorch keeps: each is called on the thread it came from, and let go whichever thread
// drops it last and however late.
#pragma once

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "errors.h"

namespace tenon {

struct State;

/** What one JavaScript thread has lent to LibTorch. Shared with the borrowers, which may outlive the thread. */
class Callbacks {
 public:
  explicit Callbacks(State& state) : state_(state), thread_(std::this_thread::get_id()) {}

  /** The thread's state; nullptr on every other thread and once this one has ended. */
  State* here();
  /** Lets a reference go: now on its own thread, at that thread's next `collect` from another. */
  void giveBack(napi_ref reference);
  void collect();
  /** The thread ends: Node lets go of what is still lent. */
  void close();

 private:
  State& state_;
  const std::thread::id thread_;
  std::mutex mutex_;
  bool open_ = true;
  std::vector<napi_ref> returned_;
};

class Callback {
 public:
  Callback(State& state, napi_value function);
  ~Callback() { lender_->giveBack(reference_); }
  Callback(const Callback&) = delete;

  State* here() const { return lender_->here(); }
  /** Calls the function, where `here()` is something. Throws `Pending` where it threw. */
  napi_value operator()(napi_env env, const std::vector<napi_value>& args) const;

 private:
  const std::shared_ptr<Callbacks> lender_;
  napi_ref reference_;
};

}  // namespace tenon
