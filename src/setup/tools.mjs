/** Programs that set-up leans on, and the system's package manager that may bring them. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { SetupError, seconds } from "./report.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./package.mjs").Context} Context */

/** @param {string} program */
export function onPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether set-up may call apt: as root, or where the person said `--yes`. @param {Context} context */
export function aptAllowed({ yes }) {
  return onPath("apt-get") && (isRoot() || yes);
}

/** @param {readonly string[]} packages */
export function aptCommand(packages) {
  return `${isRoot() ? "" : "sudo "}apt-get install -y --no-install-recommends ${packages.join(" ")}`;
}

function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * Makes sure that a program is there: by apt where that is allowed, else by asking for it.
 * @param {Context} context
 * @param {string} why what needs it, as the subject of a sentence
 * @param {string} what
 * @param {readonly string[]} packages of Debian that bring it
 * @param {() => Promise<boolean> | boolean} present
 */
export async function requireTool(context, why, what, packages, present) {
  if (await present()) return;
  const sentence = `${why} needs ${what}: run \`${aptCommand(packages)}\``;
  if (!aptAllowed(context)) throw new SetupError(sentence, { final: true });
  await aptInstall(context, packages);
  if (!(await present())) throw new SetupError(sentence, { final: true });
}

/**
 * @param {Context} context
 * @param {readonly string[]} packages
 */
export async function aptInstall(context, packages) {
  const began = performance.now();
  context.report.line(`apt: ${aptCommand(packages)}`);
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  const first = await apt(context, install);
  // A fresh image has no package lists, and an old one has lists of packages that are gone.
  if (first.code !== 0) {
    await apt(context, ["update"]);
    const second = await apt(context, install);
    if (second.code !== 0) {
      const reason = /^E: .*$/m.exec(second.output)?.[0].slice(3) ?? `exit code ${second.code}`;
      throw new SetupError(`apt could not install ${packages.join(" ")} (${reason.trim()})`);
    }
  }
  context.report.line(`apt: installed ${packages.join(" ")}, ${seconds(began)}`);
}

/**
 * @param {Context} context
 * @param {string[]} args
 */
function apt({ signal, report }, args) {
  const [program, ...rest] = isRoot() ? ["apt-get", ...args] : ["sudo", "apt-get", ...args];
  return run(program ?? "", rest, {
    signal,
    env: { DEBIAN_FRONTEND: "noninteractive" },
    // sudo asks for its password on the terminal, which a process group of its own would be cut off from.
    sameGroup: !isRoot(),
    onLine: (line) => report.progress(`apt: ${line}`),
  });
}
