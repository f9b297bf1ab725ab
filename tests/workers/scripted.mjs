/** A model for a worker: scripted, slow where asked to be, and failing where asked to fail. */
import { setTimeout as sleep } from "node:timers/promises";

/** @type {(options: any, report: (progress: unknown) => void) => Promise<unknown>} */
export default async function make({ lm, fail, answer, deaf }, report) {
  const { LanguageModelError, ScriptedLM } = await import(lm);
  report("half way");
  await sleep(1);
  if (fail === "plain") throw Object.assign(new TypeError("no such model"), { exitCode: 2 });
  if (fail === "typed") throw new LanguageModelError("refused", "not today");
  if (!deaf) return new ScriptedLM(() => answer, { name: "in a worker" });
  return {
    name: "deaf",
    /** Computes for long without once letting a message in, and looks at the signal alone. */
    generate: (/** @type {unknown} */ _, /** @type {{ signal: AbortSignal }} */ { signal }) => {
      const began = performance.now();
      while (!signal.aborted && performance.now() - began < 20_000);
      const finish = signal.aborted ? "aborted" : "length";
      const speeds = { promptTokens: 0, cachedTokens: 0, tokensPerSecond: 0, promptTokensPerSecond: 0 };
      const completion = Promise.resolve({ text: "", tokens: [], finish, ...speeds });
      return { completion, async *[Symbol.asyncIterator]() {} };
    },
    score: () => process.exit(3),
    async close() {},
  };
}
