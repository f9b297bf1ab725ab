/** A project of a user's, in which the packed package is installed as npm would install it, without asking a registry. */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { built } from "./built.ts";

export interface Project {
  readonly folder: string;
  /** Runs a program in it to its end. Returns standard output; throws, with all that it said, where it fails. */
  run(file: string, args: readonly string[]): string;
  remove(): void;
}

/** Packs and installs. Throws where the package would be packed from an old build. */
export function packedProject(): Project {
  built("open/index.js");
  const folder = mkdtempSync(join(tmpdir(), "tenon-project-"));
  const modules = join(folder, "node_modules");
  const own: ExecFileSyncOptionsWithStringEncoding = {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  };
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], {
    encoding: "utf8",
  });
  mkdirSync(join(modules, "tenon"), { recursive: true });
  execFileSync("tar", ["xzf", packed.trim(), "-C", join(modules, "tenon"), "--strip-components=1"], own);
  for (const name of readdirSync("node_modules"))
    if (!name.startsWith(".")) symlinkSync(resolve("node_modules", name), join(modules, name));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return {
    folder,
    run: (file, args) => execFileSync(file, args, own),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
