/**
 * Writes docs/map.md and docs/map.json: for each row of the course notes, whether its demonstration stands.
 *
 *     npm run map              runs the tests whose names begin with a row's id, and writes both files
 *     npm run map -- --check   writes nothing; fails where the files do not say what tests and evidence say
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEvidence, sourceHash } from "./evidence.ts";
import { demonstrations } from "./rows.ts";

interface Row {
  readonly id: string;
  readonly title: string;
  readonly group: string;
}

interface Entry {
  readonly status: "passed" | "negative" | "failed" | "stale" | "missing";
  readonly tests: readonly string[];
  readonly measured: string;
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
}

const rows = JSON.parse(readFileSync("docs/rows.json", "utf8")) as Row[];

/** Runs the tests that claim rows, `[E17] ...`, and returns what each came to. */
function rowTests(): TestResult[] {
  const report = join(mkdtempSync(join(tmpdir(), "tenon-map-")), "tests.json");
  spawnSync("npx", ["vitest", "run", "-t", "\\[[A-U]\\d\\d\\]", "--reporter=json", `--outputFile=${report}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { assertionResults: TestResult[] }[];
  };
  return testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status !== "skipped");
}

async function entry(id: string, tests: readonly TestResult[]): Promise<Entry> {
  const own = tests.filter(({ fullName }) => fullName.includes(`[${id}]`));
  const names = own.map(({ fullName }) => fullName);
  const evidence = readEvidence(id);
  const load = demonstrations[id];
  if (evidence === undefined || load === undefined || own.length === 0) {
    return { status: "missing", tests: names, measured: "" };
  }
  const measured = Object.entries(evidence.value)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
  const passed = own.every(({ status }) => status === "passed");
  const stale = evidence.sourceHash !== sourceHash((await load()).sources);
  return { status: !passed ? "failed" : stale ? "stale" : evidence.status, tests: names, measured };
}

function markdown(map: ReadonlyMap<string, Entry>): string {
  const counts = new Map<string, number>();
  for (const { status } of map.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  const lines = [
    "# Map of the course notes",
    "",
    "Written by `npm run map`. A row is *passed* when the tests named after it pass and its evidence, written by",
    "`npm run prove`, meets the bar; *negative* is an honest result against the notes; *stale* evidence is older than the",
    "sources it names.",
    "",
    [...counts].map(([status, count]) => `${count} ${status}`).join(", "),
  ];
  for (const group of new Set(rows.map((row) => row.group))) {
    lines.push("", `## ${group}`, "", "| row | system | status | measured |", "|---|---|---|---|");
    for (const { id, title } of rows.filter((row) => row.group === group)) {
      const { status, measured } = map.get(id)!;
      const link = status === "missing" ? id : `[${id}](evidence/${id}.json)`;
      lines.push(`| ${link} | ${title.replaceAll("|", "∣")} | ${status} | ${measured} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}

const tests = rowTests();
const map = new Map<string, Entry>();
for (const { id } of rows) map.set(id, await entry(id, tests));
const files = {
  "docs/map.json": `${JSON.stringify(Object.fromEntries(map), null, 2)}\n`,
  "docs/map.md": markdown(map),
};
for (const [path, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.error(`${path} is not what tests and evidence say: run \`npm run map\``);
    process.exitCode = 1;
  }
}
