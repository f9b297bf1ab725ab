/** What a recipe stands for, whether it trains from raw text or tunes: what `runRecipe` runs. */
import type { Tensor } from "../tensor/index.ts";
import type { Callback } from "./callback.ts";
import type { Spare } from "./recipe-callbacks.ts";
import type { Entry } from "./run-log.ts";
import type { Survey } from "./source.ts";
import type { TrainResult } from "./train.ts";
import type { TrainOptions } from "./train-options.ts";

/** How a run ends on what was held out. */
export interface HeldOut {
  /** In nats a token. */
  readonly loss: number;
  /** Of the held-out text in UTF-8, where it is text as it stands. */
  readonly bitsPerByte?: number | undefined;
}

/** Where entries go, and what may fail without ending a run. */
export interface Teller {
  readonly add: (entry: Entry) => Promise<void>;
  readonly spare: Spare;
}

/** What `train` is given of the folder and the processes around it. */
export type Around = Pick<TrainOptions<never>, "callbacks" | "checkpoints" | "parallel" | "signal">;

/** A recipe whose model is at hand; nothing is written yet. */
export interface Work {
  /** Reads the texts once, in the one process that prepares. Throws where they are none to learn from. */
  survey(): Promise<Survey>;
  /** Makes what is missing in the folder, behind `survey`. What was made there before stands. */
  prepare(folder: string): Promise<void>;
  /** All that training takes, out of a folder that was prepared; in each process of a group. */
  open(folder: string): OpenWork;
}

export interface OpenWork {
  /** What moves, by name: what processes average. */
  readonly learned: readonly (readonly [name: string, parameter: Tensor])[];
  readonly steps: number;
  /** Ends the run early, in each process. */
  readonly stopping: Callback;
  /** Told before the first step of a run that begins. */
  before(teller: Teller): Promise<void>;
  /** Measures and tells meanwhile, where there is a teller; without one it only takes steps. */
  train(around: Around, teller?: Teller): Promise<TrainResult>;
  /** Writes what was learned. */
  save(folder: string): void;
  /** What is measured and told of a run that has come to its end. */
  after(teller: Teller): Promise<HeldOut | undefined>;
  /** The report as HTML; `final` where the run has come to its end. */
  report(entries: readonly Entry[], final: HeldOut | undefined): string;
}
