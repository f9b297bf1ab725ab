import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeHub, fakeProgram, scratch, serve } from "../../tests/setup-fakes.ts";

const place = scratch();
const root = () => join(place.folder, "package");
const journal = () => readFileSync(join(place.folder, "journal"), "utf8");

/** A tsc that copies, and a tenon that npm installs with it. */
const LOCK = {
  packages: {
    "": {},
    "node_modules/typescript": { version: "6.0.0", integrity: "sha512-a" },
    "node_modules/vitest": { version: "4.0.0", integrity: "sha512-b", dev: true },
    "node_modules/other-system": { version: "1.0.0", integrity: "sha512-c", optional: true },
  },
};

/** A clone of this package, with a source of its own, and an npm that installs what the lock says. */
beforeEach(() => {
  cpSync(new URL(".", import.meta.url), join(root(), "src/setup"), { recursive: true });
  mkdirSync(join(root(), "src/cli"), { recursive: true });
  writeFileSync(join(root(), "src/cli/main.ts"), "export {};\n");
  writeFileSync(join(root(), "package.json"), "{}");
  writeFileSync(join(root(), "tsconfig.json"), "{}");
  writeFileSync(join(root(), "package-lock.json"), JSON.stringify(LOCK));
  const tsc =
    'import { cpSync } from "node:fs"; cpSync("src", process.argv[process.argv.indexOf("--outDir") + 1], { recursive: true });';
  writeFileSync(join(place.folder, "tsc.mjs"), tsc);
  writeFileSync(join(place.folder, "dev.json"), JSON.stringify(LOCK));
  const { "node_modules/vitest": _, ...fewer } = LOCK.packages;
  writeFileSync(join(place.folder, "run.json"), JSON.stringify({ packages: fewer }));
  fakeProgram(
    place.folder,
    "npm",
    `echo "npm $*" >> ${place.folder}/journal
     cat >> ${place.folder}/stdin
     rm -rf node_modules; mkdir -p node_modules/typescript/bin
     echo 'import "${place.folder}/tsc.mjs";' > node_modules/typescript/bin/tsc.mjs
     cp node_modules/typescript/bin/tsc.mjs node_modules/typescript/bin/tsc
     echo '{"type":"module"}' > node_modules/typescript/package.json
     case "$*" in *--omit=dev*) cp ${place.folder}/run.json node_modules/.package-lock.json;; *) cp ${place.folder}/dev.json node_modules/.package-lock.json;; esac`,
  );
});

