/**
 * A kill loses nothing but the steps since the last checkpoint.
 *
 * Four runs: a whole model, a LoRA, a model with a value head, and a LoRA on a base in blocks of eight bits. Each is killed (SIGKILL)
 * at instants drawn evenly over its time, each time in a folder of its own, and resumed. Whether the kill fell into a write is seen
 * from the file that it left unfinished. The control resumes with one bit of what was learned turned over: it must end otherwise.
 */
import { type Log, row } from "../../harness/row.ts";
import { controls, deaths, KINDS, type Kind, SEED } from "../../worlds/kills.ts";

const KILLS = 50;
const LEAST_IN_A_WRITE = Math.ceil(0.3 * KILLS);

const NAMES: Readonly<Record<Kind, string>> = {
  model: "a whole model",
  lora: "a LoRA",
  value: "a model with a value head",
  quantized: "a LoRA on a quantized base",
};

async function killed(kind: Kind, kills: number, log?: Log) {
  const died = await deaths(kind, kills, log);
  return { name: NAMES[kind], ...died, ...(await controls(kind, died.whole)) };
}

/** A figure of each kind of run: `{ "a LoRA, ...": 50 }`. */
const each = <T>(figure: string, of: (kind: Kind) => T) =>
  Object.fromEntries(KINDS.map((kind) => [`${NAMES[kind]}, ${figure}`, of(kind)]));

export default row({
  id: "kills",
  bar: `A run killed at ${KILLS} instants, uniform in time, at least ${LEAST_IN_A_WRITE} of them during a write, with accumulation and bfloat16, ends after a resume with the uninterrupted run's weights bit for bit; so do a LoRA, a model with a value head and a LoRA on a quantized base, each killed at ${KILLS} instants`,
  holds: {
    kills: { atLeast: KILLS },
    ...each("equal bit for bit", () => ({ is: KILLS })),
    "kills of a whole model during a write": { atLeast: LEAST_IN_A_WRITE },
    "two uninterrupted runs end alike": { is: true },
    "control: after one bit of what was learned was turned over": { is: "differ" },
  },
  oracle: "the same run, uninterrupted",

  short: {
    ...each("killed once, goes on to the same bits", (kind) => async () => ({
      "equal bit for bit": [(await deaths(kind, 1)).same, { is: 1 }] as const,
    })),
    "and otherwise with one bit of what was learned turned over": async () => {
      const { repeats, differs } = await killed("lora", 0);
      return {
        "two uninterrupted runs end alike": [repeats, { is: true }],
        "after one bit of what was learned was turned over": [differs ? "differ" : "equal", { is: "differ" }],
      };
    },
  },

  async full(log) {
    const found: Awaited<ReturnType<typeof killed>>[] = [];
    for (const kind of KINDS) found.push(await killed(kind, KILLS, log));
    const [model] = found;
    const differ = found.every(({ differs }) => differs) ? "differ" : "equal";
    return {
      value: {
        kills: KILLS,
        ...each("equal bit for bit", (kind) => found[KINDS.indexOf(kind)]!.same),
        "kills of a whole model during a write": model!.inWrite,
        "runs that ended before the kill came, begun again": found.reduce((sum, { early }) => sum + early, 0),
        "steps of a whole model that were safe, least and most": [Math.min(...model!.safe), Math.max(...model!.safe)],
        "seconds of the uninterrupted run of a whole model": Math.round(model!.whole.took / 100) / 10,
        "two uninterrupted runs end alike": found.every(({ repeats }) => repeats),
        "control: after one bit of what was learned was turned over": differ,
      },
      seeds: [SEED],
      interval: "none: every kill must hold",
      control: `one bit of what was learned in the checkpoint turned over: ${found.map(({ name, differs }) => `${name} ${differs ? "differs" : "EQUAL"}`).join(", ")}`,
    };
  },
});
