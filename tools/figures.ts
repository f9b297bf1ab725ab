/**
 * Writes into the READMEs what files of the repository say: `npm run figures`. A figure stands between
 * `<!-- figure NAME -->` and `<!-- /figure -->`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Run } from "../bench/table.ts";
import { setupTable } from "./setup-table.ts";

const root = new URL("../", import.meta.url);
export const pages = ["README.md", "README.zh-CN.md"];

function json(file: string) {
  return JSON.parse(readFileSync(new URL(file, root), "utf8"));
}

/** The newest result of a bench, whose name begins and ends so. */
function newest(begins: string, ends = ".json") {
  const date = (name: string) => /\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? "";
  const names = readdirSync(new URL("bench/results/", root))
    .filter((name) => name.startsWith(begins) && name.endsWith(ends))
    .sort((a, b) => date(a).localeCompare(date(b)));
  const last = names.at(-1);
  if (last === undefined) throw new Error(`bench/results holds no ${begins}*${ends}`);
  return { ...json(`bench/results/${last}`), date: date(last) };
}

/** The median of what the sides of a name that fits did in a task; of several sides that of the best. */
function median(runs: readonly Run[], task: string, side: RegExp): number {
  const sides = new Set(runs.filter((run) => run.task === task && side.test(run.side)).map((run) => run.side));
  const medians = [...sides].map((name) => {
    const values = runs.filter((run) => run.task === task && run.side === name).map(({ value }) => value);
    return values.sort((a, b) => a - b)[values.length >> 1]!;
  });
  if (medians.length === 0) throw new Error(`no side of a bench fits ${side} in "${task}"`);
  return Math.max(...medians);
}

const decode = () => newest("decode_", "_1.json");
const [DECODE, READ] = ["decode 128 behind 32", "prefill 512"];
const rate = (task: string) => median(decode().runs, task, /^tenon$/).toFixed(0);
const times = (task: string, side: RegExp) => {
  const ratio = median(decode().runs, task, /^tenon$/) / median(decode().runs, task, side);
  return ratio.toFixed(ratio < 2 ? 2 : 1);
};
const parity = () => json("docs/evidence/E17.json").value;
const thousands = (count: number) => count.toLocaleString("en-US");

/** By name, what a file says. */
export const figures: Readonly<Record<string, () => string>> = {
  "decode.rate": () => rate(DECODE),
  "decode.times.llama.cpp": () => times(DECODE, /^llama\.cpp$/),
  "decode.times.transformers": () => times(DECODE, /^transformers/),
  "decode.date": () => decode().date,
  "prompt.rate": () => rate(READ),
  "prompt.times.llama.cpp": () => times(READ, /^llama\.cpp$/),
  "parity.positions": () => thousands(parity().positions),
  "parity.greedy": () => thousands(parity()["greedy steps"]),
  "parity.gradient": () => above(parity()["worst gradient, share of its norm"]),
  "setup.table": () => setupTable(newest("setup-"), "en"),
  "setup.table.zh": () => setupTable(newest("setup-"), "zh"),
};

/** A positive number rounded up to one digit, as a bound of it. */
function above(x: number): string {
  const exponent = Math.floor(Math.log10(x));
  return `${Math.ceil(x / 10 ** exponent)}e${exponent}`;
}

/** A page with each figure as its file says. Throws where a name is none. */
export function withFigures(text: string): string {
  return text.replaceAll(/(<!-- figure ([\w.-]+) -->)(.*?)(<!-- \/figure -->)/gs, (_, begin, name, __, end) => {
    const figure = figures[name];
    if (figure === undefined) throw new Error(`there is no figure ${name}`);
    return `${begin}${figure()}${end}`;
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const page of pages) {
    const path = new URL(page, root);
    writeFileSync(path, withFigures(readFileSync(path, "utf8")));
  }
}
