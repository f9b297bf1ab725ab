/** Documents in, batches out: sources, filters, packing, shards. */
export {};
