/**
 * Arguments of calls, in the two forms that histories have them in: the JSON that a model wrote, which the protocol sends, and the
 * values, which most chat templates were written for.
 */
import type { PlainMessage } from "./plain-messages.ts";
import { type Fields, isFields } from "./sdk-parts.ts";

/** Each call's arguments as values, where they are the JSON of an object; what a model wrote wrongly stays what it is. */
export function readArguments(messages: readonly PlainMessage[]): PlainMessage[] {
  return messages.map((message) => withCalls(message, (called) => ({ ...called, arguments: read(called.arguments) })));
}

/** Each call's arguments as JSON, as the protocol has them. */
export function writeArguments(messages: readonly Fields[]): Fields[] {
  const complete = { id: "", type: "function" };
  const write = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return messages.map((message) =>
    withCalls(message, (called) => ({ ...called, arguments: write(called.arguments) }), complete),
  );
}

function withCalls<M extends Fields>(message: M, change: (called: Fields) => Fields, missing: Fields = {}): M {
  const { tool_calls: calls } = message;
  if (!Array.isArray(calls)) return message;
  const changed = calls.map((call) =>
    isFields(call) && isFields(call.function) ? { ...missing, ...call, function: change(call.function) } : call,
  );
  return { ...message, tool_calls: changed };
}

function read(json: unknown): unknown {
  if (typeof json !== "string") return json;
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : json;
  } catch {
    return json;
  }
}
