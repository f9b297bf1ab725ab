/** What a person with texts of their own met: files, filters, counts and measures. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { perplexity } from "../../src/evaluation/index.ts";
import { open } from "../../src/open/index.ts";
import { at, command, file, root, type Trial, tiny } from "./world.ts";

function mixed(): string {
  const put = (name: string, content: string | Uint8Array) => file(`mixed/${name}`, content);
  put("a.txt", "one two");
  put("b.jsonl.gz", gzipSync('{"text":"three"}\n'));
  put("c.json", '[{"text":"four"}]');
  put("d.csv", "text\nfive\n");
  put("e.html", "<p>six</p>");
  put("f.bin", "seven");
  put(".hidden/g.txt", "eight");
  return at("mixed");
}
const inspect = async (path: string, ...more: string[]) =>
  (await command(["data", "inspect", path, ...more])).replaceAll(/\s+/g, " ");

async function spaced(unit: readonly string[]): Promise<string> {
  const path = file("zh.txt", "我 是 学 生\n你 是 老 师\n我 是 老 师\n");
  await command(["ngram", "build", path, "--order", "2", "--unit", "word", "--out", at("zh.arpa")]);
  return command(["ngram", "score", at("zh.arpa"), path, ...unit]);
}

async function bitsPerByte(): Promise<string> {
  const model = await open(tiny);
  const text = "the quick brown fox jumps over the lazy dog";
  const of = async (window: number) => (await perplexity(model, [text], { window, stride: window - 1 })).tokens;
  const own = await perplexity(model, [text]);
  const whole = await perplexity(model, [text], { window: 4 });
  const steps = await of(8);
  await model.close();
  return `${own.tokens} tokens alone, ${whole.tokens} by windows of 4, ${steps} by steps`;
}

export const data: readonly Trial[] = [
  {
    what: "a folder of texts, JSON, CSV, HTML and others: what is not read is told",
    before: "passed over without a word, hidden folders read first",
    now: () => inspect(mixed()),
    expects: /^0: (?=.*csv)(?=.*html)(?=.*bin)(?!.*hidden)/,
  },
  {
    what: "a JSON and a CSV file as texts",
    before: "raw JSON or CSV as one document",
    now: async () => `${await inspect(at("mixed/c.json"), "--json")} / ${await inspect(at("mixed/d.csv"))}`,
    expects: /"documents":1,.*\/ [02]: (?!.*documents 1 )/,
  },
  {
    what: "a line that is bad: refused by name, or skipped and counted",
    before: "no way past it",
    now: async () => {
      const path = file("bad.jsonl", '{"text":"a"}\nnull\n{"text":NaN}\n{"x":1}\n{"text":"b"}\n');
      return `${await inspect(path)} / ${await inspect(path, "--skip-bad", "--json")}`;
    },
    expects: /^2: tenon: .*bad\.jsonl.*line 2.*\/ 0: .*"documents":2/,
  },
  {
    what: "a nested field",
    before: "none",
    now: () => inspect(file("nested.jsonl", '{"data":{"text":"abc"}}\n'), "--field", "data.text"),
    expects: /^0: .*documents 1/,
  },
  {
    what: "texts from standard input",
    before: "none",
    now: () => command(["data", "inspect", "-", "--json"], "abc\n"),
    expects: /"documents":1/,
  },
  {
    what: "a line of 40 MB",
    before: "ends the whole file",
    now: () => {
      const path = at("long.jsonl");
      writeFileSync(path, `{"text":"${"x".repeat(40_000_000)}"}\n{"text":"b"}\n`);
      return inspect(path, "--skip-bad", "--json");
    },
    expects: /17 MB/,
    left: "refused in a sentence, also where bad lines are skipped: where it ends is not looked for",
  },
  {
    what: "characters parted by spaces, counted as words, are scored as words",
    before: "24 tokens, 9 unknown, perplexity 10.48",
    now: async () => (await spaced([])).replaceAll(/\s+/g, " "),
    expects: /15 tokens.*2\.21/,
  },
  {
    what: "a strange word, by a model without <unk>",
    before: "perplexity null",
    now: async () => {
      file("plain.arpa", "\\data\\\nngram 1=3\n\n\\1-grams:\n-99\t<s>\n-0.5\t</s>\n-0.5\ta\n\n\\end\\\n");
      return command([
        "ngram",
        "score",
        at("plain.arpa"),
        file("strange.txt", "a zebra\n"),
        "--unit",
        "word",
        "--json",
      ]);
    },
    expects: /^0: (?!.*null)/s,
  },
  {
    what: "an ARPA file whose unknown word is <UNK>",
    before: "no <unk>",
    now: async () => {
      file("upper.arpa", "\\data\\\nngram 1=4\n\n\\1-grams:\n-99\t<s>\n-0.5\t</s>\n-0.5\ta\n-2\t<UNK>\n\n\\end\\\n");
      return command(["ngram", "score", at("upper.arpa"), file("strange.txt", "a zebra\n"), "--unit", "word"]);
    },
    expects: /1 of them unknown/,
  },
  {
    what: "a line that holds <s>",
    before: "ended the build",
    now: () =>
      command([
        ...["ngram", "build", file("marks.txt", "a <s> b\n"), "--order", "2", "--skip-symbols", "--out", at("m.arpa")],
      ]),
    expects: /^0: /,
  },
  {
    what: "words that end in a wide blank",
    before: '"stands twice"',
    now: async () => {
      file("wide.arpa", "\\data\\\nngram 1=4\n\n\\1-grams:\n-99\t<s>\n-0.5\t</s>\n-0.5\ta\n-0.5\ta\u3000\n\n\\end\\\n");
      return command(["ngram", "score", at("wide.arpa"), file("strange.txt", "a\n"), "--unit", "word"]);
    },
    expects: /^0: /,
  },
  {
    what: "tokens that windows score",
    before: "the first of each window cost nothing, and its bytes counted",
    now: bitsPerByte,
    expects: /^(\d+) tokens alone, \1 by windows of 4, \1 by/,
  },
  {
    what: "a folder of texts with an index.json of its own",
    before: "taken for shards",
    now: () => {
      mkdirSync(at("indexed"), { recursive: true });
      file("indexed/index.json", '{"a":1}');
      file("indexed/a.txt", "one");
      return inspect(at("indexed"));
    },
    expects: /^[02]: (?!.*shard)/,
  },
  {
    what: "Parquet in LZ4, and with whole numbers in lists, written as JSON",
    before: "damaged: unsupported compression codec; a BigInt that JSON refuses",
    now: async () => {
      const { documents } = await import("../../src/data/index.ts");
      const all: string[] = [];
      for (const name of ["lz4", "nested"]) {
        for await (const document of documents([join(root, "tests/fixtures/data", `${name}.parquet`)], { bad: "skip" }))
          all.push(JSON.stringify(document));
      }
      return `${all.length} documents`;
    },
    expects: /^[1-9]\d* documents$/,
  },
  {
    what: "BERTScore by several references, of an empty text and of a long one",
    before: "the first reference alone counted; an empty text had a recall; a long one ended all",
    now: async () => {
      const { bertScore } = await import("../../src/evaluation/index.ts");
      const vectors: Readonly<Record<string, number[]>> = { a: [1, 0], b: [0, 1] };
      const encode = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
      const embed = async (texts: readonly string[]) =>
        texts.map((text) => [...text].map((letter) => vectors[letter]!));
      const scorer = { model: { embed }, tokenizer: { encode } };
      const [best, empty] = await bertScore(scorer, ["a", ""], [["b", "a"], ["a"]]);
      return `${best!.f} by the better of two, ${empty!.recall} of nothing`;
    },
    expects: /^1 by the better of two, 0 of nothing$/,
  },
  {
    what: "BLEU of texts with blanks that Python sees otherwise",
    before: "other scores than sacreBLEU's",
    now: async () => {
      const { bleu } = await import("../../src/evaluation/index.ts");
      return bleu(["the\u0085cat sat on the mat"], [["the cat sat on the mat"]]).score.toFixed(1);
    },
    expects: /^1\.0$/,
  },
];
