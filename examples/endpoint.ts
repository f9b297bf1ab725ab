/**
 * The same program on any endpoint that speaks OpenAI's protocol: a model there is a LanguageModel as one here is. The endpoint of
 * OPENAI_BASE_URL, or, so that this runs anywhere, a server of ten lines that answers one thing.
 */
import { createServer } from "node:http";
import { OpenAIModel } from "tenon";

const server = createServer((_, response) => {
  const piece = (content: string) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] })}\n\n`;
  response.end(`${piece("The Rhine, ")}${piece("the Elbe.")}data: [DONE]\n\n`);
}).listen(0);
const { port } = server.address() as { port: number };
const {
  OPENAI_BASE_URL: url = `http://127.0.0.1:${port}/v1`,
  OPENAI_API_KEY: key = "",
  OPENAI_MODEL: name = "any",
} = process.env;

const model = new OpenAIModel({ url, key, model: name });
const answer = model.generate([{ role: "user", content: "Name two rivers." }], { temperature: 0, maxTokens: 40 });
for await (const { text } of answer) process.stdout.write(text);
await model.close();
server.close();
