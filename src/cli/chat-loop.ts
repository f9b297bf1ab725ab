/** The two ways to talk: a person at a terminal, and lines from a pipe. Streams come in as values, so that tests can talk. */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { styleText } from "node:util";
import { type GenerateOptions, type LanguageModel, LanguageModelError } from "../lm/index.ts";
import { runChatCommand } from "./chat-commands.ts";
import { Conversation } from "./conversation.ts";
import { speed } from "./speed.ts";

export interface Chat {
  readonly model: LanguageModel;
  readonly settings: Omit<GenerateOptions, "signal">;
  readonly system?: string | undefined;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** One turn: writes the answer as it comes, keeps it in the conversation, returns what it was. */
async function answer(
  { model, settings, output }: Chat,
  conversation: Conversation,
  line: string,
  signal: AbortSignal,
) {
  const generation = model.generate(conversation.with(line), { ...settings, signal });
  for await (const { text } of generation) output.write(text);
  const completion = await generation.completion;
  conversation.keep(line, completion);
  return completion;
}

/**
 * Talks with a person at a terminal until they leave. Ctrl-C ends an answer; at the prompt, or while an answer is already
 * ending, it leaves, as Ctrl-D does.
 */
export async function chatAtTerminal(chat: Chat, { color = false } = {}): Promise<void> {
  const { input, output } = chat;
  const conversation = new Conversation(chat.system);
  const dim = (text: string) => (color ? styleText("dim", text) : text);
  const lines = createInterface({ input, output, prompt: "> ", terminal: true });
  const left = once(lines, "close");
  let answering: AbortController | undefined;
  lines.on("SIGINT", () => {
    if (answering === undefined || answering.signal.aborted) lines.close();
    else answering.abort();
  });

  const turn = async (line: string): Promise<boolean> => {
    if (line === "") return true;
    if (line.startsWith("/")) {
      const told = runChatCommand(line, conversation);
      if (told !== undefined) output.write(`${told}\n`);
      return told !== undefined;
    }
    answering = new AbortController();
    try {
      const completion = await answer(chat, conversation, line, answering.signal);
      output.write(`\n${dim(speed(completion))}\n`);
    } catch (error) {
      if (!(error instanceof LanguageModelError) || error.kind === "closed") throw error;
      output.write(`${error.message}; /reset begins a new conversation\n`);
    } finally {
      answering = undefined;
    }
    return true;
  };

  const talk = async () => {
    lines.prompt();
    for await (const line of lines) {
      if (!(await turn(line.trim()))) return;
      lines.prompt();
    }
  };
  // Whoever leaves does not wait for an answer to end.
  await Promise.race([talk(), left]);
  lines.close();
  output.write("\n");
}

/** Answers each line as a turn of one conversation; speeds go to `log`. Returns whether all were answered. */
export async function chatInPipe(chat: Chat, log: NodeJS.WritableStream, signal: AbortSignal): Promise<boolean> {
  const conversation = new Conversation(chat.system);
  for await (const line of createInterface({ input: chat.input, terminal: false, signal })) {
    if (line.trim() === "") continue;
    const completion = await answer(chat, conversation, line.trim(), signal);
    chat.output.write("\n");
    log.write(`${speed(completion)}\n`);
    if (signal.aborted) break;
  }
  return !signal.aborted;
}
