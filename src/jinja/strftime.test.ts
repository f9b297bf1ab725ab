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

it("counts weeks from Sundays, from Mondays and as ISO 8601 does", () => {
  expect(strftime(morning, "%U %W %V %G %g %u %w")).toBe("09 09 10 2026 26 6 6");
  // The last days of a year may lie in the first week of the next, and the first in the last of the one before.
  expect(strftime(night, "%U %W %V %G")).toBe("52 53 01 2025");
  expect(strftime(new Date(2027, 0, 1), "%U %W %V %G %j")).toBe("00 00 53 2026 001");
});

it("knows glibc's flags, and leaves what it does not know as it is written", () => {
  expect(strftime(morning, "%_d|%-e|%0e|%^b|%#p|%P|%k|%_m|%Ey|%Od")).toBe(" 7|7|07|MAR|am|am| 9| 3|26|07");
  expect(strftime(morning, "%Q %constructor 50%")).toBe("%Q Sat Mar  7 09:05:03 2026onstructor 50%");
  expect(strftime(morning, "[%z%Z] %f %C %h %r %R %D %x %X%n%t")).toBe(
    "[] 000000 20 Mar 09:05:03 AM 09:05 03/07/26 03/07/26 09:05:03\n\t",
  );
});
