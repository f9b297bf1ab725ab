/** Counting language models: n-grams and their smoothing. No tensors. */
export {};
