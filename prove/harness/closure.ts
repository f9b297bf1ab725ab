/**
 * What a demonstration runs, by its imports: every source file that it reaches at run time, every fixture that they name, and the
 * native code. Names are followed through a room's `index.ts`, so that who takes one name of a room does not depend on all of it;
 * `import type` is no edge. A file that is named in a string (a worker, a child process, a fixture) is reached too.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** An import that remains at run time: the file, from the root of the repository, and the names taken, or all of them. */
export interface Import {
  readonly target: string;
  readonly names: readonly string[] | "all";
  /** Whether it is taken when the file is loaded, not later by `import()`. */
  readonly atLoad: boolean;
}

interface Parsed {
  readonly imports: readonly Import[];
  /** Names that are given on from another file: ours, and theirs. */
  readonly through: ReadonlyMap<string, { readonly target: string; readonly name: string }>;
  /** Files all of whose names are given on. */
  readonly stars: readonly string[];
  /** Names that the file itself declares and exports. */
  readonly declared: readonly string[];
  readonly strings: readonly string[];
}

/** Reads a source file: its run-time imports, exports and strings. `file` is from the root of the repository. */
export function parse(file: string, text = readFileSync(join(root, file), "utf8")): Parsed {
  const imports: Import[] = [];
  const through = new Map<string, { target: string; name: string }>();
  const [stars, declared, strings]: [string[], string[], string[]] = [[], [], []];
  const resolved = (specifier: ts.Expression | undefined) =>
    specifier !== undefined && ts.isStringLiteral(specifier) ? targetOf(specifier.text, file) : undefined;

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const target = resolved(node.moduleSpecifier);
      const names = namesOf(node.importClause);
      if (target !== undefined && names !== undefined) imports.push({ target, names, atLoad: true });
      return;
    }
    if (ts.isExportDeclaration(node)) {
      const target = resolved(node.moduleSpecifier);
      if (node.isTypeOnly) return;
      if (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause)) {
        if (target !== undefined) stars.push(target);
        return;
      }
      for (const { isTypeOnly, name, propertyName } of node.exportClause.elements) {
        if (isTypeOnly) continue;
        if (target === undefined) declared.push(name.text);
        else through.set(name.text, { target, name: (propertyName ?? name).text });
      }
      return;
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const target = resolved(node.arguments[0]);
      if (target !== undefined) imports.push({ target, names: "all", atLoad: false });
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) strings.push(node.text);
    if (ts.isTemplateExpression(node))
      strings.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("*"));
    if (ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      declared.push(...declaredBy(node));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest), visit);
  return { imports, through, stars, declared, strings };
}

/** The names that an import takes at run time; nothing where it takes types alone. */
function namesOf(clause: ts.ImportClause | undefined): readonly string[] | "all" | undefined {
  if (clause === undefined) return "all"; // for its effects
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) return "all";
  const taken = (bindings?.elements ?? []).filter(({ isTypeOnly }) => !isTypeOnly);
  const names = taken.map(({ name, propertyName }) => (propertyName ?? name).text);
  if (clause.name !== undefined) names.push("default");
  return names.length > 0 ? names : undefined;
}

/** Names that exist at run time: interfaces and types do not. */
function declaredBy(node: ts.Node): string[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name !== undefined)
    return [node.name.text];
  return [];
}

/** The file that an import names: one of ours, or nothing. */
function targetOf(specifier: string, file: string): string | undefined {
  const own = /^tenon(?:\/(\w+))?$/.exec(specifier); // by the package's name, as examples do
  if (own !== null) return `src/${own[1] ?? "open"}/index.ts`;
  if (!specifier.startsWith(".")) return undefined;
  // What is compiled stands for what it was compiled from.
  return normalize(join(dirname(file), specifier)).replace(/^dist\/(.*)\.js$/, "src/$1.ts");
}

const files = new Map<string, Parsed>();

function parsed(file: string): Parsed {
  const known = files.get(file) ?? parse(file);
  files.set(file, known);
  return known;
}

