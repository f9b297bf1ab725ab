// Data parallelism: gradients averaged over processes while the backward pass is still on its way.
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/edge.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <chrono>
#include <mutex>

#include "async.h"
#include "convert.h"
#include "functions.h"
#include "js.h"
#include "process-group.h"
#include "wrapped.h"

namespace tenon {

namespace {

using torch::autograd::variable_list;
/** Counted inside the node in newer builds, beside it in older ones. */
using NodePointer = decltype(torch::autograd::Edge::function);
using WorkPointer = decltype(std::declval<c10d::ProcessGroupGloo&>().allreduce(std::declval<variable_list&>()));

constexpr napi_type_tag reducerTag = {0x74656e6f6e5f7265ULL, 0x6475636572000001ULL};

double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Bucket {
  std::vector<size_t> members;
  size_t missing = 0;
  at::Tensor flat;
  WorkPointer work;
  double begun = 0;
  double ended = 0;
};

/**
 * A bucket is full when each of its parameters has its gradient. Full buckets are sent in the order of the list, which all
 * processes share: one that is full early waits for those before it.
 */
class Reducer {
 public:
  Reducer(GroupPointer group, std::vector<at::Tensor> parameters, const std::vector<std::vector<size_t>>& buckets)
      : group_(std::move(group)), parameters_(std::move(parameters)), bucketOf_(parameters_.size()) {
    for (const auto& members : buckets) {
      for (size_t member : members) bucketOf_.at(member) = buckets_.size();
      buckets_.emplace_back();
      buckets_.back().members = members;
    }
  }

  void arm(bool armed) {
    const std::lock_guard<std::mutex> lock(mutex_);
    armed_ = armed;
    next_ = 0;
    failure_ = nullptr;
    ready_.assign(parameters_.size(), false);
    for (Bucket& bucket : buckets_) {
      bucket.missing = bucket.members.size();
      bucket.flat = at::Tensor();
      bucket.work = WorkPointer();
    }
  }

  /** A parameter's gradient is complete; called by whichever thread runs the backward pass. */
  void ready(size_t parameter) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!armed_ || failure_) return;
    try {
      if (ready_[parameter]) throw Sentence("a gradient came twice: one backward pass is averaged at a time");
      ready_[parameter] = true;
      --buckets_[bucketOf_[parameter]].missing;
      while (next_ < buckets_.size() && buckets_[next_].missing == 0) send(buckets_[next_++]);
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

  /** Sends what the backward pass never reached. */
  void sendRest() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!armed_) throw Sentence("this reducer was not armed");
    armed_ = false;
    if (failure_) std::rethrow_exception(failure_);
    while (next_ < buckets_.size()) send(buckets_[next_++]);
  }

  /** Waits for all buckets, and hands the means out. */
  void collect() {
    const at::NoGradGuard unrecorded;
    for (Bucket& bucket : buckets_) {
      bucket.work->wait();
      bucket.flat.div_(group_->size);
      int64_t begin = 0;
      for (size_t member : bucket.members) {
        const at::Tensor& parameter = parameters_[member];
        const at::Tensor mean = bucket.flat.narrow(0, begin, parameter.numel()).view(parameter.sizes());
        begin += parameter.numel();
        if (parameter.grad().defined()) {
          parameter.mutable_grad().copy_(mean);
        } else {
          parameter.mutable_grad() = mean.clone();
        }
      }
      bucket.flat = at::Tensor();
      bucket.work = WorkPointer();
      bucket.ended = now();
    }
  }

  const std::vector<Bucket>& buckets() const { return buckets_; }
  int64_t bytes(const Bucket& bucket) const {
    int64_t total = 0;
    for (size_t member : bucket.members) total += parameters_[member].numel() * parameters_[member].element_size();
    return total;
  }

 private:
  /** A parameter that this process's part of the batch did not reach counts as zero. */
  void send(Bucket& bucket) {
    const at::NoGradGuard unrecorded;
    int64_t length = 0;
    for (size_t member : bucket.members) length += parameters_[member].numel();
    bucket.flat = at::empty({length}, parameters_[bucket.members.front()].options().requires_grad(false));
    int64_t begin = 0;
    for (size_t member : bucket.members) {
      const at::Tensor& parameter = parameters_[member];
      const at::Tensor place = bucket.flat.narrow(0, begin, parameter.numel());
      begin += parameter.numel();
      if (parameter.grad().defined()) {
        place.copy_(parameter.grad().reshape({-1}));
      } else {
        place.zero_();
      }
    }
    bucket.begun = now();
    variable_list tensors{bucket.flat};
    bucket.work = group_->gloo->allreduce(tensors);
  }

