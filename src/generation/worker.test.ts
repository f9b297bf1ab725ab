import { expect, test } from "vitest";
import { built } from "../../tests/built.ts";
import { describeLanguageModel } from "../../tests/contracts/language-model.ts";

const { LanguageModelError } = (await import(built("lm/index.js").href)) as typeof import("../lm/index.ts");
const { openWorker } = (await import(built("generation/index.js").href)) as typeof import("./index.ts");

const factory = new URL("../../tests/workers/scripted.mjs", import.meta.url);
const answer = "Zum Beispiel: ein langer, langer Satz mit Käse 🧀 und Brot. ".repeat(300);
const open = (options: object, onProgress?: (progress: unknown) => void) =>
  openWorker(factory, { options: { lm: built("lm/index.js").href, answer, ...options }, onProgress });

describeLanguageModel("A model in a worker", async () => ({ model: await open({}), prompt: "Schreib" }));

test("a worker reports its progress and has its model's name", async () => {
  const heard: unknown[] = [];
  const model = await open({}, (progress) => heard.push(progress));
  expect(heard).toEqual(["half way"]);
  expect(model.name).toBe("in a worker");
  await model.close();
});

test("what a factory throws comes over with its name, its message and its fields", async () => {
  await expect(open({ fail: "plain" })).rejects.toMatchObject({
    name: "TypeError",
    message: "no such model",
    exitCode: 2,
  });
  const error = await open({ fail: "typed" }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(LanguageModelError);
  expect(error).toMatchObject({ kind: "refused", message: "not today" });
});

test("a stop is felt in the middle of a computation that lets no message in", async () => {
  const model = await open({ deaf: true });
  const controller = new AbortController();
  const generation = model.generate("x", { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  expect((await generation.completion).finish).toBe("aborted");
  await model.close();
});

test("a worker that ends takes what is under way with it, as an error", async () => {
  const model = await open({ deaf: true });
  const closed = { kind: "closed", message: "the worker of deaf ended by itself, with code 3" };
  await expect(model.score("x")).rejects.toMatchObject(closed);
  await expect(model.score("x")).rejects.toMatchObject(closed);
  await model.close();
});

test("a signal ends the start of a worker", async () => {
  const signal = AbortSignal.abort(new Error("no longer wanted"));
  await expect(openWorker(factory, { signal })).rejects.toThrow("no longer wanted");
});
