#!/bin/sh
# Runs the tests of the addon with AddressSanitizer, and a leak check.
#
#     tools/sanitize.sh
#
# The addon is compiled once more, with g++'s sanitizer, into a cache of its own under /tmp; LibTorch and Node are not
# instrumented, but their calls of malloc and free are seen, so a read after free in the addon or by LibTorch's own
# string functions is found wherever the memory came from.
set -eu
cd "$(dirname "$0")/.."

work=${TMPDIR:-/tmp}/tenon-sanitize-$(id -u)
mkdir -p "$work/bin" "$work/cache"
compiler=$(command -v g++)
cat >"$work/bin/g++" <<EOF
#!/bin/sh
exec $compiler -fsanitize=address -fno-omit-frame-pointer -g "\$@"
EOF
chmod +x "$work/bin/g++"

find='import("./src/setup/libtorch-find.mjs").then(({ findLibtorch }) => console.log(findLibtorch().root))'
libtorch=${LIBTORCH:-$(node -e "$find")}
export LIBTORCH="$libtorch" TENON_CACHE="$work/cache"
PATH="$work/bin:$PATH" node src/setup/main.mjs --only addon

# libstdc++ as well: Node carries its own inside, and the sanitizer looks for the one that throws.
preload="$($compiler -print-file-name=libasan.so) $($compiler -print-file-name=libstdc++.so.6)"

echo "-- tests of the addon"
LD_PRELOAD="$preload" ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
  node node_modules/vitest/vitest.mjs run src/tensor

echo "-- leaks"
leaks() {
  LD_PRELOAD="$preload" ASAN_OPTIONS=detect_leaks=1:malloc_context_size=40 node --expose-gc "$@"
}
leaks --import ./src/setup/typescript.mjs tools/leaks.ts

# The check itself is checked: an addon that loses memory must be caught.
cat >"$work/leaky.c" <<'EOF'
#include <node_api.h>
#include <stdlib.h>
NAPI_MODULE_INIT() {
  char* volatile lost = malloc(12345);
  lost = NULL;
  return exports;
}
EOF
"$work/bin/g++" -x c -shared -fPIC -I node_modules/node-api-headers/include "$work/leaky.c" -o "$work/leaky.node"
if leaks -e "require('$work/leaky.node')" 2>/dev/null; then
  echo "the leak check does not see a leak" >&2
  exit 1
fi
echo "no leak; one made on purpose was seen"
