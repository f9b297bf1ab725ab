/** Files that people bring, through the command, under limits: one sentence each that names file and line, and nothing half written. */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openShards } from "../src/data/index.ts";
import { built } from "./built.ts";
import { tinyJson } from "./contracts/tiny-tokenizer.ts";
import { fixturePath } from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-people-"));
afterAll(() => rmSync(folder, { recursive: true }));
const out = join(folder, "out");
mkdirSync(out);
const tokenizer = join(folder, "tokenizer.json");
writeFileSync(tokenizer, JSON.stringify(tinyJson()));

const GIB = 1024 * 1024; // KiB, as ulimit counts
/** A fifth of a file; on Node 24 two fifths, whose threads each reserve room for their code. */
const MEMORY = process.version.startsWith("v20.") ? GIB : 2 * GIB;

/** Runs `tenon` with that much memory of its own at most. */
function limited(args: readonly string[], limits = `ulimit -d ${MEMORY}`) {
  const command = [process.execPath, built("cli/main.js").pathname, ...args];
  return spawnSync("bash", ["-c", `${limits}; exec "$@"`, "bash", ...command], { encoding: "utf8" });
}

const data = (args: readonly string[], limits?: string) => limited(["data", ...args], limits);

const shard = (path: string, ...flags: string[]) =>
  data(["shard", path, "--tokenizer", tokenizer, "--out", join(out, "shards"), ...flags]);

