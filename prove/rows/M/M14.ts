/** LoRA's rank: a change of rank rho is learned whole from r = rho on, and below it as well as any matrix of that rank can be. */
import { row } from "../../harness/row.ts";
import { plantedFloors, plantedLosses } from "../../worlds/planted-rank.ts";

const PLANTED = 4;
const RANKS = [1, 2, 3, 4, 6];
const SEEDS = [1, 2, 3];

/** Share of the loss that is left after training at each rank, beside Eckart and Young's share: the squares of what is cut off. */
function measured(seed: number, steps: number, ranks: readonly number[] = RANKS) {
  const floors = plantedFloors(seed, PLANTED, ranks);
  return ranks.map((rank, i) => ({
    rank,
    left: plantedLosses({ seed, planted: PLANTED, rank, begin: "gaussian", steps }).at(-1)!,
    floor: floors[i]!,
  }));
}

export default row({
  id: "M14",
  bar:
    "a linear map whose change has rank 4 is learned by LoRA of rank 1, 2, 3, 4 and 6 in three seeds: below 4 the loss left is Eckart and Young's residual to 1 %, from 4 on " +
    "below 1e-3 of the loss; at r = 4 of a change of full rank more than 0.3 is left",
  holds: {
    "loss left over Eckart and Young's, r < 4": { above: 0.99, below: 1.01 },
    "loss left, r = 4 and 6": { below: 1e-3 },
    "control: loss left at r = 4 of a change of full rank": { above: 0.3 },
  },
  // All that is claimed holds. The control was asked for too much: a product of two drawn matrices has a spectrum that falls, and its best
  // part of rank 4 leaves 0.13 to 0.21 of it, which LoRA reaches; far from nothing, but not 0.3.
  negative: {
    "loss left over Eckart and Young's, r < 4": { above: 0.99, below: 1.01 },
    "loss left, r = 4 and 6": { below: 1e-3 },
    "control: loss left at r = 4 of a change of full rank": { above: 0.1 },
  },
  oracle: "closed form: singular values of the planted change",

  short: {
    "at r < rho the loss stops at Eckart and Young's residual, at r = rho it goes on to nothing": () => {
      const found = measured(1, 300, [2, 4]);
      return {
        "loss left over the residual, r = 2": [found[0]!.left / found[0]!.floor, { above: 0.98, below: 1.02 }],
        "loss left, r = 4": [found[1]!.left, { below: 1e-2 }],
        "residual at r = 2": [found[0]!.floor, { above: 0.05 }],
      };
    },
  },

  full(log) {
    const found = SEEDS.flatMap((seed) => measured(seed, 800));
    for (const { rank, left, floor } of found)
      log(`r = ${rank}: ${left.toPrecision(3)} left, residual ${floor.toPrecision(3)}`);
    const control = SEEDS.map(
      (seed) => plantedLosses({ seed, planted: 16, rank: PLANTED, begin: "gaussian", steps: 800 }).at(-1)!,
    );
    return {
      value: {
        "loss left over Eckart and Young's, r < 4": found
          .filter(({ rank }) => rank < PLANTED)
          .map(({ left, floor }) => left / floor),
        "loss left, r = 4 and 6": found.filter(({ rank }) => rank >= PLANTED).map(({ left }) => left),
        "control: loss left at r = 4 of a change of full rank": control,
      },
      seeds: SEEDS,
      control: `of a change of rank 16, rank 4 leaves ${control.map((one) => one.toPrecision(2)).join(", ")}`,
    };
  },
});
