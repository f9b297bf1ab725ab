// The tensors that JavaScript holds, by number.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace tenon {

/**
 * A handle is `generation * 2^22 + slot`. Releasing a tensor raises the generation of its slot, so that a stale handle
 * is an error for ever and never another tensor. Generations stay below 2^31: every handle is exact in a double.
 *
 * A scope collects the handles made while it is open; closing it releases them. A slot knows the depth of the scope
 * that it belongs to (0: none), and a scope's list may name handles that have been released or moved since.
 */
class Handles {
 public:
  using Handle = int64_t;

  /** Takes a defined tensor into the innermost scope. */
  Handle add(at::Tensor tensor);
  /** The tensor, valid until the next change of this table. Throws where the handle is stale or was never one. */
  const at::Tensor& get(Handle handle) { return alive(handle).tensor; }
  /** The tensor of a number, or nullptr where it is no living handle. */
  const at::Tensor* peek(double number) const;
  /** Releasing a stale handle is nothing. */
  void release(Handle handle);
  /** Takes a handle out of every scope. */
  void keep(Handle handle);

  void open() { scopes_.emplace_back(); }
  /**
   * Closes the innermost scope; `kept` pass to the scope around it. Where one of `kept` is no living tensor, the scope
   * is closed all the same, and then this throws.
   */
  void close(const std::vector<Handle>& kept);
  size_t depth() const { return scopes_.size(); }
  size_t live() const { return slots_.size() - free_.size() - retired_; }

 private:
  struct Slot {
    at::Tensor tensor;
    uint32_t generation = 1;
    uint32_t scope = 0;
  };

  /** The slot of a living handle, nullptr for a stale one. Throws where the number never was a handle. */
  Slot* find(Handle handle);
  /** The same, but a stale handle is an error. */
  Slot& alive(Handle handle);

  std::vector<Slot> slots_;
  std::vector<uint32_t> free_;
  std::vector<std::vector<Handle>> scopes_;
  size_t retired_ = 0;
};

}  // namespace tenon