function file(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

/** 5 GB of which the disk holds the first bytes alone. */
function sparse(name: string, head: string): string {
  const path = join(folder, name);
  const descriptor = openSync(path, "w");
  writeSync(descriptor, head);
  ftruncateSync(descriptor, 5e9);
  closeSync(descriptor);
  return path;
}

function folderNamed(name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

describe("a file that cannot be used is refused in one sentence, and nothing is written", () => {
  it.each([
    ["that is empty", () => file("empty.txt", ""), "is empty"],
    ["of blanks", () => file("blank.txt", "\n \n"), /shards: was not written: there is no document with a token in it/],
    [
      "that is binary",
      () => file("binary.txt", Buffer.from("89504e470d0a1a0a0000000d", "hex")),
      "line 1: byte 1 (0x89) is not UTF-8",
    ],
    ["of zeros", () => sparse("sparse.txt", ""), "line 1: holds a zero byte (byte 1)"],
    ["that has a hole", () => sparse("hole.txt", "one\ntwo\n"), "line 3: holds a zero byte (byte 1)"],
    [
      "in Latin-1",
      () => file("latin.txt", Buffer.from("good\ncaf\xe9\n", "latin1")),
      "line 2: byte 4 (0xe9) is not UTF-8",
    ],
    ["in GBK", () => file("gbk.txt", Buffer.from("bac3d1a70a", "hex")), "line 1: byte 1 (0xba) is not UTF-8"],
    ["in UTF-16", () => file("wide.txt", Buffer.from("\ufeffhello", "utf16le")), "is UTF-16; convert it: iconv"],
    ["with a broken JSON line", () => file("rows.jsonl", '{"text":"a"}\n{"text":\n'), "line 2: is not JSON: "],
    [
      "with a line without text",
      () => file("other.jsonl", '{"text":"a"}\n{"body":"b"}\n'),
      'line 2: has no field "text"; it has body',
    ],
    ["that is a folder", () => folderNamed("folder.jsonl"), "is a folder, not a file"],
    ["that is not there", () => join(folder, "nothing.txt"), "cannot be read: there is no such file or folder"],
    ["that calls itself Parquet", () => file("rows.parquet", "text\n"), "is no Parquet file, or is cut off"],
  ] as const)("%s", (_, make, sentence) => {
    const path = make();
    const { status, stdout, stderr } = shard(path);
    expect([status, stdout]).toEqual([2, ""]);
    const expected = typeof sentence === "string" ? `tenon: ${path}: ${sentence}` : sentence;
    expect(stderr).toMatch(typeof expected === "string" ? /^tenon: / : expected);
    if (typeof expected === "string") expect(stderr.slice(0, expected.length)).toBe(expected);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(readdirSync(out)).toEqual([]);
  });

  it("without the column of a Parquet file", () => {
    const path = fixturePath("data/snappy.parquet");
    const { status, stderr } = shard(path, "--field", "body");
    expect([status, stderr]).toEqual([
      2,
      `tenon: ${path}: has no column "body"; its columns are text, id, score, tags\n`,
    ]);
    expect(readdirSync(out)).toEqual([]);
  });

  it("where the disk is full in the middle of it", () => {
    const path = file("large.txt", "hello world\n".repeat(200_000));
    // No file may be larger than 256 KiB: the system refuses the write, as it does where no space is left.
    const { status, stderr } = data(
      ["shard", path, "--split", "line", "--tokenizer", tokenizer, "--out", join(out, "shards")],
      `trap '' XFSZ; ulimit -f 256`,
    );
    expect([status, stderr]).toEqual([
      2,
      `tenon: ${join(out, "shards")}: cannot be written: the file would be larger than is allowed here\n`,
    ]);
    expect(readdirSync(out)).toEqual([]);
  });
});

/** A recipe of somebody's own, which reads the file that --data names. */
function recipe(): string {
  return file(
    "own.mjs",
    `import { textDocuments } from ${JSON.stringify(built("data/index.js").href)};
    import { defineRecipe } from ${JSON.stringify(built("training/index.js").href)};
    export default defineRecipe({
      name: "own",
      documents: ({ data }) => textDocuments(data, { split: "line" }),
      tokenizer: { vocabulary: 300 },
      model: { kind: "llama", width: 16, depth: 1, heads: 2, kvHeads: 1, hidden: 32 },
      batch: { rows: 2, length: 16 },
      optimizer: { lr: 5e-3 },
      schedule: { kind: "constant" },
      every: { evaluation: 1, checkpoint: 1, sample: 1 },
      prompt: "a",
      steps: 2,
    });`,
  );
}

describe("training and counting on such a file end as well in one sentence, and leave nothing", () => {
  const files: readonly (readonly [name: string, make: () => string, train: string, count: string])[] = [
    ["empty", () => file("none.txt", ""), "is empty", "is empty"],
    ["of blanks", () => file("blanks.txt", "\n \n"), "0 are too few to hold any out", "there is no token in it"],
    [
      "binary",
      () => file("picture.txt", Buffer.from("89504e470d0a1a0a0000000d", "hex")),
      "line 1: byte 1 (0x89) is not UTF-8",
      "line 1: byte 1 (0x89) is not UTF-8",
    ],
    [
      "of 5 GB with a hole",
      () => sparse("gap.txt", "a b\nc\n"),
      "line 3: holds a zero byte",
      "line 3: holds a zero byte",
    ],
    [
      "in GBK",
      () => file("hanzi.txt", Buffer.from("6f6b0abac3d1a70a", "hex")),
      "line 2: byte 1 (0xba)",
      "line 2: byte 1",
    ],
    [
      "one line without an end",
      () => file("line.txt", "x".repeat(20_000_000)),
      "line 1: is longer than 17 MB without an end",
      "line 1: is longer than 17 MB without an end",
    ],
    ["Parquet under another name", () => file("table.txt", "PAR1...."), "is a Parquet file", "is a Parquet file"],
  ];

  it.each(files)("%s", (_, make, ofTraining, ofCounting) => {
    const path = make();
    const train = limited(["train", recipe(), "--data", path, "--out", join(out, "run"), "--threads", "1"]);
    const count = limited(["ngram", "build", path, "--out", join(out, "model.arpa")]);
    for (const [run, sentence] of [
      [train, ofTraining],
      [count, ofCounting],
    ] as const) {
      const [last] = run.stderr.trim().split("\n").slice(-1);
      expect([run.status, run.stdout]).toEqual([2, ""]);
      expect(last).toMatch(/^tenon: /);
      expect(last).toContain(sentence);
    }
    expect(readdirSync(out)).toEqual([]);
  });
});

describe("what is unusual and sound is read", () => {
  it("a text that is one line without an end", () => {
    const path = file("one-line.txt", "hello world ".repeat(500_000));
    const { status, stdout } = shard(path, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ documents: 1, kept: 1 });
    rmSync(join(out, "shards"), { recursive: true });
  });

  it("a line that is larger than a document may be is refused, not read into memory", () => {
    const path = file("endless.txt", "x".repeat(40_000_000));
    expect(shard(path, "--split", "line").stderr).toMatch(/endless.txt: line 1: is longer than 17 MB without an end/);
  });

  it("a folder of texts may have an index.json of its own", () => {
    mkdirSync(join(folder, "indexed"));
    file("indexed/index.json", '{"text":"one"}');
    file("indexed/a.txt", "two");
    expect(data(["inspect", join(folder, "indexed")]).stdout).toMatch(/^documents {3}2,/);
  });

  it("filters tell what they dropped; the shards hold the rest", () => {
    const path = file("lines.txt", "hello world\nhello world\nx\n今天天气\nhello again\n");
    const flags = ["--split", "line", "--min", "3", "--script", "Latin", "--duplicates", "near"];
    const run = shard(path, ...flags);
    expect([run.status, run.stdout]).toEqual([0, `${join(out, "shards")}\n`]);
    expect(run.stderr).toContain(`dropped     1 by length, for example ${path}:3: 1 characters, fewer than 3`);
    expect(run.stderr).toContain(`dropped     1 by duplicate, for example ${path}:2: seen before`);
    expect(openShards(join(out, "shards"), { verify: true }).index.documents).toBe(2);
    expect(data(["inspect", join(out, "shards")]).stdout).toMatch(/documents {3}2\n/);
    expect(shard(path).stderr).toMatch(/shards: exists already; give a new folder/);
    const inspected = JSON.parse(data(["inspect", path, "--json", ...flags]).stdout);
    expect(inspected).toMatchObject({ documents: 2, seen: 5, kept: 2, longest: 11, first: `${path}:1` });
  });
});
