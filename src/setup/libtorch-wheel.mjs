/** LibTorch out of PyTorch's wheels: its headers, `libc10`, `libtorch_cpu` and what they load. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { install, requireRoom, staged } from "./cache.mjs";
import { neededBy } from "./elf.mjs";
import { makeFolder } from "./folder.mjs";
import { cachedBuildPath } from "./libtorch-find.mjs";
import { architecture } from "./package.mjs";
import { pipDownload } from "./pip.mjs";
import { megabytes, SetupError, seconds } from "./report.mjs";
import { unzip } from "./zip.mjs";

/** @typedef {import("./package.mjs").Context} Context */
/** @typedef {import("./pip.mjs").Wheel} Wheel */

/**
 * @typedef {object} WheelBuild
 * @property {typeof import("./libtorch-find.mjs").CACHED_BUILDS[number]} build
 * @property {Wheel} wheel
 * @property {number} unpacked bytes kept
 * @property {Record<string, Wheel>} beside wheels of libraries that libtorch_cpu loads besides, by the library's name
 */

/**
 * PyTorch's CPU build.
 * @returns {WheelBuild}
 */
export function cpuBuild() {
  const wheel = {
    x86_64: { sha256: "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b", bytes: 191_794_682 },
    aarch64: { sha256: "84453b69508ec79902f899c5ed9495acb9e2bbe9fda5f1d5d6f19e3c3842e1a7", bytes: 150_000_000 },
  }[architecture()];
  return {
    build: "2.13.0+cpu",
    wheel: { requirement: "torch==2.13.0+cpu", platforms: platforms("_2_28"), ...wheel },
    unpacked: 510e6,
    beside: {},
  };
}

/**
 * The build of PyPI, for CUDA. Its libtorch_cpu loads CUDA's run-time and profiling libraries, which lie in wheels of
 * their own where its RPATH looks for them.
 * @returns {WheelBuild}
 */
export function cudaBuild() {
  const known = {
    x86_64: {
      torch: { sha256: "60fcdcb2f3876e21146cb4524ef06397d727ca9ad5f020818547e25075fe3cb7", bytes: 526_574_961 },
      cudart: { sha256: "7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548", bytes: 2_243_632 },
      cupti: { sha256: "4eb01c08e859bf924d222250d2e8f8b8ff6d3db4721288cf35d14252a4d933c8", bytes: 10_715_597 },
    },
    aarch64: {
      torch: { sha256: "092790c696a760c729fd5722835f50b9d81fd7c8f141571f3f3cf4081a8f664c", bytes: 427_199_369 },
      cudart: { sha256: "ef9bcbe90493a2b9d810e43d249adb3d02e98dd30200d86607d8d02687c43f55", bytes: 2_261_060 },
      cupti: { sha256: "796bd679890ee55fb14a94629b698b6db54bcfd833d391d5e94017dd9d7d3151", bytes: 10_310_827 },
    },
  }[architecture()];
  return {
    build: "2.13.0+cu130",
    wheel: { requirement: "torch==2.13.0", platforms: platforms("_2_28"), ...known.torch },
    unpacked: 525e6,
    beside: {
      "libcudart.so.13": {
        requirement: "nvidia-cuda-runtime==13.0.96",
        platforms: platforms("2014"),
        ...known.cudart,
      },
      "libcupti.so.13": { requirement: "nvidia-cuda-cupti==13.0.85", platforms: platforms("_2_25"), ...known.cupti },
    },
  };
}

/** @param {string} policy */
function platforms(policy) {
  return [`manylinux${policy}_${architecture()}`];
}

/**
 * Fetches a build by pip and unpacks it into the cache.
 * @param {Context} context
 * @param {WheelBuild} source
 * @param {readonly string[]} [options] of pip
 */
export async function obtainWheel(context, { build, wheel, unpacked, beside }, options = []) {
  const { report, signal } = context;
  const began = performance.now();
  const extra = Object.values(beside).reduce((sum, { bytes }) => sum + bytes, 0);
  await requireRoom(wheel.bytes + extra + unpacked + 50e6, `LibTorch ${build}`);
  await staged(async (downloads) => {
    const path = await pipDownload(context, wheel, join(downloads, "torch"), options);
    report.line(`libtorch: fetched ${basename(path)}, ${seconds(began)}`);
    await install(cachedBuildPath(build), async (folder) => {
      await unzip(path, folder, (name) => (isKept(name) ? name : undefined), {
        signal,
        onBytes: (written, total) => report.progress(`libtorch: unpacked ${megabytes(written)} of ${megabytes(total)}`),
      });
      await complete(context, folder, beside, downloads, options);
    });
  });
  report.line(`libtorch: ${build} is in ${cachedBuildPath(build)}, ${seconds(began)}`);
}

/** @param {string} name of an entry of the wheel */
function isKept(name) {
  return (
    name.startsWith("torch/include/") ||
    /^torch\/lib\/lib(c10|torch_cpu|gomp[-.\w]*)\.so[.\d]*$/.test(name) ||
    /LICENSE|NOTICE/.test(name)
  );
}

/**
 * Brings what the kept libraries load and the system does not have.
 * @param {Context} context
 * @param {string} folder
 * @param {Record<string, Wheel>} beside
 * @param {string} downloads
 * @param {readonly string[]} options
 */
async function complete(context, folder, beside, downloads, options) {
  const lib = join(folder, "torch/lib");
  for (const name of await neededBy(join(lib, "libtorch_cpu.so"), context.signal)) {
    if (existsSync(join(lib, name)) || SYSTEM.test(name)) continue;
    const wheel = beside[name];
    if (wheel === undefined) {
      throw new SetupError(`libtorch_cpu.so loads ${name}, which is in no wheel that set-up knows`, { final: true });
    }
    const path = await pipDownload(context, wheel, join(downloads, name), options);
    makeFolder(folder);
    const isIt = (/** @type {string} */ entry) =>
      basename(entry) === name || /LICENSE/i.test(basename(entry)) ? entry : undefined;
    await unzip(path, folder, isIt, context);
    context.report.line(`libtorch: fetched ${basename(path)} for ${name}`);
  }
}

/** Libraries of the C and C++ run-time, which every Linux with a compiler has. */
const SYSTEM = /^(lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|util|atomic)\.so|ld-linux)/;
