import { copyFileSync, renameSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { built } from "../../tests/built.ts";
import { tinyFolder } from "../../tests/lifetimes.ts";
import { intervene } from "../interventions/index.ts";
import type { Message } from "../lm/index.ts";
import { open as openHere } from "./index.ts";

const { open: openThere } = (await import(built("open/index.js").href)) as typeof import("./index.ts");
const folder = tinyFolder();
const file = join(folder, "model.safetensors");
const spare = join(folder, "spare");
copyFileSync(file, spare);
afterAll(() => rmSync(folder, { recursive: true }));
const settings = { temperature: 0, maxTokens: 4 };

test.each([
  ["here", openHere, {}],
  ["in a worker", openThere, { worker: true }],
] as const)(
  "a model whose file is cut says so instead of dying, and one whose file is replaced goes on: %s",
  async (_, open, options) => {
    const model = await open(folder, options);
    const { text } = await model.generate("Hi", settings).completion;
    copyFileSync(spare, `${file}.new`);
    renameSync(`${file}.new`, file);
    expect((await model.generate("Hi", settings).completion).text).toBe(text);
    await model.close();
    const cut = await open(folder, options);
    truncateSync(file, 1000);
    for (const ask of [() => cut.generate("Hi", settings).completion, () => cut.score("Hi"), () => cut.embed(["Hi"])]) {
      await expect(ask()).rejects.toMatchObject({
        kind: "closed",
        message: expect.stringMatching(/model.safetensors was made 1000 bytes of \d+ while/),
      });
    }
    await cut.close();
    renameSync(file, `${file}.cut`);
    copyFileSync(spare, file);
  },
);

test("a conversation goes on from what was read, unless what rides on the model may change or look", async () => {
  const cached = async (open: typeof openHere, options: object) => {
    const model = await open(folder, options);
    const messages: Message[] = [{ role: "user", content: "Hi" }];
    const { text } = await model.generate(messages, settings).completion;
    messages.push({ role: "assistant", content: text }, { role: "user", content: "Why?" });
    const { cachedTokens } = await model.generate(messages, settings).completion;
    await model.close();
    return cachedTokens;
  };
  const prompt = "user:Hi<end>assistant:".length - 4; // <end> is one token
  for (const count of [await cached(openHere, {}), await cached(openThere, { worker: true })]) {
    expect(count).toBeGreaterThanOrEqual(prompt);
  }
  const watcher = intervene("watcher", "embed", () => (x, next) => next(x));
  expect(await cached(openHere, { with: [watcher] })).toBe(0);
});