function start(...args: string[]) {
  return spawn(process.execPath, [join(root(), "src/setup/main.mjs"), ...args], { stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs set-up with a line waiting on standard input. */
async function setup(...args: string[]) {
  const child = start(...args);
  child.stdin.on("error", () => {}).end("a question\n");
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit(child)]);
  return { out, err, code };
}

/** Folders of compiled programs, whole or not. */
const builds = () => readdirSync(root()).filter((name) => /dist/.test(name));

/** A tsc that says that it has begun, and does not end. */
const endless = () =>
  `import { mkdirSync, writeFileSync } from "node:fs";
   mkdirSync(process.argv[process.argv.indexOf("--outDir") + 1]);
   writeFileSync(${JSON.stringify(join(place.folder, "begun"))}, "tsc");
   setTimeout(() => {}, 60_000);`;

function exit(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", resolve));
}

describe("set-up in a clone", () => {
  it("installs, builds, and has nothing to do or say the second time", async () => {
    const first = await setup("--only", "npm,build");
    expect(first).toMatchObject({ code: 0, out: "" });
    expect(first.err).toMatch(/npm: installed.*build: dist is up to date.*set-up: complete/s);
    expect(journal()).toMatch(/^npm ci --omit=dev /);
    expect(readFileSync(join(place.folder, "stdin"), "utf8")).toBe("");
    expect(existsSync(join(root(), "dist/cli/main.ts"))).toBe(true);
    expect(await setup("--only", "npm,build")).toEqual({ code: 0, out: "", err: "" });
  });

  it("brings what does not need one another at the same time, and ends all of it where one fails", async () => {
    await setup("--only", "npm");
    writeFileSync(join(place.folder, "tsc.mjs"), endless());
    const hub = await serve(async (_, response) => {
      await vi.waitFor(() => expect(readFileSync(join(place.folder, "begun"), "utf8")).toBe("tsc"), 5000);
      response.writeHead(403).end("{}");
    });
    vi.stubEnv("HF_ENDPOINT", hub);
    const { code, err } = await setup("--only", "build,model", "--model", "owner/name");
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^tenon: owner\/name is for those whom its owners [^\n]*\n$/),
    ]);
    expect(builds()).toEqual([]);
  });

  it("does what others need first, in whatever order it is told", async () => {
    expect(await setup("--only", "build,npm")).toMatchObject({ code: 0 });
    expect(existsSync(join(root(), "dist/cli/main.ts"))).toBe(true);
  });

  it("adds declarations and maps where they are asked for, and keeps them for who needs none", async () => {
    const told = join(place.folder, "told");
    writeFileSync(
      join(place.folder, "tsc.mjs"),
      `import { cpSync, mkdirSync, writeFileSync } from "node:fs";
       const out = process.argv[process.argv.indexOf("--outDir") + 1];
       cpSync("src", out, { recursive: true });
       if (process.argv.includes("--declaration")) { mkdirSync(out + "/open"); writeFileSync(out + "/open/index.d.ts", ""); }
       writeFileSync(${JSON.stringify(told)}, process.argv.slice(2).join(" "));`,
    );
    await setup("--only", "npm,build");
    expect(readFileSync(told, "utf8")).not.toMatch(/declaration|sourceMap/);
    expect((await setup("--only", "build", "--types")).err).toContain("build: dist is up to date");
    expect(readFileSync(told, "utf8")).toMatch(/--declaration --declarationMap --sourceMap/);
    expect((await setup("--only", "build", "--types")).err).toBe("");
    expect((await setup("--only", "build")).err).toBe("");
  });

  it("makes the command executable", async () => {
    writeFileSync(join(root(), "src/cli/main.js"), "");
    await setup("--only", "npm,build");
    expect(statSync(join(root(), "dist/cli/main.js")).mode & 0o111).toBe(0o111);
  });

  it("builds again when a source changes, and not when a test does", async () => {
    await setup("--only", "npm,build");
    writeFileSync(join(root(), "src/cli/main.test.ts"), "changed");
    expect((await setup("--only", "npm,build")).err).toBe("");
    writeFileSync(join(root(), "src/cli/main.ts"), "export const changed = 1;\n");
    expect((await setup("--only", "npm,build")).err).toContain("build: dist is up to date");
    expect(readFileSync(join(root(), "dist/cli/main.ts"), "utf8")).toContain("changed");
  });

  it("adds the packages of tests for --dev, which are enough without it", async () => {
    await setup("--only", "npm");
    expect((await setup("--only", "npm", "--dev")).err).toContain("npm: installed");
    expect(journal()).toMatch(/npm ci --omit=dev .*\nnpm ci --fetch/);
    expect((await setup("--only", "npm")).err).toBe("");
  });

  it("keeps the last build where the new one fails", async () => {
    await setup("--only", "npm,build");
    writeFileSync(join(root(), "src/cli/main.ts"), "export const changed = 1;\n");
    writeFileSync(join(place.folder, "tsc.mjs"), 'console.log("src/cli/main.ts(1,1): error TS1005"); process.exit(1);');
    const { code, err } = await setup("--only", "npm,build");
    expect([code, err]).toEqual([2, "tenon: the TypeScript does not compile: src/cli/main.ts(1,1): error TS1005\n"]);
    expect(readFileSync(join(root(), "dist/cli/main.ts"), "utf8")).not.toContain("changed");
    expect(builds()).toEqual(["dist"]);
  });

  it.each([
    [
      "refuses",
      "npm error code E403\nnpm error 403 403 Forbidden - GET https://registry/zod",
      "(E403: 403 403 Forbidden - GET https://registry/zod)",
    ],
    [
      "is not reached",
      "npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN\nnpm error request to https://registry/zod failed",
      "(EAI_AGAIN: request to https://registry/zod failed)",
    ],
  ])("ends with one sentence and exit code 2 where the registry %s", async (_, said, why) => {
    fakeProgram(place.folder, "npm", `echo '${said}' >&2; exit 1`);
    const { code, err } = await setup("--only", "npm");
    expect([code, err.trim().split("\n").at(-1)]).toEqual([2, `tenon: npm could not install the packages ${why}`]);
  });

  it("asks nobody when TENON_OFFLINE is set", async () => {
    vi.stubEnv("TENON_OFFLINE", "1");
    const { code, err } = await setup("--only", "npm,build");
    expect([code, err]).toEqual([
      2,
      "tenon: a package of package-lock.json is not on this machine, and TENON_OFFLINE=1 forbids the network\n",
    ]);
    expect(existsSync(join(place.folder, "journal"))).toBe(false);
  });

  it("ends what it started and tidies up when it is interrupted", async () => {
    await setup("--only", "npm");
    writeFileSync(join(place.folder, "tsc.mjs"), endless());
    const child = start("--only", "build");
    const err = text(child.stderr);
    await vi.waitFor(() => expect(readFileSync(join(place.folder, "begun"), "utf8")).toBe("tsc"), 200_000);
    child.kill("SIGINT");
    expect(await exit(child)).toBe(130);
    expect(await err).toContain("set-up: interrupted");
    expect(builds()).toEqual([]);
  });

  it.each([
    ["--only nonsense", "--only knows npm, build, libtorch, addon, model, and not nonsense"],
    ["--nonsense", "Unknown option '--nonsense'"],
    ["--only model --model nonsense", "there is no model named nonsense"],
  ])("refuses %s in one sentence", async (args, sentence) => {
    const { code, err } = await setup(...args.split(" "));
    expect(code).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain(sentence);
  });

  it("fetches the model that is named", async () => {
    await fakeHub({ "config.json": Buffer.from("{}"), "model.safetensors": Buffer.from("weights") }, [
      "model.safetensors",
    ]);
    const { code, err } = await setup("--only", "model", "--model", "owner/name");
    expect([code, err]).toEqual([0, expect.stringContaining("model: fetched owner/name")]);
    expect(existsSync(join(place.cache, "models/owner/name/model.safetensors"))).toBe(true);
  });
});

describe("set-up in the published package", () => {
  it("leaves npm packages and the program as they are", async () => {
    cpSync(join(root(), "src/setup"), join(root(), "dist/setup"), { recursive: true });
    rmSync(join(root(), "src"), { recursive: true });
    rmSync(join(root(), "package-lock.json"));
    const main = join(root(), "dist/setup/main.mjs");
    chmodSync(main, 0o755);
    const child = spawn(main, ["--only", "npm,build"], { stdio: ["ignore", "pipe", "pipe"] });
    expect([await text(child.stderr), await exit(child)]).toEqual(["", 0]);
    expect(existsSync(join(place.folder, "journal"))).toBe(false);
  });
});
