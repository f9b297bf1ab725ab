import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pages, withFigures } from "../tools/figures.ts";
import { setupTable } from "../tools/setup-table.ts";

it.each(pages)("the figures of %s are those of their files", (page) => {
  const text = readFileSync(page, "utf8");
  expect(text.match(/<!-- figure /g)?.length).toBe(text.match(/<!-- \/figure -->/g)?.length);
  expect(text).toBe(withFigures(text)); // `npm run figures` writes them
});

it("a figure that is not its file's is seen, and a name that is none refused", () => {
  const text =
    "decodes at <!-- figure decode.rate -->1<!-- /figure --> tokens/s, since\n<!-- figure decode.date -->\nnever\n<!-- /figure -->";
  expect(withFigures(text)).toMatch(
    /^decodes at <!-- figure decode.rate -->\d+<!-- \/figure --> tokens\/s, since\n<!-- figure decode.date -->\d{4}-\d\d-\d\d<!-- \/figure -->$/,
  );
  expect(() => withFigures("<!-- figure nothing -->1<!-- /figure -->")).toThrow("there is no figure nothing");
});

it("what set-up costs is a table, without the system's LibTorch where there is none", () => {
  const cost = { seconds: 31.44, processor: 60.2, bytes: 6e8 };
  const step = { seconds: 2.04, bytes: 36.4e6 };
  const steps = { npm: step, build: step, libtorch: step, addon: { seconds: 22.6, bytes: 900 }, model: step };
  const costs = {
    ...{ date: "2026-11-28", machine: "AMD EPYC", cores: 2, node: "v20.20.2", localWheels: false, load: [0.1, 1.9] },
    ...{ first: { ...cost, steps }, second: cost, again: { ...cost, seconds: 0.12 }, dev: cost, system: cost },
  };
  const lines = setupTable(costs, "en").split("\n");
  expect(lines).toContain("| npm packages, to run / to test | 2 / 31 | 36 MB / 600 MB |");
  expect(lines).toContain("| compiling the addon, LibTorch 2.13.0 / Debian's 1.13.1 | 23 / 31 | 1 MB |");
  expect(lines).toContain("| **all of it, from an empty cache to the first answer** | **31** | **600 MB** |");
  expect(lines).toContain("| set-up, a second time | 0.12 |  |");
  expect(lines.at(-2)).toContain("on 2 cores (AMD EPYC, load 0.1 to 1.9, Node v20.20.2)");
  const { system: _, ...without } = costs;
  expect(setupTable(without, "zh")).toMatch(/^\| 编译插件.* \| 23 \| 1 MB \|$/m);
});
