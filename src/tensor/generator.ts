/** Random generators: where random numbers come from, and how to draw the same ones again. */
import { type Handle, native } from "./native.ts";

/**
 * A source of random numbers of its own, for operators' `generator` argument and the factories' option:
 *
 *     const rng = new Generator(42);
 *     const x = randn([2, 3], 1, { generator: rng });
 */
export class Generator {
  /** LibTorch takes the last 32 bits of a seed: 2 ** 32 + 1 draws what 1 draws. */
  constructor(seed: number | bigint) {
    native().makeGenerator(this, seed);
  }

  /** Begins anew from a seed. */
  seed(value: number | bigint): void {
    native().seed(value, this);
  }

  /** All that decides what comes next, as bytes: given back, the same numbers are drawn again. */
  get state(): Uint8Array {
    return read(this);
  }
  /** Throws where the bytes are no state of this build's generator. */
  set state(bytes: Uint8Array) {
    write(bytes, this);
  }
}

/** Begins the process's own generator anew from a seed. */
export function seed(value: number | bigint): void {
  native().seed(value);
}

/** The generator that everything draws from which is given none. It belongs to the whole process, workers included. */
export const defaultGenerator = {
  get state(): Uint8Array {
    return read();
  },
  set state(bytes: Uint8Array) {
    write(bytes);
  },
};

function read(generator?: Generator): Uint8Array {
  return taking(native().generatorState(generator), (state) => native().toTypedArray(state) as Uint8Array);
}

function write(bytes: Uint8Array, generator?: Generator): void {
  taking(native().fromTypedArray(bytes, [bytes.length], "uint8"), (state) => {
    native().setGeneratorState(state, generator);
  });
}

function taking<T>(handle: Handle, use: (handle: Handle) => T): T {
  try {
    return use(handle);
  } finally {
    native().release(handle);
  }
}
