/** Which exported functions and classes of `src` take a model and run it: read from the source with TypeScript's parser. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import ts from "typescript";

const SRC = resolve(import.meta.dirname, "../src");
/** What a model is called where a parameter says what it takes. */
const MODELS = new Set(["Reads", "Writes", "Recalls", "Module", "Decoder", "Encoder", "EncoderDecoder", "Elmo"]);
/** What models and passes are made of. */
const PARTS = ["nn/", "interventions/run.ts", "interventions/reading.ts"];
/** Whoever says `new` to one of these runs a model. */
const RUNS = ["interventions/run.ts:Run", "nn/pass.ts:Pass"];

interface Declaration {
  readonly exported: boolean;
  /** Declarations that its code names, types apart. */
  readonly names: ReadonlySet<string>;
  readonly node: ts.Node;
}

interface Source {
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** Where a name comes from: another file, and its name there. */
  readonly imports: ReadonlyMap<string, { from: string; name: string }>;
  readonly exportsAll: readonly string[];
}

/** `file:name` of each, sorted. */
export function modelRunners(): string[] {
  const sources = new Map(sourceFiles().map((path) => [path, parsed(path)]));
  const reaching = new Set(RUNS);
  const all = [...sources].flatMap(([path, { declarations }]) =>
    [...declarations].map(([name, declaration]) => {
      const named = [...declaration.names].map((other) => resolved(sources, path, other));
      return { id: `${path}:${name}`, path, named, ...declaration };
    }),
  );
  for (let before = -1; before < reaching.size; ) {
    before = reaching.size;
    for (const { id, named } of all) if (named.some((other) => reaching.has(other))) reaching.add(id);
  }
  return all
    .filter(({ id, exported }) => exported && reaching.has(id))
    .filter(({ path, node }) => !PARTS.some((part) => path.startsWith(part)) && takesModel(sources, path, node))
    .map(({ id }) => id)
    .sort();
}

function sourceFiles(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" });
  return files.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.endsWith(".generated.ts"));
}

function parsed(path: string): Source {
  const file = ts.createSourceFile(path, readFileSync(resolve(SRC, path), "utf8"), ts.ScriptTarget.Latest);
  const declarations = new Map<string, Declaration>();
  const imports = new Map<string, { from: string; name: string }>();
  const exportsAll: string[] = [];
  for (const statement of file.statements) {
    const from = "moduleSpecifier" in statement && statement.moduleSpecifier;
    if (from && ts.isStringLiteral(from as ts.Node)) {
      const target = relative(SRC, resolve(SRC, dirname(path), (from as ts.StringLiteral).text));
      const clause = ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : ts.isExportDeclaration(statement)
          ? statement.exportClause
          : undefined;
      if (clause === undefined) exportsAll.push(target);
      else if (ts.isNamedImports(clause) || ts.isNamedExports(clause)) {
        for (const { name, propertyName } of clause.elements) {
          imports.set(name.text, { from: target, name: (propertyName ?? name).text });
        }
      }
      continue;
    }
    for (const [name, node] of named(statement)) {
      const exported =
        ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      declarations.set(name, { exported: exported === true, names: valuesIn(node), node });
    }
  }
  return { declarations, imports, exportsAll };
}

function named(statement: ts.Statement): [string, ts.Node][] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((one) =>
      ts.isIdentifier(one.name) ? [[one.name.text, one]] : [],
    );
  }
  const declaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return declaration && statement.name !== undefined ? [[statement.name.text, statement]] : [];
}

/** Identifiers that stand for values within a node. */
function valuesIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (inner: ts.Node): void => {
    if (ts.isTypeNode(inner) && !ts.isExpressionWithTypeArguments(inner)) return;
    if (ts.isIdentifier(inner)) names.add(inner.text);
    ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  return names;
}

/** `file:name` of what a name in a file means; through rooms' index.ts to where it is declared. */
function resolved(sources: ReadonlyMap<string, Source>, path: string, name: string): string {
  const source = sources.get(path);
  if (source === undefined || source.declarations.has(name)) return `${path}:${name}`;
  const imported = source.imports.get(name);
  if (imported !== undefined) return resolved(sources, imported.from, imported.name);
  for (const other of source.exportsAll) {
    const found = resolved(sources, other, name);
    if (sources.get(found.split(":")[0]!)?.declarations.has(name)) return found;
  }
  return `${path}:${name}`;
}

/** Whether the first parameter, of a class's constructor where it is one, is a model or has one under the name `model`. */
function takesModel(sources: ReadonlyMap<string, Source>, path: string, node: ts.Node): boolean {
  const callable = ts.isClassDeclaration(node)
    ? node.members.find(ts.isConstructorDeclaration)
    : ts.isVariableDeclaration(node) && node.initializer !== undefined
      ? node.initializer
      : node;
  if (callable === undefined || !ts.isFunctionLike(callable)) return false;
  return callable.parameters.slice(0, 1).some(({ type }) => isModel(sources, path, type, true));
}

function isModel(
  sources: ReadonlyMap<string, Source>,
  path: string,
  type: ts.TypeNode | undefined,
  deep: boolean,
): boolean {
  if (type === undefined) return false;
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
    return type.types.some((one) => isModel(sources, path, one, deep));
  if (ts.isTypeLiteralNode(type)) return deep && hasModel(sources, path, type.members);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  if (MODELS.has(type.typeName.text)) return true;
  const [file, name] = resolved(sources, path, type.typeName.text).split(":") as [string, string];
  const declared = sources.get(file)?.declarations.get(name)?.node;
  if (!deep || declared === undefined) return false;
  if (ts.isTypeAliasDeclaration(declared)) return isModel(sources, file, declared.type, deep);
  return ts.isInterfaceDeclaration(declared) && hasModel(sources, file, declared.members);
}

function hasModel(sources: ReadonlyMap<string, Source>, path: string, members: ts.NodeArray<ts.TypeElement>): boolean {
  const model = members.find(({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === "model");
  return model !== undefined && ts.isPropertySignature(model) && isModel(sources, path, model.type, false);
}
