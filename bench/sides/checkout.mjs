/**
 * One kind of work by the compiled program of a checkout, which may be an older one: node checkout.mjs CHECKOUT KIND. Prints the
 * processor's seconds of each run and the process's peak of resident memory; the first runs warm up and are left out.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [checkout = ".", kind = "decode"] = process.argv.slice(2);
const [WARMING, RUNS] = [3, 5];
/** @param {string} room */
const from = (room) => import(pathToFileURL(resolve(checkout, "dist", room, "index.js")).href);

/** What sets up a kind of work, and gives its run. @type {Record<string, () => Promise<() => Promise<unknown>>>} */
const works = {
  async decode() {
    const { open } = await from("open");
    const model = await open("smollm2-135m-instruct-q4_1", { dtype: "stored", threads: 1 });
    return () => model.generate("The capital of France is", { temperature: 0, maxTokens: 65 }).completion;
  },
  async prefill() {
    const { open } = await from("open");
    const model = await open("smollm2-135m-instruct-q4_1", { dtype: "stored", threads: 1 });
    const text = "We hold these truths to be self-evident, that all men are created equal. ".repeat(32).slice(0, 2300);
    return () => model.generate(text, { temperature: 0, maxTokens: 1 }).completion;
  },
  async train() {
    const [{ llama }, nn, tensor, { adamW }, { causalLM, train }] = await Promise.all(
      ["models", "nn", "tensor", "optim", "training"].map(from),
    );
    tensor.threads(1);
    const config = { vocabulary: 4096, width: 192, depth: 4, heads: 3, kvHeads: 3, hidden: 512, context: 128 };
    const model = nn.initialize(llama(config), 1);
    const optimizer = adamW(nn.distinctWeights(model), { lr: 1e-3 });
    let x = 7;
    const draw = () => {
      x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
      return x % 4096;
    };
    const rows = () => tensor.ids(Array.from({ length: 8 * 128 }, draw)).reshape([8, 128]);
    const batches = {
      next: () => ({ inputs: rows(), targets: rows() }),
      ...{ position: null, seek() {}, state: () => new Map(), facts: () => null, restore() {} },
    };
    // An older checkout reads `model`, a newer one `learns`.
    return () => train({ model, learns: { model }, objective: causalLM(model), batches, optimizer, steps: 6 });
  },
};

const set = works[kind];
if (set === undefined) throw new Error(`no work "${kind}"`);
const work = await set();
const seconds = [];
for (let run = 0; run < WARMING + RUNS; run++) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  if (run >= WARMING) seconds.push((user + system) / 1e6);
}
console.log(JSON.stringify({ seconds, peak: process.resourceUsage().maxRSS / 1024 }));
process.exit(0);
