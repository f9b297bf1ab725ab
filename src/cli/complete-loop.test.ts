import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { watchScreen } from "../../tests/screen.ts";
import { ScriptedLM } from "../lm/index.ts";
import { completeAtTerminal, completeOnce } from "./complete-loop.ts";

test("goes on with each line of a person, stops at Ctrl-C, and leaves at Ctrl-D", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const { until } = watchScreen(output);
  const model = new ScriptedLM([" is strong.", "and so on, ".repeat(100_000), " again."]);
  const ended = completeAtTerminal({ model, input, output });
  await until("> ");
  input.write("The state of the Union\r");
  await until("The state of the Union is strong.");
  await until("> ");
  input.write("For ever\r");
  await until("For everand so on,");
  input.write("\x03");
  await until("> ");
  input.write("Once\r");
  await until("Once again.");
  await until("> ");
  input.write("\x04");
  await ended;
});

test("goes on once with what a pipe brings, or with a text of its own where it brings nothing", async () => {
  const once = async (text: string) => {
    const output = new PassThrough();
    const model = new ScriptedLM([" go on."]);
    await completeOnce({ model, input: Readable.from([Buffer.from(text)]), output }, "We");
    return [String(output.read()), model.calls[0]!.method === "generate" && model.calls[0]!.prompt];
  };
  expect(await once("They\n")).toEqual(["They go on.\n", "They"]);
  expect(await once("\n")).toEqual(["We go on.\n", "We"]);
});
