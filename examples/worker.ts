/** The same in a worker thread: this thread stays free while the model computes. */
import { LanguageModelError, open } from "tenon";

const model = await open("smollm2-135m-instruct", { worker: true });
try {
  const answer = model.generate("Once upon a time", { maxTokens: 40, seed: 1, signal: AbortSignal.timeout(60_000) });
  for await (const { text } of answer) process.stdout.write(text);
} catch (error) {
  if (!(error instanceof LanguageModelError)) throw error;
  console.error(`${error.kind}: ${error.message}`);
} finally {
  await model.close();
}
