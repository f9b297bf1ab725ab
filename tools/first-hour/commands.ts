/** What a person at the command line met. */
import { tenonIntoFull } from "../../tests/built.ts";
import { withFigures } from "../figures.ts";
import { at, command, file, read, root, type Trial, tiny } from "./world.ts";

const text = file("a.txt", "one two three\n");
const prompt = ["--prompt", "a", "--max-tokens", "4", "--temperature", "0"];
const plain = (said: string) => (/^ {4}at |ZodError/m.test(said) ? `a stack: ${said}` : said);
const run = async (args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}) =>
  plain(await command(args, input, env));
/** A place where nobody may write, root included. */
const closed = "/sys/tenon";
const manifest = JSON.parse(read("package.json"));
const full = async (args: readonly string[]) => {
  const { code, stderr } = await tenonIntoFull(1, args);
  return plain(`${code}: ${stderr}`);
};
const recipe = (body: string) => file("recipe.ts", body);

export const commands: readonly Trial[] = [
  {
    what: "`tenon train a.txt`",
    before: "ERR_UNKNOWN_FILE_EXTENSION, a stack",
    now: () => run(["train", text]),
    expects: /^2: tenon: /,
  },
  {
    what: "`tenon data inspect --script Klingon`",
    before: "SyntaxError of a RegExp, a stack",
    now: () => run(["data", "inspect", text, "--script", "Klingon"]),
    expects: /^2: tenon: .*Klingon/,
  },
  {
    what: "`tenon data inspect --script Latin FILE`",
    before: "missing required argument 'files'",
    now: () => run(["data", "inspect", "--script", "Latin", text]),
    expects: /^0: /,
  },
  {
    what: "`tenon train --data FILE RECIPE`",
    before: "took the recipe for a text",
    now: () => run(["train", "--data", text, "recipes/sotu-tiny.ts"]),
    expects: /^2: tenon: .*before --data/,
  },
  {
    what: "`tenon train` where nobody may write",
    before: "EACCES, a stack",
    now: () => run(["train", "recipes/sotu-tiny.ts", "--smoke", "--out", closed]),
    expects: /^2: tenon: /,
  },
  {
    what: "`tenon pull` with a cache that cannot be written",
    before: "EACCES, a stack",
    now: () => run(["pull", "minilm"], "", { TENON_CACHE: closed }),
    expects: /^[12]: (?!a stack).*tenon: /s,
  },
  {
    what: "`tenon generate > /dev/full`",
    before: "ENOSPC, a stack",
    now: () => full(["generate", tiny, ...prompt]),
    expects: /^[12]: .*(space|full)/s,
  },
  {
    what: "`tenon --help > /dev/full`",
    before: "ENOSPC, a stack",
    now: () => full(["--help"]),
    expects: /^[12]: .*(space|full)/s,
  },
  {
    what: "a recipe with a syntax error",
    before: 'run all the same: "its default export is no recipe"',
    now: () => run(["train", recipe("const steps =\n  2 +;\n")]),
    expects: /recipe\.ts:2:6: /,
  },
  {
    what: "a recipe that imports what is not there",
    before: "ERR_MODULE_NOT_FOUND, a stack",
    now: () => run(["train", recipe('import "nowhere-at-all";\n')]),
    expects: /^2: tenon: /,
  },
  {
    what: "`npm run prove` of a row that is none",
    before: "Error, a stack",
    now: async () => {
      const { execFileSync } = await import("node:child_process");
      try {
        return execFileSync(
          process.execPath,
          ["--import", "./src/setup/typescript.mjs", "prove/harness/run.ts", "Q99"],
          { cwd: root, encoding: "utf8", stdio: "pipe" },
        );
      } catch (error) {
        return plain(String((error as { stderr: string }).stderr));
      }
    },
    expects: /^(?!a stack).*Q99/,
  },
  {
    what: "a file that is not there, in the same words everywhere",
    before: '"cannot be read (ENOENT)" here, "there is no such file" there',
    now: async () =>
      (await run(["data", "inspect", "none.txt"])) +
      (await run(["ngram", "build", "none.txt", "--order", "2", "--out", at("x")])),
    expects: /none\.txt.*there is no such.*none\.txt.*there is no such/s,
  },
  {
    what: "`tenon data inspect --min x`",
    before: '"x" is no number of characters, the flag unnamed',
    now: () => run(["data", "inspect", text, "--min", "x"]),
    expects: /--min/,
  },
  {
    what: "`tenon help genrate`",
    before: "the whole help",
    now: () => run(["help", "genrate"]),
    expects: /generate\?/,
  },
  {
    what: "a model's name in capitals",
    before: "refused, no word of the right one",
    now: () => run(["generate", "SmolLM2-135M-Instruct", "--prompt", "x"]),
    expects: /smollm2-135m-instruct/,
  },
  {
    what: "`tenon setup` with all in place",
    before: "printed nothing",
    now: () => run(["setup"]),
    expects: /everything is there/,
  },
  {
    what: "`tenon launch -n 1000000`",
    before: "started",
    now: () => run(["launch", "-n", "1000000", "true"]),
    expects: /^2: tenon: /,
  },
  {
    what: "`tenon launch --port 80000`",
    before: "accepted",
    now: () => run(["launch", "-n", "2", "--port", "80000", "true"]),
    expects: /^2: tenon: .*port/,
  },
  {
    what: "`tenon cache clear all` without a terminal",
    before: "asked nothing",
    now: () => {
      file("cache/models/one", "x");
      return run(["cache", "clear", "all"], "", { TENON_CACHE: at("cache") });
    },
    expects: /--yes|sure|asks|\?/,
  },
  {
    what: "`tenon ngram query` of a word that the model has not",
    before: "taken for <unk> without a word",
    now: async () => {
      await run(["ngram", "build", text, "--order", "2", "--unit", "word", "--out", at("q.arpa")]);
      return run(["ngram", "query", at("q.arpa"), "zebra"]);
    },
    expects: /zebra/,
  },
  {
    what: "`tenon sample --bars` and `--json` go on as greedy decoding does",
    before: "read the prompt twice: another text",
    now: async () => {
      const wanted = (await run(["generate", tiny, "--prompt", "ab", "--max-tokens", "4", "--temperature", "0"]))
        .slice(3)
        .split("\n")[0]!;
      const said = await run(["sample", tiny, "--prompt", "ab", "--max-tokens", "4", "--json"]);
      return said.includes(JSON.stringify(wanted).slice(1, -1)) ? "the same text" : `${wanted} / ${said}`;
    },
    expects: /^the same/,
  },
  {
    what: "`tenon evaluate bleu`, as text and as JSON",
    before: "77.82 and 0.778",
    now: async () => {
      const [a, b] = [file("h.txt", "the cat sat on a mat\n"), file("r.txt", "the cat sat on the mat\n")];
      const score = /\d+\.\d/;
      const ask = (...more: string[]) => run(["evaluate", "bleu", "--hypotheses", a, "--references", b, ...more]);
      const [told, json] = [await ask(), await ask("--json")];
      return `${score.exec(told)?.[0]} ${score.exec(json)?.[0]}`;
    },
    expects: /^(\d+\.\d) \1$/,
  },
  {
    what: "README's set-up table says what was measured",
    before: "half of the size and a third of the time",
    now: () => (withFigures(read("README.md")) === read("README.md") ? "as the files say" : "other figures"),
    expects: /^as/,
  },
  {
    what: "README says which systems there are",
    before: '"Debian 12 (or another Linux)"',
    now: () => /[^.]*not on macOS[^.]*/.exec(read("README.md"))?.[0],
    expects: /macOS/,
  },
  {
    what: "package.json has repository, homepage, bugs, keywords; sources and their maps are in the package",
    before: "none of them",
    now: () =>
      `${["repository", "homepage", "bugs", "keywords"].filter((key) => key in manifest).length} of 4, ${manifest.files.includes("src") ? "sources" : "no sources"}`,
    expects: /^4 of 4, sources/,
  },
  {
    what: "packages that come with this one",
    before: "214, of which 195 for one data set",
    now: () =>
      Object.keys(JSON.parse(read("package-lock.json")).packages).filter((name) => /datasets-sotu/.test(name)).length,
    expects: /^0$/,
  },
  {
    what: "a student finds 旋转位置 and 余弦退火",
    before: "nowhere",
    now: async () => {
      const { readdirSync } = await import("node:fs");
      const pages = readdirSync(`${root}/docs`, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".md"))
        .map((name) => read("docs", name))
        .join("");
      return ["旋转位置", "余弦退火"].filter((word) => pages.includes(word)).length;
    },
    expects: /^2$/,
  },
  {
    what: "README says how a row is demonstrated, and `--dry` leaves the evidence alone",
    before: "in CONTRIBUTING only; each run changed the checkout",
    now: () =>
      `${/npm run prove/.test(read("README.md")) ? "in README" : "nowhere"}, ${/dry/.test(read("prove/harness/run.ts")) ? "--dry" : "no --dry"}`,
    expects: /^in README, --dry$/,
  },
  {
    what: "`npm run bench -- --help`",
    before: "a stack",
    now: async () => {
      const { spawnSync } = await import("node:child_process");
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ["--import", "./src/setup/typescript.mjs", "bench/run.ts", "--help"],
        { cwd: root, encoding: "utf8" },
      );
      return plain(`${status}: ${stdout}${stderr}`);
    },
    expects: /^0: /,
  },
  {
    what: "a serving command, `tenon embed`, answers to many prompts in one batch",
    before: "none of them",
    now: async () => (await run(["help", "serve"])).slice(0, 40),
    expects: /^2: /,
    left: "no server, no `embed` command; a program of three lines is in examples/",
  },
];
