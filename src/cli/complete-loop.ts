/** Going on with a person's text, for models that were never taught to talk. */
import { createInterface } from "node:readline";
import type { LanguageModel } from "../lm/index.ts";

export interface Completing {
  readonly model: LanguageModel;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

const SETTINGS = { maxTokens: 120, temperature: 0.8, topP: 0.95 };

/** Goes on with each line until the person leaves. Ctrl-C ends a text, and at the prompt it leaves. */
export async function completeAtTerminal({ model, input, output }: Completing): Promise<void> {
  const lines = createInterface({ input, output, prompt: "> ", terminal: true });
  let writing: AbortController | undefined;
  lines.on("SIGINT", () => {
    if (writing === undefined) lines.close();
    else writing.abort();
  });
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== "") {
      writing = new AbortController();
      output.write(line);
      for await (const { text } of model.generate(line, { ...SETTINGS, signal: writing.signal })) output.write(text);
      writing = undefined;
      output.write("\n");
    }
    lines.prompt();
  }
  output.write("\n");
}

/** Goes on once with what comes through a pipe, or with `otherwise` where nothing comes; the same text each time. */
export async function completeOnce({ model, input, output }: Completing, otherwise: string): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of input) pieces.push(Buffer.from(piece));
  const prompt = Buffer.concat(pieces).toString().trimEnd() || otherwise;
  const { text } = await model.generate(prompt, { ...SETTINGS, seed: 1 }).completion;
  output.write(`${prompt}${text}\n`);
}
