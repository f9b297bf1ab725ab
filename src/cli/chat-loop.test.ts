import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { watchScreen } from "../../tests/screen.ts";
import { type Message, type Prompt, type Script, ScriptedLM } from "../lm/index.ts";
import { chatAtTerminal, chatInPipe } from "./chat-loop.ts";

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const endless = "and so on, ".repeat(100_000);

/** A chat whose person is the test: `type` writes keys, `until` waits for what stands on the screen, `asked` for the first question. */
function sit(script: Script, system?: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  const { until } = watchScreen(output);
  let ask = (): void => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const model = new ScriptedLM(script);
  const generate: ScriptedLM["generate"] = (...question) => {
    ask();
    return ScriptedLM.prototype.generate.apply(model, question);
  };
  Object.assign(model, { generate });
  const ended = chatAtTerminal({ model, settings: { seed: 1 }, system, input, output });
  const prompts = () => model.calls.map((call) => (call.method === "generate" ? call.prompt : ""));
  return { type: (text: string) => input.write(text), until, ended, prompts, asked };
}
const said = (prompt: Prompt | undefined) =>
  (prompt as readonly Message[]).map(({ role, content }) => `${role}: ${content}`);

describe("at a terminal", () => {
  test("answers stream, their speed follows, and the history is kept", async () => {
    const { type, until, ended, prompts } = sit(["Hello.", "I said hello."], "Be brief.");
    await until("> ");
    type("Hi\r");
    await until("Hello.");
    await until("6 tokens");
    await until("> ");
    type("What?\r");
    await until("I said hello.");
    await until("> ");
    type(CTRL_D);
    await ended;
    expect(said(prompts()[1])).toEqual(["system: Be brief.", "user: Hi", "assistant: Hello.", "user: What?"]);
  });

  test("Ctrl-C ends an answer and keeps its beginning; at the prompt it leaves", async () => {
    const { type, until, ended, prompts } = sit((prompt) => (prompt.length === 1 ? endless : "fine"));
    await until("> ");
    type("Go on\r");
    await until("and so on");
    type(CTRL_C);
    await until("stopped; ");
    await until("> ");
    type("And now?\r");
    await until("fine");
    await until("> ");
    const [, assistant] = said(prompts()[1]).slice(0, 2);
    expect(assistant).toMatch(/^assistant: and so on/);
    type(CTRL_C);
    await ended;
  });

  test("an answer that was stopped before its first word leaves no trace", async () => {
    let begin = (): void => {};
    const wait = new Promise<string>((resolve) => {
      begin = () => resolve("late");
    });
    const { type, until, ended, prompts, asked } = sit((prompt) => (prompt.length === 1 ? wait : "x"));
    await until("> ");
    type("first\r");
    await asked;
    type(CTRL_C);
    begin();
    await until("stopped; ");
    type("second\r");
    await until("> ");
    type(CTRL_D);
    await ended;
    expect(said(prompts()[1])).toEqual(["user: second"]);
  });

  test("a second Ctrl-C leaves at once, though the answer does not end", async () => {
    const { type, until, ended, asked } = sit(() => new Promise<string>(() => {}));
    await until("> ");
    type("Go on\r");
    await asked;
    type(CTRL_C);
    type(CTRL_C);
    await ended;
  });

  test("commands help, reset, set the system message, save and quit", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tenon-chat-"));
    const { type, until, ended, prompts } = sit(["one", "two", "three"]);
    await until("> ");
    type("/help\r");
    await until("/save FILE");
    await until("> ");
    type("a\r");
    await until("one");
    await until("> ");
    type(`/save ${join(folder, "talk.json")}\r`);
    await until("saved to");
    expect(JSON.parse(readFileSync(join(folder, "talk.json"), "utf8"))).toEqual([
      { role: "user", content: "a" },
      { role: "assistant", content: "one" },
    ]);
    type("/save /nowhere/at/all\r");
    await until("could not be written");
    type("/reset\r");
    await until("a new conversation");
    type("b\r");
    await until("two");
    await until("> ");
    type("/system Sing.\r");
    await until("with this system message");
    type("c\r");
    await until("three");
    await until("> ");
    type("/frobnicate\r");
    await until("there is no command /frobnicate");
    type("/quit\r");
    await ended;
    expect([said(prompts()[1]), said(prompts()[2])]).toEqual([["user: b"], ["system: Sing.", "user: c"]]);
    rmSync(folder, { recursive: true });
  });

  test("a question that cannot be answered is told, and the chat goes on without it", async () => {
    const { type, until, ended, prompts } = sit([]);
    await until("> ");
    type("a\r");
    await until("the script holds 0 answers and was asked for one more; /reset begins a new conversation");
    await until("> ");
    type("b\r");
    await until("> ");
    type(CTRL_D);
    await ended;
    expect(said(prompts()[1])).toEqual(["user: b"]);
  });
});

describe("in a pipe", () => {
  async function pipe(text: string, script: Script, { after = Infinity } = {}) {
    const controller = new AbortController();
    const streams = { input: new PassThrough(), output: new PassThrough(), log: new PassThrough() };
    streams.input.end(text);
    let shown = "";
    streams.output.on("data", (data) => {
      shown += data;
      if (shown.length > after) controller.abort();
    });
    const model = new ScriptedLM(script);
    const { input, output, log } = streams;
    const all = await chatInPipe({ model, settings: {}, input, output }, log, controller.signal);
    return { all, output: shown, log: String(log.read() ?? ""), calls: model.calls };
  }

  test("each line is a turn, its answer a line; blank lines are none, and a slash is text", async () => {
    const { all, output, log, calls } = await pipe("one\n\n  \n/quit\nlast", ["1", "2", "3"]);
    expect([all, output]).toEqual([true, "1\n2\n3\n"]);
    expect(log.split("\n")).toHaveLength(4);
    expect(said(calls[1]!.method === "generate" ? calls[1]!.prompt : undefined).at(-1)).toBe("user: /quit");
  });

  test("an interrupt ends the answer under way and the lines behind it", async () => {
    const { all, output, calls } = await pipe("one\ntwo\n", () => endless, { after: 12 });
    expect([all, calls.length]).toEqual([false, 1]);
    expect(output).toMatch(/^and so on.*\n$/);
  });
});
