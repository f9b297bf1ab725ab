import { expect, it } from "vitest";
import { strftime } from "./strftime.ts";

const morning = new Date(2026, 2, 7, 9, 5, 3); // a Saturday
const night = new Date(2024, 11, 31, 23, 59, 0);

it("writes dates as C does", () => {
  expect(strftime(morning, "%d %b %Y")).toBe("07 Mar 2026");
  expect(strftime(morning, "%A %a %B %b %m %y %j")).toBe("Saturday Sat March Mar 03 26 066");
  expect(strftime(morning, "%F %T %I %p %H %M %S 100%%")).toBe("2026-03-07 09:05:03 09 AM 09 05 03 100%");
  expect(strftime(night, "%I %p %j %-d %-m")).toBe("11 PM 366 31 12");
  expect(strftime(new Date(2026, 0, 1, 0, 0), "%I %-H %-j %-d")).toBe("12 0 1 1");
});

it("refuses a directive it does not know", () => {
  expect(() => strftime(morning, "%Q")).toThrow("strftime directive %Q is not supported");
  expect(() => strftime(morning, "50%")).toThrow("strftime directive % is not supported");
});
