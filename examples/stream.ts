/** Streams an answer in this process. Ctrl-C ends the answer, not the program. */
import { open } from "tenon";

const interrupt = new AbortController();
process.once("SIGINT", () => interrupt.abort());

const model = await open("smollm2-135m-instruct", { onProgress: console.error, onNote: console.error });
const answer = model.generate([{ role: "user", content: "What is the capital of France?" }], {
  temperature: 0,
  maxTokens: 100,
  signal: interrupt.signal,
});
for await (const { text } of answer) process.stdout.write(text);

const { finish, tokensPerSecond } = await answer.completion;
console.error(`\n${finish}, ${tokensPerSecond.toFixed(1)} tokens/s`);
await model.close();
