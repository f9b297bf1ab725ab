/** Loads a model, writes with it, and ends as it is told; see ../lifetimes.ts. */
import { parentPort, workerData } from "node:worker_threads";

const { folder, ending, rooms } = workerData;
const { backwardAsync, liveTensors, randn } = await import(rooms.tensor);
const { openHere } = await import(rooms.open);

const model = await openHere(folder, {});
const inTheMiddle = ["exit", "throw", "terminated"].includes(ending);
const generation = model.generate("Hello", { maxTokens: inTheMiddle ? 10_000 : 12, temperature: 0 });

let text = "";
let told = false;
for await (const chunk of generation) {
  text += chunk.text;
  if (!inTheMiddle || told || text.length < 12) continue;
  told = true;
  parentPort?.postMessage({ text: text.slice(0, 12), live: liveTensors() });
  if (ending === "exit") process.exit(3);
  if (ending === "throw")
    setImmediate(() => {
      throw new Error("thrown on purpose");
    });
}
if (ending === "derivative") {
  const x = randn([400, 400]).requireGrad();
  const loss = x.matmul(x).matmul(x).matmul(x).sum();
  for (let i = 0; i < 4; i++) void backwardAsync(loss, { retainGraph: true });
}
if (ending === "closed") await model.close();
parentPort?.postMessage({ text, live: liveTensors() });
if (ending === "derivative") process.exit(3);
