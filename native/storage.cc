// The contents of tensors: typed arrays in and out, single elements, files mapped into memory.
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "convert.h"
#include "dtype.h"
#include "functions.h"
#include "js.h"

namespace tenon {

namespace {

/** A shape, checked: neither its sizes nor their product may be negative or beyond 2^53. */
std::vector<int64_t> readShape(napi_env env, napi_value value) {
  constexpr int64_t most = int64_t{1} << 53;
  std::vector<int64_t> shape;
  int64_t elements = 1;
  for (napi_value size : readArray(env, value)) {
    shape.push_back(readInt(env, size));
    if (shape.back() < 0) rangeError("a shape has no negative size");
    if (__builtin_mul_overflow(elements, std::max<int64_t>(shape.back(), 1), &elements) || elements > most) {
      rangeError("the shape has more than 2^53 elements");
    }
  }
  return shape;
}

struct View {
  napi_typedarray_type type;
  size_t bytes;
  const void* data;
};

View readTypedArray(napi_env env, napi_value value, const TypedArray& wanted) {
  bool typed = false;
  check(env, napi_is_typedarray(env, value, &typed));
  if (!typed) expected(env, wanted.name, value);
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  check(env, napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr));
  if (type != wanted.type) typeError("the data must be a " + std::string(wanted.name) + " for this dtype");
  return {type, length * wanted.bytes, data};
}

class File {
 public:
  explicit File(const std::string& path) : path_(path), descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail(std::strerror(errno));
  }
  ~File() { close(descriptor_); }
  File(const File&) = delete;

  /** Private and copy-on-write: whoever writes gets a page of their own, and the file stays as it is. */
  at::Tensor map() const {
    struct stat about;
    if (fstat(descriptor_, &about) != 0) fail(std::strerror(errno));
    if (!S_ISREG(about.st_mode)) fail("it is not a regular file");
    if (about.st_size == 0) fail("it is empty");
    const size_t bytes = static_cast<size_t>(about.st_size);
    // NORESERVE: pages that nobody writes need no memory of their own, so a file may be larger than what is free.
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, descriptor_, 0);
    if (data == MAP_FAILED) fail(std::strerror(errno));
    const auto unmap = [bytes](void* mapped) { munmap(mapped, bytes); };
    return at::from_blob(data, {static_cast<int64_t>(bytes)}, unmap, at::TensorOptions(at::kByte));
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw Sentence("cannot map " + path_ + ": " + why);
  }

  const std::string path_;
  const int descriptor_;
};

}  // namespace

napi_value fromTypedArray(Call& call) {
  const c10::ScalarType dtype = dtypeNamed(readString(call.env, call.args[2]));
  const std::vector<int64_t> shape = readShape(call.env, call.args[1]);
  const View data = readTypedArray(call.env, call.args[0], typedArrayOf(dtype));
  int64_t bytes = static_cast<int64_t>(c10::elementSize(dtype));
  for (const int64_t size : shape) bytes *= size;
  if (bytes != static_cast<int64_t>(data.bytes)) {
    rangeError("the shape takes " + std::to_string(bytes) + " bytes, the data has " + std::to_string(data.bytes));
  }
  at::Tensor tensor = at::empty(shape, at::TensorOptions(dtype));
  if (bytes > 0) std::memcpy(tensor.data_ptr(), data.data, data.bytes);
  return makeTensor(call.state, std::move(tensor));
}

napi_value toTypedArray(Call& call) {
  const at::Tensor tensor = readTensor(call.state, call.args[0]).detach();
  const TypedArray& array = typedArrayOf(tensor.scalar_type());
  const size_t bytes = static_cast<size_t>(tensor.numel()) * tensor.element_size();
  void* data = nullptr;
  napi_value buffer, result;
  check(call.env, napi_create_arraybuffer(call.env, bytes, &data, &buffer));
  if (bytes > 0) at::from_blob(data, tensor.sizes(), at::TensorOptions(tensor.scalar_type())).copy_(tensor);
  check(call.env, napi_create_typedarray(call.env, array.type, bytes / array.bytes, buffer, 0, &result));
  return result;
}

napi_value item(Call& call) {
  const c10::Scalar element = readTensor(call.state, call.args[0]).item();
  if (element.isBoolean()) return makeBool(call.env, element.toBool());
  if (element.isFloatingPoint()) return makeDouble(call.env, element.toDouble());
  if (element.isComplex()) typeError("a complex number is no JavaScript number");
  return makeInt(call.env, element.toLong());
}

napi_value mapFile(Call& call) { return makeTensor(call.state, File(readString(call.env, call.args[0])).map()); }

}  // namespace tenon
