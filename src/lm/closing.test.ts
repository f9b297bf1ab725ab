import { expect, test } from "vitest";
import { Closing } from "./closing.ts";
import { LanguageModelError } from "./error.ts";
import { perSecond } from "./per-second.ts";

test("closing stops what is under way, waits for it, and frees once, also where the work failed", async () => {
  const closing = new Closing("tiny");
  closing.check();
  const order: string[] = [];
  const work = new Promise<void>((_, reject) => {
    closing.signal.addEventListener("abort", () => {
      order.push("told to stop");
      setTimeout(() => {
        order.push("stopped");
        reject(new Error("stopped"));
      }, 5);
    });
  });
  const tracked = closing.track(work);
  expect(tracked).toBe(work);
  tracked.catch(() => {});
  const ends = [closing.close(() => order.push("freed")), closing.close(() => order.push("freed again"))];
  expect(() => closing.check()).toThrow(new LanguageModelError("closed", "the model tiny is closed"));
  expect(order).toEqual(["told to stop"]);
  await ends[1];
  expect(order).toEqual(["told to stop", "stopped", "freed"]);
});

test("a rate of nothing, or in no time, is 0", () => {
  expect([perSecond(3, 1500), perSecond(0, 10), perSecond(-1, 10), perSecond(3, 0)]).toEqual([2, 0, 0, 0]);
});
