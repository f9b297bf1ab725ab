// Processes that compute together: collectives over Gloo, which find each other through a TCP store.
#include "process-group.h"

#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "async.h"
#include "convert.h"
#include "functions.h"
#include "js.h"
#include "wrapped.h"

namespace tenon {

namespace {

using c10d::ProcessGroupGloo;
using c10d::TCPStore;

constexpr napi_type_tag groupTag = {0x74656e6f6e5f6772ULL, 0x6f75705f676c6f6fULL};

struct Place {
  int rank;
  int size;
  std::string address;
  int port;
  std::chrono::milliseconds timeout;
};

int readWithin(napi_env env, napi_value value, const char* what, int64_t least, int64_t most) {
  const int64_t number = readInt(env, value);
  if (number >= least && number <= most) return static_cast<int>(number);
  rangeError(std::string(what) + " must be " + std::to_string(least) + " to " + std::to_string(most) + ", got " +
             std::to_string(number));
}

/** Not every build of 2.x has libuv in its store, which is the default there; 1.13 knows of none. */
template <class Options>
auto withoutLibuv(Options& options, int) -> decltype(static_cast<void>(options.useLibUV)) {
  options.useLibUV = false;
}
template <class Options>
void withoutLibuv(Options&, long) {}

bool isLoopback(const std::string& address) {
  return address == "localhost" || address == "::1" || address.rfind("127.", 0) == 0;
}

GroupPointer meet(const Place& place) {
  c10d::TCPStoreOptions found;
  found.port = static_cast<uint16_t>(place.port);
  found.isServer = place.rank == 0;
  found.numWorkers = place.size;
  found.timeout = place.timeout;
  withoutLibuv(found, 0);
  const auto options = ProcessGroupGloo::Options::create(place.timeout);
  options->devices.push_back(isLoopback(place.address) ? ProcessGroupGloo::createDeviceForHostname(place.address)
                                                       : ProcessGroupGloo::createDefaultDevice());
  try {
    c10::intrusive_ptr<c10d::Store> store = c10::make_intrusive<TCPStore>(place.address, found);
    store->setTimeout(place.timeout);
    return std::make_shared<Group>(
        Group{c10::make_intrusive<ProcessGroupGloo>(store, place.rank, place.size, options), place.size});
  } catch (const std::exception& error) {
    const std::string why = error.what();
    throw Sentence("rank " + std::to_string(place.rank) + " did not meet the others of " + std::to_string(place.size) +
                   " processes at " + place.address + ":" + std::to_string(place.port) + " within " +
                   std::to_string(place.timeout.count()) + " ms (" + why.substr(0, why.find('\n')) + ")");
  }
}

GroupPointer& heldBy(Call& call) {
  GroupPointer* const held = unwrap<GroupPointer>(call.env, call.args[0], groupTag);
  if (held == nullptr) expected(call.env, "a process group", call.args[0]);
  return *held;
}

/** A tensor for Gloo, which reads plain memory: the same one where it is contiguous, else a copy. */
at::Tensor readPlain(Call& call) {
  const at::Tensor tensor = readTensor(call.state, call.args[1]).detach();
  if (!tensor.device().is_cpu()) typeError("Gloo takes tensors on the cpu, got one on " + tensor.device().str());
  return tensor.contiguous();
}

}  // namespace

GroupPointer readGroup(Call& call) {
  const GroupPointer group = heldBy(call);
  if (group == nullptr) throw Sentence("this process group is closed");
  return group;
}

napi_value openGroup(Call& call) {
  const int size = readWithin(call.env, call.args[1], "worldSize", 1, 1 << 16);
  const Place place{readWithin(call.env, call.args[0], "rank", 0, size - 1), size, readString(call.env, call.args[2]),
                    readWithin(call.env, call.args[3], "the port", 1, 65535),
                    std::chrono::milliseconds(readWithin(call.env, call.args[4], "the timeout", 1, 1 << 30))};
  const auto met = std::make_shared<GroupPointer>();
  const auto result = [met](State& state) {
    napi_value object;
    check(state.env, napi_create_object(state.env, &object));
    wrap(state.env, object, groupTag, std::unique_ptr<GroupPointer>(new GroupPointer(*met)));
    return object;
  };
  return promise(call, "openGroup", [met, place] { *met = meet(place); }, result);
}

// Collectives begin here, in the order of the program, which all processes share; only the waiting is done elsewhere.

napi_value allReduce(Call& call) {
  const GroupPointer group = readGroup(call);
  const at::Tensor target = readTensor(call.state, call.args[1]).detach();
  const at::Tensor plain = readPlain(call);
  const std::string kind = readString(call.env, call.args[2]);
  if (kind != "sum" && kind != "mean") typeError("expected \"sum\" or \"mean\", got \"" + kind + "\"");
  std::vector<at::Tensor> tensors{plain};
  const auto begun = group->gloo->allreduce(tensors);
  return promise(call, "allReduce", [=] {
    begun->wait();
    if (kind == "mean") plain.div_(group->size);
    if (!plain.is_same(target)) target.copy_(plain);
  });
}

napi_value broadcast(Call& call) {
  const GroupPointer group = readGroup(call);
  const at::Tensor target = readTensor(call.state, call.args[1]).detach();
  const at::Tensor plain = readPlain(call);
  c10d::BroadcastOptions options;
  options.rootRank = readWithin(call.env, call.args[2], "the root", 0, group->size - 1);
  std::vector<at::Tensor> tensors{plain};
  const auto begun = group->gloo->broadcast(tensors, options);
  return promise(call, "broadcast", [=] {
    begun->wait();
    if (!plain.is_same(target)) target.copy_(plain);
  });
}

napi_value allGather(Call& call) {
  const GroupPointer group = readGroup(call);
  std::vector<at::Tensor> given{readPlain(call)};
  std::vector<std::vector<at::Tensor>> places(1);
  for (int rank = 0; rank < group->size; ++rank) places[0].push_back(at::empty_like(given[0]));
  const auto begun = group->gloo->allgather(places, given);
  const auto result = [gathered = places[0]](State& state) {
    return makeArray(state.env, gathered, [&](const at::Tensor& tensor) { return makeTensor(state, tensor); });
  };
  return promise(call, "allGather", [begun, group] { begun->wait(); }, result);
}

napi_value barrier(Call& call) {
  const GroupPointer group = readGroup(call);
  const auto begun = group->gloo->barrier();
  return promise(call, "barrier", [begun, group] { begun->wait(); });
}

napi_value closeGroup(Call& call) {
  // Gloo's threads are joined where it is destroyed, which may wait for a collective: not here.
  const auto closing = std::make_shared<GroupPointer>(std::move(heldBy(call)));
  return promise(call, "closeGroup", [closing] { closing->reset(); });
}

}  // namespace tenon
