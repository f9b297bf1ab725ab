/**
 * Parts of messages as the AI SDK has them (ModelMessage of versions 4 and 5), written as OpenAI's protocol writes them: what an
 * assistant thought and which tools it calls are fields of its message there, and each result is a message of its own.
 */

/** Parts that the protocol has no word for. */
export type SdkPart =
  | {
      /** What an assistant thought before it spoke. */
      readonly type: "reasoning";
      readonly text: string;
    }
  | {
      /** A call that an assistant asks for. */
      readonly type: "tool-call";
      /** By which a result names its call. */
      readonly toolCallId: string;
      /** Of the tool that is called. */
      readonly toolName: string;
      /** What it is called with. */
      readonly input?: unknown;
    }
  | {
      /** What a call has come to. */
      readonly type: "tool-result";
      /** By which a result names its call. */
      readonly toolCallId: string;
      /** Of the tool that is called. */
      readonly toolName: string;
      /** A text, or plain data, or either as the `value` of an object. */
      readonly output?: unknown;
    };

export type Fields = Readonly<Record<string, unknown>>;

const TYPES: readonly unknown[] = ["reasoning", "tool-call", "tool-result"] satisfies SdkPart["type"][];

/** The message itself, or, where its content holds parts of the AI SDK, what the protocol writes instead: several results are several messages. */
export function inProtocol(message: Fields): Fields[] {
  const { content } = message;
  if (!Array.isArray(content) || !content.some((part) => isFields(part) && TYPES.includes(part.type))) return [message];
  const parts = content.filter(isFields);
  const of = (type: SdkPart["type"]) => parts.filter((part) => part.type === type);
  if (message.role === "tool") return of("tool-result").map((part) => result(message, part));
  const calls = of("tool-call");
  const thought = of("reasoning").map(({ text }) => text);
  return [
    {
      ...message,
      content: spoken(parts),
      ...(thought.length > 0 && { reasoning_content: thought.join("") }),
      ...(calls.length > 0 && { tool_calls: calls.map(call) }),
    },
  ];
}

/** Texts run on from one to the next; anything else stays a part. */
function spoken(parts: readonly Fields[]): unknown {
  const said = parts.filter(({ type }) => !TYPES.includes(type));
  return said.every(({ type }) => type === "text") ? said.map(({ text }) => text).join("") : said;
}

const call = ({ toolCallId, toolName, input, args }: Fields): Fields => ({
  id: toolCallId,
  type: "function",
  function: { name: toolName, arguments: input ?? args ?? {} }, // "args" in version 4
});

function result({ content: _, ...message }: Fields, { toolCallId, toolName, output, result }: Fields): Fields {
  const content = isFields(output) && "value" in output ? output.value : (output ?? result); // "result" in version 4
  return {
    ...message,
    tool_call_id: toolCallId,
    name: toolName,
    content: typeof content === "string" ? content : JSON.stringify(content ?? null),
  };
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
