#include "allocator.h"

#include <c10/core/CPUAllocator.h>
#include <malloc.h>

#include <atomic>
#include <cstring>

namespace tenon {

namespace {

std::atomic<int64_t> bytes{0};
std::atomic<int64_t> peak{0};
std::atomic<int64_t> blocks{0};

void count(int64_t change) {
  const int64_t now = bytes.fetch_add(change, std::memory_order_relaxed) + change;
  int64_t seen = peak.load(std::memory_order_relaxed);
  while (now > seen && !peak.compare_exchange_weak(seen, now, std::memory_order_relaxed)) {
  }
}

/**
 * LibTorch's own allocator, counted: the memory it gives, its alignment and its way of freeing stay as they are. The
 * size of a block is asked of malloc, so that a block carries nothing extra and may be freed by whoever knows how.
 */
class CountingAllocator final : public c10::Allocator {
 public:
  // LibTorch 1.13 declares this const, 2.x does not: whichever it is, one of the two overrides it.
  c10::DataPtr allocate(size_t size) { return counted(size); }
  c10::DataPtr allocate(size_t size) const { return counted(size); }
  c10::DeleterFnPtr raw_deleter() const override { return &free; }
  // Pure virtual in 2.x, absent from 1.13.
  void copy_data(void* to, const void* from, std::size_t size) const { std::memcpy(to, from, size); }

 private:
  static c10::Allocator& inner() {
    static c10::Allocator& allocator = *c10::GetDefaultCPUAllocator();
    return allocator;
  }

  static c10::DataPtr counted(size_t size) {
    c10::DataPtr block = inner().allocate(size);
    count(static_cast<int64_t>(malloc_usable_size(block.get())));
    blocks.fetch_add(1, std::memory_order_relaxed);
    if (!block.compare_exchange_deleter(inner().raw_deleter(), &free)) {
      throw std::runtime_error("LibTorch's CPU allocator frees its blocks in a way that cannot be counted");
    }
    return block;
  }

  static void free(void* block) {
    count(-static_cast<int64_t>(malloc_usable_size(block)));
    inner().raw_deleter()(block);
  }
};

}  // namespace

void countAllocations() {
  // LibTorch keeps the pointer until the process ends, past the end of static objects.
  static CountingAllocator* const allocator = [] {
    auto* created = new CountingAllocator();
    c10::SetCPUAllocator(created);
    return created;
  }();
  static_cast<void>(allocator);
}

int64_t allocatedBytes() { return bytes.load(std::memory_order_relaxed); }
int64_t allocationCount() { return blocks.load(std::memory_order_relaxed); }
int64_t peakBytes() { return peak.load(std::memory_order_relaxed); }
void resetPeak() { peak.store(allocatedBytes(), std::memory_order_relaxed); }

}  // namespace tenon