  const GroupPointer group_;
  const std::vector<at::Tensor> parameters_;
  std::vector<size_t> bucketOf_;
  std::vector<Bucket> buckets_;
  std::mutex mutex_;
  bool armed_ = false;
  size_t next_ = 0;
  std::vector<bool> ready_;
  std::exception_ptr failure_;
};

/** Stands behind the node that adds to a leaf's gradient. */
class Ready : public torch::autograd::FunctionPostHook {
 public:
  Ready(std::weak_ptr<Reducer> reducer, size_t parameter) : reducer_(std::move(reducer)), parameter_(parameter) {}
  variable_list operator()(const variable_list& outputs, const variable_list&) override {
    if (const auto reducer = reducer_.lock()) reducer->ready(parameter_);
    return outputs;
  }

 private:
  const std::weak_ptr<Reducer> reducer_;
  const size_t parameter_;
};

/** A reducer and the nodes that its hooks stand at, which a leaf itself holds only weakly. */
struct Hooked {
  std::shared_ptr<Reducer> reducer;
  std::vector<std::pair<NodePointer, uintptr_t>> hooks;
  ~Hooked() {
    for (auto& [node, key] : hooks) node->del_post_hook(key);
  }
};

std::vector<std::vector<size_t>> readBuckets(napi_env env, napi_value value, const std::vector<at::Tensor>& parameters) {
  std::vector<bool> seen(parameters.size(), false);
  std::vector<std::vector<size_t>> buckets;
  for (napi_value list : readArray(env, value)) {
    buckets.emplace_back();
    for (napi_value element : readArray(env, list)) {
      const auto place = static_cast<size_t>(readInt(env, element));
      if (place >= seen.size() || seen[place]) rangeError("buckets must name every parameter once");
      seen[place] = true;
      buckets.back().push_back(place);
      if (parameters[place].scalar_type() != parameters[buckets.back().front()].scalar_type()) {
        typeError("the parameters of a bucket are of one type");
      }
    }
    if (buckets.back().empty()) rangeError("a bucket must not be empty");
  }
  for (bool found : seen) if (!found) rangeError("buckets must name every parameter once");
  return buckets;
}

std::shared_ptr<Reducer> readReducer(Call& call) {
  const Hooked* const hooked = unwrap<Hooked>(call.env, call.args[0], reducerTag);
  if (hooked == nullptr) expected(call.env, "a reducer", call.args[0]);
  return hooked->reducer;
}

napi_value makeTimes(State& state, const Reducer& reducer) {
  return makeArray(state.env, reducer.buckets(), [&](const Bucket& bucket) {
    napi_value object;
    check(state.env, napi_create_object(state.env, &object));
    const auto set = [&](const char* name, napi_value value) {
      check(state.env, napi_set_named_property(state.env, object, name, value));
    };
    set("bytes", makeInt(state.env, reducer.bytes(bucket)));
    set("begun", makeDouble(state.env, bucket.begun));
    set("ended", makeDouble(state.env, bucket.ended));
    return object;
  });
}

}  // namespace

napi_value makeReducer(Call& call) {
  const GroupPointer group = readGroup(call);
  const std::vector<at::Tensor> parameters = readTensors(call.state, call.args[1]);
  for (const at::Tensor& parameter : parameters) {
    if (!parameter.requires_grad() || !parameter.is_leaf()) {
      throw Sentence("a reducer takes leaves that want gradients, got " + describe(parameter));
    }
  }
  const auto buckets = readBuckets(call.env, call.args[2], parameters);
  std::unique_ptr<Hooked> hooked(new Hooked{std::make_shared<Reducer>(group, parameters, buckets), {}});
  for (size_t index = 0; index < parameters.size(); ++index) {
    NodePointer node = torch::autograd::impl::grad_accumulator(parameters[index]);
    const uintptr_t key =
        node->add_post_hook(std::unique_ptr<torch::autograd::FunctionPostHook>(new Ready(hooked->reducer, index)));
    hooked->hooks.emplace_back(std::move(node), key);
  }
  napi_value object;
  check(call.env, napi_create_object(call.env, &object));
  wrap(call.env, object, reducerTag, std::move(hooked));
  return object;
}

napi_value armReducer(Call& call) {
  const auto reducer = readReducer(call);
  reducer->arm(readBool(call.env, call.args[1]));
  return nullptr;
}

napi_value finishReducer(Call& call) {
  const auto reducer = readReducer(call);
  reducer->sendRest();
  return promise(call, "finishReducer", [reducer] { reducer->collect(); },
                 [reducer](State& state) { return makeTimes(state, *reducer); });
}

}  // namespace tenon
