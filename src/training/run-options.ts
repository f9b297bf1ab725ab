import type { Documents } from "../data/index.ts";
import { optionsOf } from "../sentences/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";
import type { CorpusOptions } from "./recipe.ts";
import type { Baseline } from "./report.ts";
import type { Entry } from "./run-log.ts";

/** Is told how a run goes. */
export interface Watcher {
  /** What is being done beside steps, in one line. */
  note?(line: string): void;
  /** A step, a measurement or a sample, as it enters the log. */
  entry?(entry: Entry, steps: number): void;
}

/** Where a recipe is run, and who is told. */
export interface RecipeRunOptions extends CorpusOptions {
  /** The folder of the run. */
  out: string;
  /** Goes on from the newest checkpoint; without it a folder that holds a run is refused. */
  resume?: boolean;
  /** Is told how it goes. */
  watcher?: Watcher;
  /** Ends the run behind the step that is being computed, with a checkpoint. */
  signal?: AbortSignal;
  /** Other models' bits per byte on the same split of raw text, for the report; asked once, after training, unless the recipe says no. */
  baselines?: (train: Documents, heldOut: Documents, signal?: AbortSignal) => Promise<readonly Baseline[]>;
  /**
   * Several processes at this run, each with its share of every batch. Rank 0 alone prepares and writes the folder, which all
   * must see.
   */
  group?: ProcessGroup;
  /** A clock in milliseconds since 1970, by which event files are dated. */
  now?: () => number;
}

/** Throws an ArgumentError where what `runRecipe` was given is no `RecipeRunOptions`. */
export const checkRun = optionsOf<RecipeRunOptions>("runRecipe", {
  out: "text",
  data: "text?",
  resume: "flag?",
  watcher: "object?",
  signal: "object?",
  baselines: "function?",
  group: "object?",
  now: "function?",
});
