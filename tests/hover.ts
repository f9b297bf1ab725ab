/** What an editor shows of the package: each export and each public member, and what of it nobody has described. */
import { relative } from "node:path";
import ts from "typescript";

/** A name that somebody may hover, as `Class.member`, and where it is declared. */
export interface Shown {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

/** A call that throws where a person's mistake reaches it, by the name of what is called. */
const REFUSES = /^(this\.)?#?(check\w*|fail|refuse\w*)$/;

const HIDDEN = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
const MAKES_TYPES = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias;

export class Hover {
  readonly program: ts.Program;
  readonly #checker: ts.TypeChecker;
  /** Declared here and by hand. */
  readonly #isOwn: (file: ts.SourceFile) => boolean;
  readonly #seen = new Set<ts.Declaration>();

  /** `entries`: the files whose exports are shown. */
  constructor(program: ts.Program, isOwn: (file: ts.SourceFile) => boolean) {
    this.program = program;
    this.#checker = program.getTypeChecker();
    this.#isOwn = isOwn;
  }

  /** All that the entries export, each once, with its members. */
  *shown(entries: readonly string[]): Iterable<Shown> {
    for (const entry of entries) {
      const module = this.#checker.getSymbolAtLocation(this.program.getSourceFile(entry)!);
      for (const alias of this.#checker.getExportsOfModule(module!)) {
        const symbol = alias.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(alias) : alias;
        const [first, ...merged] = symbol.declarations ?? [];
        if (first === undefined || !this.#take(first)) continue;
        for (const other of merged) this.#seen.add(other);
        yield { name: symbol.name, symbol, declaration: first };
        yield* this.#membersOf(symbol);
      }
    }
  }

  /** What an editor says of a symbol, its tags included; "" where that is nothing. */
  text({ symbol, declaration }: Shown): string {
    if (ts.isConstructorDeclaration(declaration)) return textOf(ts.getJSDocCommentsAndTags(declaration));
    const tags = symbol
      .getJsDocTags(this.#checker)
      .map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`);
    return [ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)), ...tags].join("\n").trim();
  }

  /** Whether it throws in its own body: not in what it returns to be called later. */
  throws({ declaration }: Shown): boolean {
    const body = bodyOf(declaration);
    return body !== undefined && throwsIn(body);
  }

  *#membersOf(symbol: ts.Symbol): Iterable<Shown> {
    if (symbol.flags & MAKES_TYPES) yield* this.#fieldsOf(symbol.name, this.#checker.getDeclaredTypeOfSymbol(symbol));
    const type = this.#checker.getTypeOfSymbol(symbol);
    // Of a schema, what it gives.
    const output = symbol.flags & ts.SymbolFlags.Variable ? type.getProperty("_output") : undefined;
    if (output !== undefined) yield* this.#fieldsOf(symbol.name, this.#checker.getTypeOfSymbol(output));
    if (!(symbol.flags & ts.SymbolFlags.Class)) return;
    yield* this.#fieldsOf(symbol.name, type); // the static ones
    for (const declaration of symbol.declarations?.filter(ts.isClassDeclaration) ?? []) {
      const builder = declaration.members.find(ts.isConstructorDeclaration);
      if (builder?.body !== undefined) yield { name: `${symbol.name}.constructor`, symbol, declaration: builder };
    }
  }

  *#fieldsOf(owner: string, type: ts.Type): Iterable<Shown> {
    if (type.isUnionOrIntersection()) for (const part of type.types) yield* this.#fieldsOf(owner, part);
    if (!(type.flags & ts.TypeFlags.Object)) return;
    for (const symbol of type.getProperties()) {
      const declaration = symbol.declarations?.[0];
      if (declaration === undefined || symbol.flags & ts.SymbolFlags.Prototype || !this.#asks(symbol, declaration))
        continue;
      if (!this.#take(declaration)) continue;
      const name = `${owner}.${symbol.name}`;
      yield { name, symbol, declaration };
      const inner = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(symbol));
      const element = this.#checker.getIndexTypeOfType(inner, ts.IndexKind.Number) ?? inner;
      if (element.symbol?.flags & ts.SymbolFlags.TypeLiteral) yield* this.#fieldsOf(name, element);
    }
  }

  /** Whether a member is one that is used by its name: no private one, none that tells parts of a union apart or names an error's class. */
  #asks(symbol: ts.Symbol, declaration: ts.Declaration): boolean {
    if (ts.getCombinedModifierFlags(declaration) & HIDDEN || /^(__@|#)/.test(symbol.name)) return false;
    const type = this.#checker.getTypeOfSymbol(symbol);
    if (type.flags & ts.TypeFlags.Undefined) return false;
    if (ts.isPropertyAssignment(declaration)) return !this.#isSchema(type) && this.#isField(declaration);
    return !type.isStringLiteral();
  }

  /** Whether a property stands in the fields of a schema, and in no value that happens to be exported. */
  #isField({ initializer }: ts.PropertyAssignment): boolean {
    return this.#isSchema(this.#checker.getTypeAtLocation(initializer));
  }

  #isSchema(type: ts.Type): boolean {
    return type.getProperty("_output") !== undefined;
  }

  #take(declaration: ts.Declaration): boolean {
    if (this.#seen.has(declaration) || !this.#isOwn(declaration.getSourceFile())) return false;
    this.#seen.add(declaration);
    return true;
  }
}

/** `file:line name`, by which a reader finds it. */
export function placeOf({ name, declaration }: Shown, root: string): string {
  const file = declaration.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(declaration.getStart());
  return `${relative(root, file.fileName)}:${line + 1} ${name}`;
}

function textOf(comments: readonly (ts.JSDoc | ts.JSDocTag)[]): string {
  return comments.map((comment) => comment.getText()).join("\n");
}

function bodyOf(declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    const { initializer } = declaration;
    return initializer !== undefined && ts.isFunctionLike(initializer) ? bodyOf(initializer) : undefined;
  }
  return "body" in declaration ? (declaration as ts.FunctionLikeDeclaration).body : undefined;
}

function throwsIn(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  if (ts.isCallExpression(node) && REFUSES.test(node.expression.getText())) return true;
  return ts.forEachChild(node, throwsIn) ?? false;
}
