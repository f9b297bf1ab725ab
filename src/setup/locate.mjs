/**
 * Where LibTorch and the compiled addon are. Set-up and the running program ask the same question here, so that what
 * the one made is what the other finds.
 */
import { existsSync } from "node:fs";
import { recipe } from "./addon-recipe.mjs";
import { findLibtorch } from "./libtorch-find.mjs";
import { requirePackage } from "./package.mjs";
import { SetupError } from "./report.mjs";

/**
 * Looks at the file system only, in a few milliseconds.
 * @returns {{ libtorch: import("./libtorch-find.mjs").Libtorch, addon: string }}
 * @throws {SetupError} where one of the two is missing
 */
export function locate() {
  requirePackage();
  const libtorch = findLibtorch();
  if (libtorch === undefined) throw new SetupError("LibTorch is not set up on this machine: run `npx tenon setup`");
  const { addon } = recipe(libtorch);
  if (!existsSync(addon)) {
    throw new SetupError(
      `The addon is not compiled for LibTorch ${libtorch.version} in ${libtorch.lib}: run \`npx tenon setup\``,
    );
  }
  return { libtorch, addon };
}
