/** Which heads do a job: path patching on a model whose circuit was planted by hand. */
import { pathPatch } from "../../../src/interpretability/index.ts";
import { Run } from "../../../src/interventions/index.ts";
import { releaseModel, type Writes } from "../../../src/nn/index.ts";
import { infer } from "../../../src/tensor/index.ts";
import { draws } from "../../../tests/draws.ts";
import { largest, row } from "../../harness/row.ts";
import { mean } from "../../harness/statistics.ts";
import { edges, PLANTED, planted, repeating } from "../../worlds/planted-circuit.ts";

/** The share of repeated tokens that the model goes on with rightly, as only the circuit can. */
function induces(model: Writes, tokens: readonly number[]): number {
  const said = infer(() => new Run(model).read([tokens]).logits("all").argmax().numbers());
  return mean([8, 9, 10].map((at) => Number(said[at] === tokens[at + 1])));
}

/** By how much logits move where one path carries what another sequence has, by path. */
function moved(model: Writes, clean: readonly number[], corrupted: readonly number[]): Map<string, number> {
  return infer(() => {
    const before = new Run(model).read([clean]).logits("all");
    return new Map(
      edges().map(({ name, from, to }) => {
        const after = pathPatch(model, { clean, corrupted, from, to });
        return [name, after.sub(before).abs().max().item()];
      }),
    );
  });
}

/** What patching finds on one planted model. */
function found(seed: number) {
  const model = planted(seed);
  const random = draws(seed);
  const [clean, corrupted] = [repeating(random), repeating(random)];
  const all = moved(model, clean, corrupted);
  const same = moved(model, clean, clean);
  const right = induces(model, clean);
  releaseModel(model);
  const circuit = [...all].filter(([, by]) => by > 0.1).map(([name]) => name);
  return {
    right,
    circuit,
    outside: largest([...all].filter(([name]) => !PLANTED.includes(name)).map(([, by]) => by)),
    inside: Math.min(...PLANTED.map((name) => all.get(name)!)),
    control: [...same.values()].filter((by) => by > 0.1).length,
  };
}

const SEEDS = [1, 2, 3];

export default row({
  id: "R01",
  bar:
    "a two-layer model of eight heads, its induction circuit of two heads planted by hand, the others and the MLPs drawn by three seeds: of all 56 paths from " +
    "head to head and to the logits, path patching finds the two that were planted and no other, and what is no part of it moves no logit at all",
  holds: {
    "repeated tokens that the model goes on with": { is: SEEDS.map(() => 1) },
    paths: { is: 56 },
    "circuits found": { is: SEEDS.map(() => PLANTED) },
    "logits moved outside of it, worst": { atMost: 1e-6 },
    "logits moved by the circuit, least": { above: 0.5 },
    "control: paths found where both runs are one": { is: SEEDS.map(() => 0) },
  },
  oracle: "the planted circuit",

  short: {
    "path patching finds the planted circuit and no other path": () => {
      const { circuit, outside, right, control } = found(1);
      return {
        circuit: [circuit, { is: PLANTED }],
        "goes on with repeated tokens": [right, { is: 1 }],
        "logits moved outside of it": [outside, { atMost: 1e-6 }],
        "paths found where both runs are one": [control, { is: 0 }],
      };
    },
  },

  full() {
    const all = SEEDS.map(found);
    return {
      value: {
        "repeated tokens that the model goes on with": all.map(({ right }) => right),
        paths: edges().length,
        "circuits found": all.map(({ circuit }) => circuit),
        "logits moved outside of it, worst": largest(all.map(({ outside }) => outside)),
        "logits moved by the circuit, least": Math.min(...all.map(({ inside }) => inside)),
        "control: paths found where both runs are one": all.map(({ control }) => control),
      },
      seeds: SEEDS,
      control: `with the clean run in the corrupted one's place nothing is found: ${all.map(({ control }) => control).join(", ")} paths`,
    };
  },
});
