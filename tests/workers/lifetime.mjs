/** Loads a model, writes with it, and ends as it is told; see ../lifetimes.ts. */
import { parentPort, workerData } from "node:worker_threads";

const { folder, ending, rooms } = workerData;
const { backwardAsync, liveTensors, randn } = await import(rooms.tensor);
const { openHere } = await import(rooms.open);

const LENGTH = 12;
const model = await openHere(folder, {});
const inTheMiddle = ["exit", "throw", "terminated"].includes(ending);

let text = "";
let told = false;
// Whoever ends in the middle writes until it is over, answer after answer.
do {
  const maxTokens = inTheMiddle ? 1000 : LENGTH;
  for await (const chunk of model.generate("Hello", { maxTokens, temperature: 0 })) {
    text += chunk.text;
    if (!inTheMiddle || told || text.length < LENGTH) continue;
    told = true;
    parentPort?.postMessage({ text: text.slice(0, LENGTH), live: liveTensors() });
    if (ending === "exit") process.exit(3);
    if (ending === "throw") setImmediate(fail);
  }
} while (inTheMiddle);

if (ending === "derivative") {
  const x = randn([400, 400]).requireGrad();
  const loss = x.matmul(x).matmul(x).matmul(x).sum();
  for (let i = 0; i < 4; i++) void backwardAsync(loss, { retainGraph: true });
}
if (ending === "closed") await model.close();
parentPort?.postMessage({ text, live: liveTensors() });
if (ending === "derivative") process.exit(3);

function fail() {
  throw new Error("thrown on purpose");
}
