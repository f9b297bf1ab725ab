#!/usr/bin/env node
/**
 * Set-up: `node src/setup/main.mjs` in a clone, `npx tenon setup` anywhere. Brings what is missing (npm packages, the
 * compiled program, LibTorch, the compiled addon, a model), touches nothing that is there, says what it does on
 * standard error, and never reads standard input.
 */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { addonReady, buildAddon } from "./addon.mjs";
import { build, buildReady } from "./build.mjs";
import { plainly } from "./cache.mjs";
import { libtorchReady, obtainLibtorch, warnIfUnsupported } from "./libtorch.mjs";
import { findLibtorch } from "./libtorch-find.mjs";
import { inCache, withLock } from "./lock.mjs";
import { cachedModel, DEFAULT_MODEL, obtain, TEST_ENCODER, TEST_MODEL } from "./models.mjs";
import { installPackages, packagesReady } from "./npm.mjs";
import { packageRoot } from "./package.mjs";
import { createReport, SetupError, seconds } from "./report.mjs";
import { onPath, requireTool } from "./tools.mjs";

/** @typedef {import("./package.mjs").Context} Context */

/** @typedef {Context & { models: string[] }} Wish */

/**
 * One thing that has to be there.
 * @typedef {object} Step
 * @property {(wish: Wish) => boolean} ready whether it is there
 * @property {(wish: Wish) => Promise<void>} bring
 * @property {(context: Context, work: () => Promise<void>) => Promise<void>} alone keeps other runs out meanwhile
 */

/** @type {Step["alone"]} */
const inPackage = (context, work) => withLock(join(packageRoot, "package.json"), context, work);

/** @type {Record<string, Step>} in the order in which one needs the other */
const STEPS = {
  npm: { alone: inPackage, ready: packagesReady, bring: installPackages },
  build: { alone: inPackage, ready: buildReady, bring: build },
  libtorch: {
    alone: inCache,
    ready: libtorchReady,
    bring: async (wish) => {
      await requireCompiler(wish);
      await obtainLibtorch(wish);
    },
  },
  addon: {
    alone: inCache,
    ready: () => {
      const libtorch = findLibtorch();
      return libtorch !== undefined && addonReady(libtorch);
    },
    bring: async (wish) => {
      await requireCompiler(wish);
      await buildAddon(wish, warnIfUnsupported(wish, findLibtorch()));
    },
  },
  model: {
    // Fetching a model takes the cache's lock by itself, since programs do that too.
    alone: (_, work) => work(),
    ready: ({ models }) => models.every((name) => cachedModel(name) !== undefined),
    bring: async (wish) => {
      for (const name of wish.models) await obtain(name, wish);
    },
  },
};

/** Asked for before LibTorch is fetched, so that nobody waits for that in vain. @param {Context} context */
async function requireCompiler(context) {
  await requireTool(context, "the addon", "g++", ["g++"], () => onPath("g++") && onPath("objdump"));
}

/**
 * @param {readonly string[]} argv
 * @returns {Promise<number>} exit code: 0, 2 with one sentence where something could not be had, 130 when interrupted
 */
export async function setup(argv) {
  const began = performance.now();
  const report = createReport();
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  for (const name of INTERRUPTS) process.on(name, stop);
  try {
    const { wish, only } = parse(argv, { report, signal: interrupt.signal });
    let brought = 0;
    for (const name of only) {
      const step = /** @type {Step} */ (STEPS[name]);
      if (step.ready(wish)) continue;
      brought++;
      // Another run may have brought it while this one waited for the lock.
      await step.alone(wish, async () => {
        if (!step.ready(wish)) await step.bring(wish);
      });
    }
    if (brought > 0) report.line(`set-up: complete, ${seconds(began)}`);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) {
      report.line("set-up: interrupted; the next run goes on from here");
      return 130;
    }
    const told = plainly(error);
    if (!(told instanceof SetupError)) throw told;
    report.line(`tenon: ${told.message}`);
    return told.exitCode;
  } finally {
    for (const name of INTERRUPTS) process.off(name, stop);
  }
}

/** @type {NodeJS.Signals[]} */
const INTERRUPTS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * @param {readonly string[]} argv
 * @param {Pick<Context, "report" | "signal">} context
 * @returns {{ wish: Wish, only: string[] }}
 */
function parse(argv, context) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        dev: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        only: { type: "string" },
        model: { type: "string", default: DEFAULT_MODEL },
      },
    });
    const only = values.only?.split(",") ?? Object.keys(STEPS);
    const unknown = only.find((name) => !Object.hasOwn(STEPS, name));
    if (unknown !== undefined) throw new Error(`--only knows ${Object.keys(STEPS).join(", ")}, and not ${unknown}`);
    const { dev, yes, model } = values;
    return { only, wish: { ...context, dev, yes, models: dev ? [model, TEST_MODEL, TEST_ENCODER] : [model] } };
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await setup(process.argv.slice(2));
}
