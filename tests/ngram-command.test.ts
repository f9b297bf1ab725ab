/** `tenon ngram` as scripts see it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built, start, tenon } from "./built.ts";
import { fixture, NgramFixture } from "./fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-ngram-"));
const at = (name: string) => join(folder, name);
beforeAll(() => writeFileSync(at("train.txt"), fixture("ngram/reference.json.gz", NgramFixture).train.join("\n")));
afterAll(() => rmSync(folder, { recursive: true }));

test("build, score and query agree; counting on disk makes the same file", async () => {
  const build = (out: string, ...more: string[]) =>
    tenon(["ngram", "build", at("train.txt"), "--order", "3", "--out", at(out), ...more]);
  expect(await build("a.arpa")).toMatchObject({ code: 0, stdout: `${at("a.arpa")}\n` });
  await build("b.arpa", "--memory", "1");
  expect(readFileSync(at("b.arpa")).equals(readFileSync(at("a.arpa")))).toBe(true);
  const next = JSON.parse((await tenon(["ngram", "query", at("a.arpa"), "the united", "--json"])).stdout).next;
  expect(next[0].token).toBe("states");
  const { sentences, tokens, unknown, bits, bytes, bitsPerByte } = JSON.parse(
    (await tenon(["ngram", "score", at("a.arpa"), "--json"], "the united states\nof qwertz\n")).stdout,
  );
  expect([sentences, tokens, unknown, bytes, bitsPerByte]).toEqual([2, 7, 1, 28, bits / 28]);
});

test("standard input may be a socket that is slow, a pipe or a file, and is named in errors", async () => {
  await tenon(["ngram", "build", at("train.txt"), "--order", "2", "--out", at("two.arpa")]);
  const { child, ended } = start(["ngram", "score", at("two.arpa"), "--lines"]);
  child.stdin.write("the united states\n");
  setTimeout(() => child.stdin.end("of qwertz\n"), 300);
  const slow = await ended;
  expect([slow.code, slow.stdout.trim().split("\n").length]).toEqual([0, 2]);
  writeFileSync(at("two.txt"), "the united states\nof qwertz\n");
  for (const through of ["cat two.txt | $0 $1", "$0 $1 < two.txt"]) {
    const command = through.replace("$1", '"$1" ngram score two.arpa --lines');
    const run = spawnSync("bash", ["-c", command, process.execPath, built("cli/main.js").pathname], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(run.stdout).toBe(slow.stdout);
  }
  const { code, stderr } = await tenon(["ngram", "score", at("two.arpa")], "a\nb <s>\n");
  expect([code, stderr]).toEqual([2, expect.stringContaining("tenon: standard input: line 2: the text holds <s>")]);
});

test("characters are units too, the space among them", async () => {
  await tenon(["ngram", "build", at("train.txt"), "--unit", "char", "--out", at("c.arpa")]);
  const next = JSON.parse((await tenon(["ngram", "query", at("c.arpa"), "the unite", "--json"])).stdout).next;
  expect(next[0].token).toBe("d");
  expect((await tenon(["ngram", "query", at("c.arpa"), "congress of", "--top", "1"])).stdout).toMatch(/<U\+0020>\n$/);
});

test("the unit is as the file says; where it says nothing it is asked for, and never guessed", async () => {
  writeFileSync(at("apart.txt"), "我 是 学 生\n你 是 老 师\n我 是 老 师\n");
  await tenon(["ngram", "build", at("apart.txt"), "--order", "2", "--out", at("apart.arpa")]);
  const score = (model: string, ...more: string[]) => tenon(["ngram", "score", model, at("apart.txt"), ...more]);
  expect((await score(at("apart.arpa"))).stdout).toContain(
    "perplexity 2.2122 over 15 tokens (unit word), 0 of them unknown",
  );
  writeFileSync(at("silent.arpa"), readFileSync(at("apart.arpa"), "utf8").replace(/^#.*\n/, ""));
  expect(await score(at("silent.arpa"))).toMatchObject({
    code: 2,
    stderr: `tenon: ${at("silent.arpa")} doesn't say what its tokens are: give --unit word or --unit char\n`,
  });
  const { unit, tokens, unknown } = JSON.parse((await score(at("silent.arpa"), "--unit", "char", "--json")).stdout);
  expect([unit, tokens, unknown]).toEqual(["char", 24, 9]);
  expect((await score(at("apart.arpa"), "--unit", "char")).stderr).toContain("unit word, and --unit says char");
  expect((await tenon(["ngram", "query", at("silent.arpa"), "我", "--unit", "word", "--top", "1"])).stdout).toContain(
    "是",
  );
});

test("unknown words are counted and named, and a file without <unk> gives them a probability", async () => {
  writeFileSync(at("ab.txt"), "a b\nb a\na a b\n");
  await tenon(["ngram", "build", at("ab.txt"), "--order", "2", "--out", at("ab.arpa")]);
  const known = readFileSync(at("ab.arpa"), "utf8")
    .replace(/^.*<unk>.*\n/m, "")
    .replace(/1=(\d+)/, (_, n) => `1=${n - 1}`);
  writeFileSync(at("known.arpa"), known);
  const found = JSON.parse((await tenon(["ngram", "score", at("known.arpa"), "--json"], "a strange b\n")).stdout);
  const all = JSON.parse((await tenon(["ngram", "score", at("known.arpa"), "--json"], "a b\n")).stdout);
  expect([found.unknown, all.unknown]).toEqual([1, 0]);
  expect(found.perplexity).toBeGreaterThan(1e20);
  expect(found.perplexityOfKnown).toBeLessThan(20);
  expect(all.perplexityOfKnown).toBe(all.perplexity);
  const asked = await tenon(["ngram", "query", at("ab.arpa"), "strange"]);
  expect(asked.stderr).toBe('"strange" is not in the model: it counts as <unk>\n');
  expect(JSON.parse((await tenon(["ngram", "query", at("ab.arpa"), "a strange", "--json"])).stdout).unknown).toEqual([
    "strange",
  ]);
});

test("--skip-symbols passes over marks, as lmplz --skip_symbols does", async () => {
  writeFileSync(at("marked.txt"), "<s> a b </s>\n<unk> b a\n");
  writeFileSync(at("plain.txt"), "a b\nb a\n");
  const build = (text: string, ...more: string[]) =>
    tenon(["ngram", "build", at(text), "--order", "2", "--out", at(`${text}.arpa`), ...more]);
  expect((await build("marked.txt")).stderr).toContain("line 1: the text holds <s>");
  await Promise.all([build("marked.txt", "--skip-symbols"), build("plain.txt")]);
  expect(readFileSync(at("marked.txt.arpa"), "utf8")).toBe(readFileSync(at("plain.txt.arpa"), "utf8"));
});

describe("applications", () => {
  const build = async (name: string, lines: readonly string[], ...more: string[]) => {
    writeFileSync(at(`${name}.txt`), lines.join("\n"));
    const flags = ["--order", "2", "--smoothing", "witten-bell", "--out", at(`${name}.arpa`)];
    expect((await tenon(["ngram", "build", at(`${name}.txt`), ...flags, ...more])).code).toBe(0);
    return at(`${name}.arpa`);
  };

  test("type writes the characters that go together, and names a syllable that nothing is read as", async () => {
    const model = await build("hanzi", ["中国人", "中国", "种果树", "终于"], "--unit", "char");
    writeFileSync(
      at("readings.txt"),
      "# readings\n中 zhōng zhòng\n种 zhǒng\n终 zhong1\nU+56FD\tkMandarin\tguó\nU+56FD\tkHanyuPinlu\tguó(1)\n果 guǒ\n人 ren2\n",
    );
    const type = (text: string) => tenon(["ngram", "type", model, "--readings", at("readings.txt")], text);
    expect(await type("zhong guo ren\n")).toMatchObject({ code: 0, stdout: "中国人\n" });
    expect((await type("zhong\nzhong xyz\n")).stderr).toContain(
      'tenon: standard input: line 2: no character is read "xyz"',
    );
  });

  test("correct mends what does not stand in such a place", async () => {
    const model = await build("words", ["the quiet house", "quite a big house", "a quiet river", "it is quite big"]);
    const { stdout } = await tenon(["ngram", "correct", model, "--errors", "20"], "the quite house\nit is quite big\n");
    expect(stdout).toBe("the quiet house\nit is quite big\n");
  });

  test("translate learns from pairs which words are which, and their order", async () => {
    const pairs = ["the cat sees\tle chat voit", "the dog sees\tle chien voit", "the black cat\tle chat noir", "the black dog\tle chien noir", "the dog\tle chien", "the cat\tle chat"]; // biome-ignore format: pairs
    writeFileSync(at("pairs.tsv"), pairs.join("\n"));
    const { code, stdout } = await tenon(["ngram", "translate", at("pairs.tsv")], "le chat noir\nle chien voit\n");
    expect([code, stdout]).toEqual([0, "the black cat\nthe dog sees\n"]);
    writeFileSync(at("pairs.tsv"), "one\tun\ntwo\n");
    expect((await tenon(["ngram", "translate", at("pairs.tsv")], "un")).stderr).toContain(
      "pairs.tsv: line 2: expected",
    );
  });
});

describe("files that people bring", () => {
  const files: readonly (readonly [name: string, make: (path: string) => void, said: string])[] = [
    ["empty", (path) => writeFileSync(path, ""), "is empty"],
    ["blank", (path) => writeFileSync(path, "\n \n"), "there is no token in it"],
    [
      "latin",
      (path) => writeFileSync(path, Buffer.from("ok\ncaf\xe9", "latin1")),
      "line 2: byte 4 (0xe9) is not UTF-8",
    ],
    ["mark", (path) => writeFileSync(path, "a\nb <s>\n"), "line 2: the text holds <s>"],
    ["endless", (path) => writeFileSync(path, "word ".repeat(4e6)), "without an end"],
    [
      "sparse",
      (path) => {
        writeFileSync(path, "");
        truncateSync(path, 5 * 2 ** 30);
      },
      "line 1: holds a zero byte",
    ],
  ];

  test.each(files)("%s: one sentence with file and place, and no output", async (name, make, said) => {
    make(at(name));
    const { code, stdout, stderr } = await tenon(["ngram", "build", at(name), "--out", at("out.arpa")]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n").at(-1)).toContain(`tenon: ${at(name)}: `);
    expect(stderr).toContain(said);
    expect(readdirSync(folder).filter((file) => file.includes("out.arpa"))).toEqual([]);
    rmSync(at(name));
  });

  test("a model that is none is refused by file and line", async () => {
    const { code, stderr } = await tenon(["ngram", "score", at("train.txt")], "a\n");
    expect(code).toBe(2);
    expect(stderr).toMatch(/train\.txt: line \d+: /);
  });
});
