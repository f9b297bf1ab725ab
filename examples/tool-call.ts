/**
 * One tool call, without an agent: the model is told of a tool, asks for it, the program runs it, the model answers. The model here
 * is a script; `await open("owner/name")`, an OpenAIModel or any other LanguageModel that takes `tools` stands in its place.
 */
import { type LanguageModel, type Message, ScriptedLM, type Tool } from "tenon";

const tool = {
  type: "function",
  function: { name: "add", description: "Adds numbers", parameters: { type: "object" } },
} as const satisfies Tool;
const model: LanguageModel = new ScriptedLM([
  { toolCalls: [{ id: "1", type: "function", function: { name: "add", arguments: '{"numbers":[19,23]}' } }] },
  "19 and 23 make 42.",
]);

const messages: Message[] = [{ role: "user", content: "What do 19 and 23 make?" }];
for (;;) {
  const { text, toolCalls } = await model.generate(messages, { tools: [tool] }).completion;
  if (toolCalls.length === 0) {
    console.log(text);
    break;
  }
  messages.push({ role: "assistant", tool_calls: toolCalls });
  for (const { id, function: call } of toolCalls) {
    const { numbers } = JSON.parse(call.arguments) as { numbers: number[] };
    console.log(`${call.name}(${numbers})`);
    messages.push({ role: "tool", tool_call_id: id, content: String(numbers.reduce((a, b) => a + b)) });
  }
}
await model.close();
