#include "handles.h"

#include "errors.h"

namespace tenon {

namespace {

constexpr int slotBits = 22;
constexpr Handles::Handle maxSlots = Handles::Handle{1} << slotBits;
constexpr uint32_t lastGeneration = (uint32_t{1} << 31) - 1;

uint32_t slotOf(Handles::Handle handle) { return static_cast<uint32_t>(handle & (maxSlots - 1)); }
uint32_t generationOf(Handles::Handle handle) { return static_cast<uint32_t>(handle >> slotBits); }

}  // namespace

Handles::Handle Handles::add(at::Tensor tensor) {
  uint32_t index;
  if (free_.empty()) {
    if (slots_.size() == static_cast<size_t>(maxSlots)) {
      throw std::runtime_error("4194304 tensors are alive in this thread, and there is no room for more");
    }
    index = static_cast<uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Slot& slot = slots_[index];
  slot.tensor = std::move(tensor);
  slot.scope = static_cast<uint32_t>(scopes_.size());
  const Handle handle = (static_cast<Handle>(slot.generation) << slotBits) + index;
  if (!scopes_.empty()) scopes_.back().push_back(handle);
  return handle;
}

Handles::Slot* Handles::find(Handle handle) {
  const uint32_t index = slotOf(handle);
  if (handle < maxSlots || index >= slots_.size() || generationOf(handle) > slots_[index].generation) {
    typeError("expected a tensor, got the number " + std::to_string(handle));
  }
  Slot& slot = slots_[index];
  return slot.generation == generationOf(handle) && slot.tensor.defined() ? &slot : nullptr;
}

const at::Tensor* Handles::peek(double number) const {
  if (!(number >= 0 && number < 0x1p53)) return nullptr;
  const Handle handle = static_cast<Handle>(number);
  const uint32_t index = slotOf(handle);
  if (index >= slots_.size()) return nullptr;
  const Slot& slot = slots_[index];
  return slot.generation == generationOf(handle) && slot.tensor.defined() ? &slot.tensor : nullptr;
}

Handles::Slot& Handles::alive(Handle handle) {
  Slot* slot = find(handle);
  if (slot == nullptr) throw JsError(ErrorClass::Error, "this tensor was released (its scope ended?)");
  return *slot;
}

void Handles::release(Handle handle) {
  Slot* slot = find(handle);
  if (slot == nullptr) return;
  slot->tensor.reset();
  if (++slot->generation == lastGeneration) {
    ++retired_;
  } else {
    free_.push_back(slotOf(handle));
  }
}

void Handles::keep(Handle handle) { alive(handle).scope = 0; }

void Handles::close(const std::vector<Handle>& kept) {
  if (scopes_.empty()) throw std::runtime_error("no scope is open");
  const uint32_t depth = static_cast<uint32_t>(scopes_.size());
  const std::vector<Handle> born = std::move(scopes_.back());
  scopes_.pop_back();

  std::exception_ptr refused;
  for (const Handle handle : kept) {
    try {
      Slot& slot = alive(handle);
      if (slot.scope != depth) continue;
      slot.scope = depth - 1;
      if (!scopes_.empty()) scopes_.back().push_back(handle);
    } catch (...) {
      refused = std::current_exception();
    }
  }
  for (const Handle handle : born) {
    const Slot* slot = find(handle);
    if (slot != nullptr && slot->scope == depth) release(handle);
  }
  if (refused) std::rethrow_exception(refused);
}

}  // namespace tenon
