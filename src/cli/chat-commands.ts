import type { Conversation } from "./conversation.ts";

interface ChatCommand {
  readonly argument?: string;
  readonly help: string;
  /** What to tell the person; undefined ends the chat. */
  run(conversation: Conversation, argument: string): string | undefined;
}

const COMMANDS: Readonly<Record<string, ChatCommand>> = {
  help: { help: "show this", run: () => help() },
  reset: {
    help: "begin a new conversation",
    run(conversation) {
      conversation.reset();
      return "a new conversation";
    },
  },
  system: {
    argument: "TEXT",
    help: "set the system message and begin anew; without a text, take it away",
    run(conversation, text) {
      conversation.setSystem(text);
      return text === "" ? "no system message" : "a new conversation with this system message";
    },
  },
  save: {
    argument: "FILE",
    help: "write the conversation to a JSON file",
    run(conversation, path) {
      if (path === "") return "say where: /save FILE";
      try {
        conversation.save(path);
        return `saved to ${path}`;
      } catch (error) {
        return `${path} could not be written: ${(error as Error).message}`;
      }
    },
  },
  quit: { help: "leave; so do Ctrl-D, and Ctrl-C at the prompt", run: () => undefined },
};

function help(): string {
  return Object.entries(COMMANDS)
    .map(([name, { argument = "", help }]) => `${`/${name} ${argument}`.padEnd(14)} ${help}`)
    .join("\n");
}

/** Runs a line such as `/save talk.json`: what to tell the person, or undefined to leave. */
export function runChatCommand(line: string, conversation: Conversation): string | undefined {
  const [, name = "", argument = ""] = /^\/(\S*)\s*(.*)$/.exec(line) ?? [];
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command === undefined ? `there is no command /${name}\n${help()}` : command.run(conversation, argument.trim());
}
