/** What a technique may do within a training step, as values: the loop calls each in order and knows none by name. */
import type { Optimizer } from "./optimizer.ts";

/** A step as a callback sees it. */
export interface TrainingStep {
  /** The step's number, from 0. */
  readonly step: number;
  /** Its mean loss, over all its batches and processes. */
  readonly loss: number;
  /** What moves the parameters, with its groups and their rates. */
  readonly optimizer: Optimizer;
}

/** The two moments of a step at which a technique may act. */
export interface StepCallbacks {
  /** Gradients are complete, averaged and not yet clipped; they may be read and written. */
  afterBackward?(step: TrainingStep): void;
  /** Parameters have moved. */
  afterStep?(step: TrainingStep): void;
}