const isSource = (file: string) => /\.(ts|mjs)$/.test(file) && existsSync(join(root, file));

/** The files that an exported name of a file comes from. */
function origins(file: string, name: string): string[] {
  const { through, stars } = parsed(file);
  const given = through.get(name);
  if (given !== undefined) return isIndex(given.target) ? origins(given.target, given.name) : [given.target];
  const star = stars.find((target) => exportsOf(target).has(name));
  return star === undefined ? [file] : origins(star, name);
}

/** The names that a file exports at run time. */
export function exportsOf(file: string): ReadonlySet<string> {
  const { through, stars, declared } = parsed(file);
  return new Set([...declared, ...through.keys(), ...stars.flatMap((star) => [...exportsOf(star)])]);
}

const isIndex = (file: string) => file.endsWith("/index.ts");

/** Every file that `file` reaches, itself among them, sorted: sources, and what they name in strings. */
export function reached(file: string): { readonly sources: readonly string[]; readonly fixtures: readonly string[] } {
  const sources = new Set<string>();
  const fixtures = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (sources.has(next)) continue;
    sources.add(next);
    const { imports, through, stars, strings } = parsed(next);
    const given = [...through.values()].map(({ target, name }) => ({
      target,
      names: [name] as readonly string[] | "all",
    }));
    for (const { target, names } of [
      ...imports,
      ...given,
      ...stars.map((target) => ({ target, names: "all" as const })),
    ]) {
      if (!isSource(target)) continue;
      if (names === "all" || !isIndex(target)) waiting.push(target);
      else waiting.push(...names.flatMap((name) => origins(target, name)));
    }
    for (const named of strings.flatMap((text) => namedBy(text, next))) {
      if (isSource(named)) waiting.push(named);
      else fixtures.add(named);
    }
  }
  return { sources: [...sources].sort(), fixtures: [...fixtures].sort() };
}

const FIXTURES = "tests/fixtures";

/** The files that a string names: one beside it, one from the root, a compiled one of ours, fixtures by name, folder or pattern. */
function namedBy(text: string, file: string): string[] {
  if (/^[\w-]+\/[\w./-]*\*/.test(text) && existsSync(join(root, FIXTURES, dirname(text))))
    return filesIn(join(FIXTURES, dirname(text))).filter((path) => fits(path, join(FIXTURES, text)));
  if (text.includes("node_modules") || !/^[\w./@-]+\/[\w./@-]+$|^[\w-]+\.json\.gz$/.test(text)) return [];
  const places = text.startsWith(".") ? [join(dirname(file), text)] : [text, `src/${text.replace(/\.js$/, ".ts")}`];
  const found = places.map(normalize).find((path) => isFile(path));
  if (found !== undefined) return [found];
  // A folder of fixtures; their root alone is where they are looked up, and names none.
  const fixture = text.startsWith(".") ? normalize(join(dirname(file), text)) : join(FIXTURES, text);
  if (!fixture.startsWith(`${FIXTURES}/`) || fixture === `${FIXTURES}/`) return [];
  return isFile(fixture) ? [fixture] : isFolder(fixture) ? filesIn(fixture) : [];
}

/** Whether a path is that of a pattern, whose stars stand for anything within one name. */
function fits(path: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`).test(path);
}

const isFolder = (path: string) => existsSync(join(root, path)) && statSync(join(root, path)).isDirectory();

const isFile = (path: string) => existsSync(join(root, path)) && statSync(join(root, path)).isFile();

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter(isFile)
    .sort();

/** Hashes of what a demonstration rests on, each of its own: sources, fixtures, native code. */
export interface Sources {
  readonly closure: string;
  readonly fixtures: string;
  readonly native: string;
}

let native: string | undefined;

/** The hashes of what a file reaches. */
export function sourcesOf(file: string): Sources {
  const { sources, fixtures } = reached(file);
  native ??= hashOf(filesIn("native"));
  return { closure: hashOf(sources), fixtures: hashOf(fixtures), native };
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}
