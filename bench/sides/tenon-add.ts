import { build, noGrad, scope, tensor, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

threads(1);
const [x, y] = [tensor([1, 2, 3, 4]), tensor([5, 6, 7, 8])];
/** Calls in a scope: as many as a decoding step has, or some more. */
const SCOPE = 500;

await serve({ libtorch: build().version }, ({ calls }: { calls: number }) =>
  noGrad(() => {
    const begin = performance.now();
    for (let made = 0; made < calls; made += SCOPE) {
      scope(() => {
        for (let i = 0; i < SCOPE; i++) x.add(y);
      });
    }
    return { calls, seconds: (performance.now() - begin) / 1000 };
  }),
);
