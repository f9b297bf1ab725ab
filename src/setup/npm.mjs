/** Set-up's step for the packages that running needs. The published package brings none: npm installed them with it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requireRoom } from "./cache.mjs";
import { isClone, packageRoot, requireNetwork } from "./package.mjs";
import { SetupError, seconds } from "./report.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./package.mjs").Context} Context */
/** @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */

/** Bytes that the packages take, those for tests included. */
const ROOM = 300e6;

/**
 * Whether `node_modules` holds what package-lock.json says, by npm's own record of what it installed.
 * @param {{ dev: boolean }} options
 */
export function packagesReady({ dev }) {
  if (!isClone) return true;
  const record = join(packageRoot, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = lockedPackages(record);
  return Object.entries(lockedPackages(join(packageRoot, "package-lock.json"))).every(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.devOptional || (wanted.dev && !dev)) return true;
    const there = installed[path];
    return there?.version === wanted.version && there?.integrity === wanted.integrity;
  });
}

/** @param {string} file @returns {Record<string, Locked>} */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** @param {Context} context */
export async function installPackages({ report, signal, dev }) {
  requireNetwork("a package of package-lock.json");
  await requireRoom(ROOM, "npm", packageRoot);
  const began = performance.now();
  report.line(`npm: installing the packages that ${dev ? "tests need" : "running needs"}`);
  const ticking = setInterval(() => report.progress(`npm: installing, ${seconds(began)}`), 500);
  // npm waits a minute before its last try; somebody without a network should not. And what a script was asked (`npm run prove
  // A05 --dry`) is no wish to npm.
  const how = ["--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=4000", "--dry-run=false"];
  const args = ["ci", ...(dev ? [] : ["--omit=dev"]), ...how];
  try {
    const { code, output } = await run("npm", args, { cwd: packageRoot, signal });
    if (code !== 0) throw refusal(code, output);
  } finally {
    clearInterval(ticking);
  }
  report.line(`npm: installed, ${seconds(began)}`);
}

/** @param {number} exit @param {string} output */
function refusal(exit, output) {
  if (exit === 127) return new SetupError("npm is missing: run `apt-get install -y npm`, or install Node with it");
  const errors = [...output.matchAll(/^npm (?:error|ERR!) (.*)$/gm)].map((match) => match[1] ?? "");
  const kind = errors.find((line) => line.startsWith("code "))?.slice(5) ?? `exit code ${exit}`;
  if (kind === "ENOSPC") return new SetupError(`no space is left in ${packageRoot} for npm's packages`);
  const said = errors.find((line) => line && !/^(code|errno|syscall|path|network) /.test(line)) ?? "";
  return new SetupError(`npm could not install the packages (${kind}${said && `: ${said}`})`);
}
