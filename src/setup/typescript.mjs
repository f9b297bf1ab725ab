/**
 * Lets Node run TypeScript files: `node --import ./src/setup/typescript.mjs file.ts`.
 *
 * Types are stripped by the TypeScript compiler as each module is loaded; nothing is checked here.
 */
import { register } from "node:module";

register("./typescript-loader.mjs", import.meta.url);
