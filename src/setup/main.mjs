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
import { machine, packageRoot, unfit } from "./package.mjs";
import { createReport, SetupError, seconds, together } from "./report.mjs";
import { onPath, requireTool } from "./tools.mjs";

/** @typedef {import("./package.mjs").Context} Context */

/** @typedef {Context & { models: string[], types: boolean }} Wish */

/**
 * One thing that has to be there.
 * @typedef {object} Step
 * @property {readonly string[]} needs steps that come first; all others go on at the same time
 * @property {(wish: Wish) => boolean} ready whether it is there
 * @property {(wish: Wish) => Promise<void>} bring
 * @property {(context: Context, work: () => Promise<void>) => Promise<void>} alone keeps other runs out meanwhile
 */

/** @type {Step["alone"]} */
const inPackage = (context, work) => withLock(join(packageRoot, "package.json"), context, work);

/** @type {Record<string, Step>} in the order in which one needs the other */
const STEPS = {
  npm: { needs: [], alone: inPackage, ready: packagesReady, bring: installPackages },
  build: { needs: ["npm"], alone: inPackage, ready: buildReady, bring: build },
  libtorch: {
    needs: [],
    alone: inCache,
    ready: libtorchReady,
    bring: async (wish) => {
      await requireCompiler(wish);
      await obtainLibtorch(wish);
    },
  },
  addon: {
    needs: ["npm", "libtorch"],
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
    // Nothing of the addon but the cache's lock, which fetching a model takes by itself, since programs do that too.
    needs: ["libtorch", "addon"],
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
    const reason = unfit(machine());
    if (reason !== undefined) throw new SetupError(`${reason.what}: ${reason.remedy}`);
    const brought = await bringAll(only, wish);
    if (brought > 0) report.line(`set-up: complete, ${seconds(began)}`);
    // What is a part of another command says nothing where there is nothing to do.
    else if (only.size === Object.keys(STEPS).length) report.line("set-up: everything is there");
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

/**
 * Brings what is missing, each step once those that it needs are done. The first failure ends the others.
 * @param {ReadonlySet<string>} only
 * @param {Wish} wish
 * @returns {Promise<number>} how many steps had something to do
 */
async function bringAll(only, wish) {
  const failed = new AbortController();
  const signal = AbortSignal.any([wish.signal, failed.signal]);
  const reports = together(wish.report);
  let brought = 0;
  /** @type {Map<string, Promise<void>>} */
  const steps = new Map();
  /** @param {string} name @param {Step} step */
  const bring = async (name, { needs, ready, bring, alone }) => {
    await Promise.all(needs.map((other) => steps.get(other)));
    signal.throwIfAborted();
    if (ready(wish)) return;
    brought++;
    const context = { ...wish, signal, report: reports(name) };
    // Another run may have brought it while this one waited for the lock.
    await alone(context, async () => {
      if (!ready(wish)) await bring(context);
    });
  };
  for (const [name, step] of Object.entries(STEPS)) {
    if (!only.has(name)) continue;
    const done = bring(name, step);
    done.catch((error) => failed.abort(error));
    steps.set(name, done);
  }
  await Promise.allSettled(steps.values());
  if (failed.signal.aborted) throw failed.signal.reason;
  return brought;
}

/** @type {NodeJS.Signals[]} */
const INTERRUPTS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * @param {readonly string[]} argv
 * @param {Pick<Context, "report" | "signal">} context
 * @returns {{ wish: Wish, only: Set<string> }}
 */
function parse(argv, context) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        dev: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        types: { type: "boolean", default: false },
        only: { type: "string" },
        model: { type: "string", default: DEFAULT_MODEL },
      },
    });
    const only = values.only?.split(",") ?? Object.keys(STEPS);
    const unknown = only.find((name) => !Object.hasOwn(STEPS, name));
    if (unknown !== undefined) throw new Error(`--only knows ${Object.keys(STEPS).join(", ")}, and not ${unknown}`);
    const { dev, yes, model } = values;
    const types = values.types || dev; // what is checked imports the package by its name
    return {
      only: new Set(only),
      wish: { ...context, dev, yes, types, models: dev ? [model, TEST_MODEL, TEST_ENCODER] : [model] },
    };
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await setup(process.argv.slice(2));
}
