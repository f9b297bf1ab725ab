// The process group behind a JavaScript object.
#pragma once

// Older headers show the class only where the build's own macro is set.
#ifndef USE_C10D_GLOO
#define USE_C10D_GLOO
#endif
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

#include "state.h"

namespace tenon {

struct Group {
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
  int size;
};
using GroupPointer = std::shared_ptr<Group>;

/** The group that is the first argument of a call. Throws where that is none, or is closed. */
GroupPointer readGroup(Call& call);

}  // namespace tenon
