import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { describeLanguageModel } from "../../tests/contracts/language-model.ts";
import { overModel, serve, type TestServer } from "../../tests/openai-server.ts";
import type { Message } from "./message.ts";
import { OpenAIModel } from "./openai.ts";
import type { Prompt } from "./port.ts";
import { ScriptedLM } from "./scripted.ts";

const story = "Es war einmal ein Füchslein 🦊, das las viel zu viel. ".repeat(300);
const scripted = () => new ScriptedLM(() => story);
let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

for (const [kind, prompt] of [
  ["text", "Erzähl"],
  ["conversation", [{ role: "user", content: "Erzähl" }]],
] as const) {
  let own: TestServer;
  describeLanguageModel(
    `OpenAIModel, prompted with a ${kind},`,
    async () => {
      own = await serve(overModel(scripted()));
      return { model: new OpenAIModel({ url: own.url, model: "test" }), prompt };
    },
    () => own.close(),
  );
}

/** A client of a server that answers every request so. */
async function against(answer: (response: ServerResponse) => void): Promise<OpenAIModel> {
  server = await serve((_, __, response) => answer(response));
  return new OpenAIModel({ url: server.url, model: "test", key: "secret" });
}
const failure =
  (status: number, message: string, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(JSON.stringify({ error: { message, type: "x" } }));

describe("what is sent", () => {
  test("the key, the model, and the settings under the protocol's names", async () => {
    server = await serve(overModel(scripted()));
    const model = new OpenAIModel({ url: `${server.url}/`, model: "test", key: "secret" });
    const settings = { maxTokens: 5, temperature: 0.5, topK: 3, topP: 0.9, minP: 0.1, seed: 1, stop: ["x"] };
    await model.generate("Hi", { ...settings, repetitionPenalty: 1.1, presencePenalty: 1, frequencyPenalty: 2 })
      .completion;
    const [{ path, headers, body }] = server.requests as [(typeof server.requests)[0]];
    expect(path).toBe("/v1/completions");
    expect(headers.authorization).toBe("Bearer secret");
    expect(body).toEqual({
      model: "test",
      prompt: "Hi",
      max_tokens: 5,
      temperature: 0.5,
      top_k: 3,
      top_p: 0.9,
      min_p: 0.1,
      seed: 1,
      stop: ["x"],
      repetition_penalty: 1.1,
      presence_penalty: 1,
      frequency_penalty: 2,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test("a history as it is, tools, a JSON Schema and variables of the chat template; back come the tools that are called", async () => {
    const calls = [1, 2].map((n) => ({
      id: `call ${n}`,
      type: "function" as const,
      function: { name: "weather", arguments: JSON.stringify({ day: n }) },
    }));
    server = await serve(overModel(new ScriptedLM([{ text: "Let me see.", toolCalls: calls }])));
    const model = new OpenAIModel({ url: server.url, model: "test" });
    const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object" } } }] as const;
    const read = { function: { name: "weather", arguments: { day: 0 } } };
    const messages: Message[] = [
      { role: "user", content: [{ type: "image_url", image_url: { url: "data:," } }] },
      { role: "assistant", content: null, tool_calls: [read] },
      { role: "tool", tool_call_id: "0", content: "fair" },
    ];
    const options = { tools, format: { schema: { type: "object" } }, variables: { enable_thinking: false } };
    const { text, toolCalls } = await model.generate(messages, { ...options, maxTokens: 20 }).completion;
    expect([text, toolCalls]).toEqual(["Let me see.", calls]);
    const written = { id: "", type: "function", function: { name: "weather", arguments: '{"day":0}' } };
    expect(server.requests[0]!.body).toMatchObject({
      messages: [messages[0], { role: "assistant", content: null, tool_calls: [written] }, messages[2]],
      tools,
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", strict: true, schema: { type: "object" } },
      },
      chat_template_kwargs: { enable_thinking: false },
    });
  });

  test("nothing where an option is beyond the protocol", async () => {
    server = await serve(overModel(scripted()));
    const model = new OpenAIModel({ url: server.url, model: "test" });
    const said = async (prompt: Prompt, options: object) =>
      await model.generate(prompt, options).completion.catch((error) => [error.kind, error.message]);
    const chat: Message[] = [{ role: "user", content: "Hi" }];
    for (const [prompt, option] of [
      [chat, { prefill: "x" }],
      [chat, { logprobs: 1 }],
      ["Hi", { format: { schema: {} } }],
    ] as const) {
      const sentence = `test at ${server.url} cannot take the option ${Object.keys(option)[0]}`;
      expect(await said(prompt, option)).toEqual(["unsupported", sentence]);
    }
    expect(server.requests).toEqual([]);
  });

  test("speeds come from the counts that the server reports", async () => {
    server = await serve(overModel(scripted()));
    let time = 0;
    const model = new OpenAIModel({ url: server.url, model: "test", now: () => (time += 1000) });
    const { promptTokens, promptTokensPerSecond, tokensPerSecond } = await model.generate("Hi!", { maxTokens: 9 })
      .completion;
    expect([promptTokens, promptTokensPerSecond, tokensPerSecond]).toEqual([3, 3, 8]);
  });
});

describe("what goes wrong is one sentence of a kind", () => {
  const cases: [string, (response: ServerResponse) => void, string, RegExp][] = [
    ["401", failure(401, "Invalid key."), "refused", /\/v1 does not accept the key \(401\): Invalid key\.$/],
    [
      "404",
      failure(404, "No model test."),
      "bad-request",
      /has no such model, or no \/completions \(404\): No model test\.$/,
    ],
    [
      "429",
      failure(429, "Slow down.", { "retry-after": "7" }),
      "refused",
      /\(429\), try again in 7 seconds: Slow down\.$/,
    ],
    ["500", (response) => response.writeHead(500).end("<html>"), "unreachable", /\/v1 failed \(500\)$/],
    ["400", failure(400, "Too long."), "bad-request", /refused the request \(400\): Too long\.$/],
    [
      "a stream that ends early",
      (response) => response.end('data: {"choices":[{"text":"a"}]}\n\n'),
      "unreachable",
      /ended the stream before the answer was complete$/,
    ],
    [
      "a connection cut in a stream",
      (response) => {
        response.write('data: {"choices":[{"text":"a"}]}\n\n');
        setTimeout(() => response.destroy(), 50);
      },
      "unreachable",
      /cut the stream short$/,
    ],
    [
      "broken JSON",
      (response) => response.end('data: {"choices"\n\n'),
      "unreachable",
      /sent broken JSON: "{\\"choices\\""$/,
    ],
    [
      "another protocol",
      (response) => response.end('data: {"x":1}\n\n'),
      "unreachable",
      /not the protocol's: choices: /,
    ],
    [
      "an error in the stream",
      (response) => response.end('data: {"error":"full"}\n\n'),
      "unreachable",
      /failed: full$/,
    ],
  ];
  for (const [name, answer, kind, sentence] of cases) {
    test(name, async () => {
      const model = await against(answer);
      const error = await model.generate("Hi").completion.catch((error: unknown) => error);
      expect(error).toMatchObject({ name: "LanguageModelError", kind });
      expect((error as Error).message).toMatch(sentence);
      expect((error as Error).message).not.toContain("\n");
    });
  }

  test("a refused connection", async () => {
    const closed = await serve(() => {});
    await closed.close();
    const model = new OpenAIModel({ url: closed.url, model: "test" });
    const said = { kind: "unreachable", message: `${closed.url} cannot be reached: the connection was refused` };
    await expect(model.generate("Hi").completion).rejects.toMatchObject(said);
    await expect(model.score("Hi there")).rejects.toMatchObject(said);
    await expect(model.embed(["Hi"])).rejects.toMatchObject(said);
  });
});

test("a model is not made without url and name, nor with what it does not know", () => {
  const made = (options: unknown) => () => Reflect.construct(OpenAIModel, [options]);
  expect(made({})).toThrow(
    expect.objectContaining({ kind: "bad-request", message: "OpenAIModel: url must be a text" }),
  );
  expect(made({ url: "http://x/v1" })).toThrow("OpenAIModel: model must be a text");
  expect(made({ url: "http://x/v1", model: "m", apiKey: "k" })).toThrow('OpenAIModel: there is no option "apiKey"');
  expect(made({ url: "http://x/v1", model: "m", fetsh: fetch })).toThrow('no option "fetsh" (did you mean fetch?)');
  for (const nothing of [undefined, null, 1, "x"]) expect(made(nothing)).toThrow("the options must be an object");
});

test("an endpoint that cannot echo logprobs, or choose a layer, says so", async () => {
  const sentence = /^test at http:\S+ cannot score a text$/;
  const silent = await against((response) => response.end(JSON.stringify({ choices: [{ text: "Hi" }] })));
  await expect(silent.score("Hi there")).rejects.toMatchObject({ kind: "unsupported", message: sentence });
  await server?.close();
  const refusing = await against(failure(400, "echo is not supported"));
  await expect(refusing.score("Hi there")).rejects.toMatchObject({ kind: "unsupported", message: sentence });
  await expect(refusing.embed(["Hi"], { layer: 3 })).rejects.toMatchObject({ kind: "unsupported" });
});

/** A server that answers an echo with these tokens, a logprob of -1, -2, ... each, and where each begins. */
const echo = (tokens: readonly string[], told = true) =>
  against((response) => {
    const text_offset = tokens.map((_, i) => [...tokens.slice(0, i).join("")].length);
    const token_logprobs = tokens.map((_, i) => (i === 0 ? null : -i));
    const logprobs = { token_logprobs, ...(told && { text_offset }) };
    response.end(JSON.stringify({ choices: [{ text: tokens.join(""), logprobs }] }));
  });

test("an answer is scored by the tokens that begin behind the prompt, in characters", async () => {
  const model = await echo(["🦊", " ja", " gut", "!"]);
  expect(await model.scoreAnswers("🦊 ja", [" gut!"])).toEqual([{ tokens: [], logprobs: [-2, -3], logprob: -5 }]);
  expect(server!.requests[0]!.body).toMatchObject({ prompt: "🦊 ja gut!", echo: true, max_tokens: 0 });
});

test("an answer that cannot be told from its prompt is refused", async () => {
  const unsupported = { kind: "unsupported", message: expect.stringMatching(/^test at \S+ cannot score an answer /) };
  await expect((await echo(["a", "b c", "d"])).scoreAnswers("ab", [" cd"])).rejects.toMatchObject(unsupported);
  await server?.close();
  const silent = await echo(["ab", " cd"], false);
  await expect(silent.scoreAnswers("ab", [" cd"])).rejects.toMatchObject(unsupported);
  await expect(silent.scoreAnswers([{ role: "user", content: "a" }], ["b"])).rejects.toMatchObject(unsupported);
  await expect(silent.scoreAnswers("", ["b"])).rejects.toMatchObject({ kind: "bad-request" });
});

test("an aborted score rejects with the reason that was given", async () => {
  const model = await against(() => {});
  const controller = new AbortController();
  const score = model.score("Hi there", { signal: controller.signal });
  controller.abort(new Error("no longer wanted"));
  await expect(score).rejects.toThrow("no longer wanted");
});
