/** Fetches one wheel by pip, as the person has configured it: mirrors, proxies and certificates are pip's business. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "./folder.mjs";
import { differs } from "./hash.mjs";
import { requireNetwork } from "./package.mjs";
import { megabytes, SetupError } from "./report.mjs";
import { run } from "./run.mjs";
import { onPath, requireTool } from "./tools.mjs";

/** @typedef {import("./package.mjs").Context} Context */

/**
 * @typedef {object} Wheel
 * @property {string} requirement exact, for example "torch==2.13.0+cpu"
 * @property {string} sha256
 * @property {number} bytes
 * @property {readonly string[]} platforms tags that it may carry; none where it suits any
 */

/** @param {Context} context @param {string} why */
export async function requirePip(context, why) {
  await requireTool(context, why, "pip", ["python3-pip"], async () => {
    if (!onPath("python3")) return false;
    return (await run("python3", ["-m", "pip", "--version"], context)).code === 0;
  });
}

/**
 * Whether pip's index answers and has a package of a name; nothing is fetched.
 * @param {string} requirement
 * @param {AbortSignal} signal
 */
export async function pipAnswers(requirement, signal) {
  const [name = ""] = requirement.split("==");
  const args = ["-m", "pip", "index", "versions", "--retries", "0", "--disable-pip-version-check", name];
  return (await run("python3", args, { signal })).code === 0;
}

/**
 * @param {Context} context
 * @param {Wheel} wheel
 * @param {string} folder an empty one
 * @param {readonly string[]} [options] of pip
 * @returns {Promise<string>} the wheel's path
 */
export async function pipDownload(context, wheel, folder, options = []) {
  const { requirement, sha256, bytes, platforms } = wheel;
  requireNetwork(requirement);
  await requirePip(context, requirement);
  const [into, temporary] = [join(folder, "wheel"), join(folder, "temporary")];
  makeFolder(into);
  makeFolder(temporary);
  // The wheel is for this processor and an old glibc, whatever Python runs pip here.
  const tags = platforms.flatMap((platform) => ["--platform", platform]);
  const target = platforms.length
    ? [...tags, "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311"]
    : [];
  const args = ["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input"];
  const watching = setInterval(async () => {
    const present = (await size(into)) + (await size(temporary));
    context.report.progress(`${requirement}: ${megabytes(present)} of ${megabytes(bytes)}`);
  }, 500);
  try {
    const { code, output } = await run(
      "python3",
      [...args, "--retries", "2", "--progress-bar", "off", ...target, ...options, "--dest", into, requirement],
      { signal: context.signal, env: { TMPDIR: temporary, PIP_DISABLE_PIP_VERSION_CHECK: "1" } },
    );
    if (code !== 0) throw refusal(requirement, output);
  } finally {
    clearInterval(watching);
  }
  const [name] = await readdir(into);
  const path = join(into, name ?? "");
  const found = await differs(path, { sha256 });
  if (found === undefined) return path;
  const came = (await stat(path)).size;
  if (came < bytes) {
    throw new SetupError(
      `the download of ${requirement} broke off after ${megabytes(came)} of ${megabytes(bytes)}: run the command again`,
    );
  }
  throw new SetupError(`${name} is not the file it should be: its sha256 is ${found}, and ${sha256} was expected`, {
    final: true,
  });
}

/**
 * What pip's many lines come down to.
 * @param {string} requirement
 * @param {string} output
 */
function refusal(requirement, output) {
  if (/No space left on device/.test(output)) {
    return new SetupError(`no space is left for ${requirement}: make room, or name another folder in TENON_CACHE`, {
      final: true,
    });
  }
  const status = /\b(401|403|407)\b[^\n]*(Client Error|Forbidden|Unauthorized|Proxy)/.exec(output)?.[1];
  if (status !== undefined) return new SetupError(`pip's index refused ${requirement} (HTTP ${status})`);
  if (/connection broken|Max retries|NewConnectionError|ProxyError|Temporary failure|ConnectTimeout/.test(output)) {
    return new SetupError(`pip cannot reach its index for ${requirement}`);
  }
  if (/IncompleteRead|ProtocolError|ReadTimeout|ConnectionResetError|Connection aborted/.test(output)) {
    return new SetupError(`pip's download of ${requirement} broke off: run the command again`);
  }
  if (/DO NOT MATCH THE HASHES/.test(output)) {
    return new SetupError(`${requirement} is not the file that pip's index promised: its hash differs`, {
      final: true,
    });
  }
  if (/No matching distribution|Could not find a version/.test(output))
    return new SetupError(`pip's index has no ${requirement}`);
  const last = output.split("\n").findLast((line) => line.startsWith("ERROR")) ?? output.split("\n").at(-1) ?? "";
  return new SetupError(`pip could not fetch ${requirement} (${last.replace(/^ERROR:\s*/, "")})`);
}

/** @param {string} folder @returns {Promise<number>} bytes of all files in it */
async function size(folder) {
  let sum = 0;
  for (const entry of await readdir(folder, { recursive: true }).catch(() => [])) {
    sum += await stat(join(folder, entry)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    );
  }
  return sum;
}
