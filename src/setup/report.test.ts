import { beforeEach, describe, expect, it, vi } from "vitest";
import { createReport, megabytes, together } from "./report.mjs";

function paper(isTTY: boolean, columns = 20) {
  const written: string[] = [];
  return { written, stream: { isTTY, columns, write: (text: string) => written.push(text) } };
}

describe("createReport", () => {
  let now = 0;
  beforeEach(() => {
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });

  it("rewrites one line on a terminal, and ends it before a line that stays", () => {
    const { written, stream } = paper(true);
    const report = createReport(stream);
    now += 120;
    report.progress("a text that is wider than the terminal");
    report.progress("too soon");
    report.line("done");
    report.line("next");
    expect(written).toEqual(["\r\x1b[Ka text that is wide", "\r\x1b[Kdone\n", "next\n"]);
  });

  it("takes a terminal that does not know its width for one of 80 columns", () => {
    const { written, stream } = paper(true, 0);
    const report = createReport(stream);
    now += 120;
    report.progress("x".repeat(100));
    expect(written).toEqual([`\r\x1b[K${"x".repeat(79)}`]);
  });

  it("writes plain lines elsewhere, and no progress before there is something to wait for", () => {
    const { written, stream } = paper(false);
    const report = createReport(stream);
    now += 120;
    report.progress("busy");
    report.line("done");
    expect(written).toEqual(["done\n"]);
  });
});

describe("megabytes", () => {
  it.each([
    [191_794_682, "192 MB"],
    [40_000, "0.0 MB"],
    [500_000, "0.5 MB"],
    [999_999, "1 MB"],
  ])("of %i is %s", (bytes, text) => expect(megabytes(bytes)).toBe(text));
});

describe("together", () => {
  it("says in one line what several do just now, until one of them is done", () => {
    const said: string[] = [];
    const reports = together({ line: (text) => said.push(`${text}.`), progress: (text) => said.push(text) });
    reports("npm").progress("a");
    reports("libtorch").progress("b");
    reports("npm").line("a is done");
    reports("libtorch").progress("c");
    expect(said).toEqual(["a", "a; b", "a is done.", "c"]);
  });
});
