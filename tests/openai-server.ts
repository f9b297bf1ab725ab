/** A local HTTP server that speaks OpenAI's protocol over a LanguageModel, for tests of the client. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type GenerateOptions, type LanguageModel, LanguageModelError, type Message } from "../src/lm/index.ts";

interface Body {
  readonly model: string;
  readonly prompt: string;
  readonly messages?: readonly Message[];
  readonly input: readonly string[];
  readonly echo?: boolean;
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
}

export interface TestServer {
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage["headers"]; readonly body: Body }[];
  close(): Promise<void>;
}

/** A server on a free port of this machine that gives each request to `answer`. */
export async function serve(
  answer: (path: string, body: Body, response: ServerResponse) => void | Promise<void>,
): Promise<TestServer> {
  const requests: TestServer["requests"] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString()) as Body;
    requests.push({ path: request.url!, headers: request.headers, body });
    try {
      await answer(request.url!, body, response);
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      response.writeHead(400).end(JSON.stringify({ error: { message: error.message } }));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The protocol over a model: completions, chat completions, embeddings, and scores by echo. */
export function overModel(model: LanguageModel): Parameters<typeof serve>[0] {
  return async (path, body, response) => {
    if (path === "/v1/embeddings") {
      const vectors = await model.embed(body.input);
      const data = vectors.map(([embedding], index) => ({ index, embedding, object: "embedding" }));
      response.end(JSON.stringify({ object: "list", data: data.reverse() }));
    } else if (body.echo) {
      const { logprobs } = await model.score(body.prompt);
      const token_logprobs = [null, ...logprobs];
      const text_offset = token_logprobs.map((_, i) => i); // a token is a character
      const choice = { index: 0, text: body.prompt, logprobs: { token_logprobs, text_offset } };
      response.end(JSON.stringify({ choices: [choice] }));
    } else await stream(model, path, body, response);
  };
}

async function stream(model: LanguageModel, path: string, body: Body, response: ServerResponse): Promise<void> {
  const chat = path === "/v1/chat/completions";
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const options: GenerateOptions = {
    signal: gone.signal,
    maxTokens: body.max_tokens ?? 16,
    temperature: body.temperature ?? 1,
    ...(body.seed === undefined ? {} : { seed: body.seed }),
    ...(body.stop === undefined ? {} : { stop: body.stop }),
  };
  response.writeHead(200, { "content-type": "text/event-stream" });
  const event = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\r\n\r\n`);
  const generation = model.generate(body.messages ?? body.prompt, options);
  response.write(": hello\n\n");
  for await (const { text } of generation) {
    event({ choices: [{ index: 0, finish_reason: null, ...(chat ? { delta: { content: text } } : { text }) }] });
  }
  const { finish, promptTokens, tokens, toolCalls } = await generation.completion;
  for (const [index, { id, type, function: called }] of toolCalls.entries()) {
    // The name first, then the arguments in two pieces, as servers stream them.
    const half = called.arguments.length >> 1;
    const pieces = [
      { index, id, type, function: { name: called.name, arguments: "" } },
      { index, function: { arguments: called.arguments.slice(0, half) } },
      { index, function: { arguments: called.arguments.slice(half) } },
    ];
    for (const piece of pieces) event({ choices: [{ index: 0, delta: { tool_calls: [piece] } }] });
  }
  const reason = toolCalls.length > 0 ? "tool_calls" : finish;
  event({ choices: [{ index: 0, finish_reason: reason, ...(chat ? { delta: {} } : { text: "" }) }] });
  event({ choices: [], usage: { prompt_tokens: promptTokens, completion_tokens: tokens.length, total_tokens: 0 } });
  response.end("data: [DONE]\n\n");
}
