// How many bytes LibTorch's CPU allocator holds.
#pragma once

#include <cstdint>

namespace tenon {

/** Puts a counter around LibTorch's CPU allocator, once a process. What was allocated before is not counted. */
void countAllocations();

int64_t allocatedBytes();
/** How many blocks it has given since the addon was loaded. */
int64_t allocationCount();
/** The most that was allocated at once since the last `resetPeak`. */
int64_t peakBytes();
void resetPeak();

}  // namespace tenon
