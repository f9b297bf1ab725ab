/** How far our logits processors are from transformers' warpers. */
import { processors } from "../../src/generation/index.ts";
import { fromData, scope } from "../../src/tensor/index.ts";
import { fixture, ProcessorsFixture } from "../fixtures.ts";

export interface ProcessorsDistance {
  chains: number;
  /** Chains that leave other ids than the reference's. */
  apart: number;
  /** Largest difference of the logits left, beside their size where that is above 1. */
  worst: number;
}

type Chain = Readonly<Record<string, number | undefined>>;

/** Over the chains of the fixture that `wanted` picks. */
export function compareProcessors(wanted: (chain: Chain) => boolean): ProcessorsDistance {
  const found = { chains: 0, apart: 0, worst: 0 };
  for (const { logits, previous, results } of fixture("generation/processors.json.gz", ProcessorsFixture).cases) {
    for (const { chain, kept, logits: expected } of results) {
      if (!wanted(chain)) continue;
      found.chains++;
      const settings = { ...chain, temperature: chain.temperature ?? 1 };
      const ours = scope(() =>
        processors(settings)
          .reduce((x, process) => process(x, [{ prompt: previous, written: [] }]), fromData(logits.data).unsqueeze(0))
          .floats(),
      );
      const left = [...ours.keys()].filter((id) => ours[id] !== -Infinity);
      if (`${left}` !== `${[...kept.data]}`) found.apart++;
      else {
        for (const [i, id] of left.entries()) {
          const distance = Math.abs(ours[id]! - expected.data[i]!) / Math.max(1, Math.abs(expected.data[i]!));
          found.worst = Math.max(found.worst, distance);
        }
      }
    }
  }
  return found;
}
