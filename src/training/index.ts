/** One training loop; an objective is a function from batch to loss. */
export {};
