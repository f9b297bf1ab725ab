/**
 * Demonstrates that a kill loses nothing but the steps since the last checkpoint, and writes docs/evidence/kills.json:
 *
 *     npm run prove:kills            50 instants
 *     npm run prove:kills -- 10      so many
 *
 * Four runs: a whole model, a LoRA, a model with a value head, and a LoRA on a base in blocks of eight bits. Each is killed (SIGKILL)
 * at instants drawn evenly over its time, each time in a folder of its own, and resumed. Whether the kill fell into a write is seen
 * from the file that it left unfinished. The control resumes with one bit of what was learned turned over: it must end otherwise.
 */
import { build } from "../src/tensor/index.ts";
import { sourceHash, writeEvidence } from "./evidence.ts";
import { controls, deaths, KINDS, type Kind, SEED } from "./kills/lives.ts";

const KILLS = Number(process.argv[2] ?? 50);
const LEAST_IN_A_WRITE = Math.ceil(0.3 * KILLS);

const NAMES = {
  model: "the whole model",
  lora: "a LoRA",
  value: "a model with a value head",
  quantized: "a LoRA on a quantized base",
} as const;

const began = performance.now();
const demonstrated = async (kind: Kind) => {
  const died = await deaths(kind, KILLS, console.log);
  return { kind, ...died, ...(await controls(kind, died.whole)) };
};
const model = await demonstrated("model");
const found = [model];
for (const kind of KINDS) if (kind !== "model") found.push(await demonstrated(kind));
const passed =
  model.inWrite >= LEAST_IN_A_WRITE && found.every((run) => run.repeats && run.same === KILLS && run.differs);
writeEvidence({
  id: "kills",
  status: passed ? "passed" : "failed",
  value: {
    kills: KILLS,
    "final weights equal bit for bit": model.same,
    "kills during a write": model.inWrite,
    "runs that ended before the kill came, begun again": model.early,
    "steps that were safe, least and most": `${Math.min(...model.safe)} and ${Math.max(...model.safe)}`,
    "seconds of the uninterrupted run": Math.round(model.whole.took / 100) / 10,
    ...Object.fromEntries(found.slice(1).map((run) => [`${NAMES[run.kind]}, equal bit for bit`, run.same])),
  },
  bar: `A run killed at ${KILLS} instants, uniform in time, at least ${LEAST_IN_A_WRITE} of them during a write, with accumulation and bfloat16, ends after a resume with the uninterrupted run's weights bit for bit; so do a LoRA, a model with a value head and a LoRA on a quantized base, each killed at ${KILLS} instants`,
  oracle: "the same run, uninterrupted",
  seeds: [SEED],
  interval: "none: every kill must hold",
  control: `one bit of what was learned in the checkpoint turned over: ${found.map(({ kind, differs }) => `${NAMES[kind]} ${differs ? "differs" : "EQUAL"}`).join(", ")}`,
  command: "npm run prove:kills",
  build: `LibTorch ${build().version}, Node ${process.version}`,
  sourceHash: sourceHash([
    ...["step.ts", "train.ts", "learns.ts", "run-state.ts", "checkpoint.ts"].map((file) => `src/training/${file}`),
    ...["src/tensor/stateful.ts", "src/checkpoints/atomic.ts", "prove/kills", "prove/kills.ts"],
  ]),
  date: new Date().toISOString().slice(0, 10),
  seconds: Math.round((performance.now() - began) / 100) / 10,
});
console.log(passed ? "passed" : "failed");
process.exitCode = passed ? 0 : 1;
