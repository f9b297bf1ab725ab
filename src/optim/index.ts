/** Optimizers, learning-rate schedules and clipping. */
export {};
