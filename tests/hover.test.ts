/**
 * What an editor shows when somebody hovers a name of this package: what it is. Checked on the sources, and on the declarations that
 * are published, where a comment is lost in which the compiler has no use for it.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { Hover, placeOf, type Shown } from "./hover.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function optionsOf(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const { tsBuildInfoFile: _, ...rest } = options;
  return { ...rest, incremental: false, declaration: true, declarationMap: false };
}

/** Names that an editor shows nothing of; what several parts of a union have is described once. */
function silentOf(hover: Hover, shown: readonly Shown[]): Shown[] {
  const described = new Set(shown.filter((one) => hover.text(one) !== "").map(({ name }) => name));
  return shown.filter(({ name }) => !name.endsWith(".constructor") && !described.has(name));
}

/** Names that throw, and do not say so. */
function surprisesOf(hover: Hover, shown: readonly Shown[]): Shown[] {
  return shown.filter((one) => hover.throws(one) && !/throw|reject/i.test(hover.text(one)));
}

describe("every name that the package exports", () => {
  const options = optionsOf();
  const { exports } = JSON.parse(ts.sys.readFile(join(root, "package.json"))!) as { exports: Record<string, string> };
  const entries = Object.values(exports)
    .filter((path) => path.endsWith(".js"))
    .map((path) => join(root, path.replace("./dist/", "src/").replace(/js$/, "ts")));
  const program = ts.createProgram(entries, options);
  const hover = new Hover(
    program,
    ({ fileName }) => fileName.startsWith(join(root, "src/")) && !fileName.includes(".generated."),
  );
  const shown = [...hover.shown(entries)];
  const places = (some: readonly Shown[]) => some.map((one) => placeOf(one, root));

  it("is found", () => {
    expect(entries.length).toBeGreaterThan(20);
    expect(shown.length).toBeGreaterThan(2000);
  });

  it("says what it is, and so does each of its public members", () => {
    expect(places(silentOf(hover, shown))).toEqual([]);
  });

  it("says that it throws, where a person's mistake makes it", () => {
    expect(places(surprisesOf(hover, shown))).toEqual([]);
  });

  it("says it in the published declarations too, where a schema or a constructor makes a member", () => {
    const lossy = [ts.isPropertyAssignment, ts.isParameter];
    const fields = shown.filter(({ declaration }) => lossy.some((is) => is(declaration)));
    expect(fields.length).toBeGreaterThan(100);
    const declared = new Map<ts.SourceFile, string>();
    const declarationsOf = (file: ts.SourceFile) => {
      if (!declared.has(file)) program.emit(file, (_, text) => declared.set(file, text), undefined, true);
      return declared.get(file)!;
    };
    const lost = fields.filter((one) => {
      const [sentence = ""] = hover.text(one).split("\n");
      return !declarationsOf(one.declaration.getSourceFile()).includes(sentence);
    });
    expect(places(lost)).toEqual([]);
  });
});

describe("a name that says nothing", () => {
  const file = "/specimen.ts";
  const source = `
    export const constant = 1;
    /** Half of it. */
    export interface Half {
      silent: { inner: number };
      /** So. */
      said: number;
    }
    /** A class. */
    export class Thing {
      static made = 2;
      #own = 1;
      private hidden = 3;
      /** Makes one. */
      constructor() { this.check(); }
      check() { return this.#own; }
    }
    /** A number from 0 on. */
    export const root = (x: number) => { if (x < 0) throw new Error("is negative"); return x; };
    /** A number from 0 on. Throws for others. */
    export function told(x: number) { if (x < 0) throw new Error("is negative"); return x; }
    /** Makes what throws. */
    export const later = () => () => { throw new Error("later"); };
  `;
  const options = { target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(name, source, target, true) : read(name, target);
  const hover = new Hover(ts.createProgram([file], options, host), ({ fileName }) => fileName === file);
  const shown = [...hover.shown([file])];
  const names = (some: readonly Shown[]) => some.map(({ name }) => name);

  it("is found, be it an export, a member, a static one or one of an inner type", () => {
    expect(names(silentOf(hover, shown))).toEqual([
      ...["constant", "Half.silent", "Half.silent.inner", "Thing.check", "Thing.made"],
    ]);
  });

  it("is found where it throws itself, or asks a check to", () => {
    expect(names(surprisesOf(hover, shown))).toEqual(["Thing.constructor", "root"]);
  });
});
