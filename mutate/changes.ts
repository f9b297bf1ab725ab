/**
 * The small wrong changes that can be made to a source file: an operator, a boundary, a constant, a condition or a default turned
 * into its neighbour, a call dropped. Only what computes is changed: no types, no sentences of errors, no names.
 */
import { createHash } from "node:crypto";
import ts from "typescript";

export interface Change {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** Where the expression stands in the file's text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** The same as long as the expression and those equal to it before it in the file are. */
  readonly key: string;
}

const operators = new Map([
  ["+", "-"],
  ["-", "+"],
  ["*", "/"],
  ["/", "*"],
  ["%", "*"],
  ["**", "*"],
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["===", "!=="],
  ["!==", "==="],
  ["&&", "||"],
  ["||", "&&"],
  ["+=", "-="],
  ["-=", "+="],
  ["*=", "/="],
  ["/=", "*="],
  [">>", "<<"],
  ["<<", ">>"],
  [">>>", "<<"],
  ["&", "|"],
  ["|", "&"],
  ["^", "&"],
]);

/** Methods of tensors, of arrays and of Math, and the neighbour of each. */
const methods = new Map(
  (
    "lt le, gt ge, eq ne, add sub, mul div, max min, floor ceil, sin cos, sum mean, softmax logSoftmax, exp log, log log2, " +
    "some every, cumsum exp, sqrt abs, argmax argmin, logicalAnd logicalOr, floorDivide div"
  )
    .split(", ")
    .flatMap((pair) => {
      const [one, other] = pair.split(" ") as [string, string];
      return [[one, other] as const, ...(/^(cumsum|sqrt|log|floorDivide)$/.test(one) ? [] : [[other, one] as const])];
    }),
);

/** Every change of a file, in the order of the text. */
export function changesOf(file: string, text: string): Change[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Change[] = [];
  const seen = new Map<string, number>();

  const offer = (node: ts.Node, after: string | undefined) => {
    const before = node.getText(source);
    if (after === undefined || after === before) return;
    const what = `${file}\0${before}\0${after}`;
    const earlier = seen.get(what) ?? 0;
    seen.set(what, earlier + 1);
    const key = createHash("sha256").update(`${what}\0${earlier}`).digest("hex").slice(0, 12);
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ file, line, start, end: node.getEnd(), before, after, key });
  };

  const visit = (node: ts.Node): void => {
    if (isBeside(node)) return;
    for (const after of alternatives(node, source)) offer(node, after);
    ts.forEachChild(node, (child) => {
      if (!isName(node, child)) visit(child);
    });
  };
  visit(source);
  return found;
}

/** What computes nothing, or says what is wrong. */
function isBeside(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isThrowStatement(node)) return true;
  if (ts.isTemplateExpression(node)) return true;
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText());
  return ts.isCallExpression(node) && /(^|\.)#?(fail|refuse|describe|malformed)$/.test(node.expression.getText());
}

const isName = (node: ts.Node, child: ts.Node) =>
  "name" in node && node.name === child && !ts.isArrayBindingPattern(child) && !ts.isObjectBindingPattern(child);

function alternatives(node: ts.Node, source: ts.SourceFile): string[] {
  const isCondition = ts.isExpression(node) && ts.isIfStatement(node.parent) && node.parent.expression === node;
  return [...neighbours(node, source), ...(isCondition ? ["true", "false"] : [])];
}

function neighbours(node: ts.Node, source: ts.SourceFile): string[] {
  const text = (part: ts.Node) => part.getText(source);
  if (ts.isBinaryExpression(node)) {
    const { left, right } = node;
    const operator = text(node.operatorToken);
    if (operator === "??") return [text(left), text(right)];
    const other = operators.get(operator);
    if (other === undefined || (operator.startsWith("+") && [left, right].some(isText))) return [];
    if (/^[-+*/]=$/.test(operator)) return [`${text(left)} ${other} ${text(right)}`];
    return [`(${text(left)}) ${other} (${text(right)})`]; // ** takes no sign on its left
  }
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    return [Number.isInteger(value) ? `${value + 1}` : `${value * 2}`];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ["false"];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ["true"];
  if (ts.isPrefixUnaryExpression(node)) {
    const { operator, operand } = node;
    return operator === ts.SyntaxKind.ExclamationToken || operator === ts.SyntaxKind.MinusToken ? [text(operand)] : [];
  }
  if (ts.isConditionalExpression(node)) return [text(node.whenTrue), text(node.whenFalse)];
  const isStatement = node.parent !== undefined && ts.isExpressionStatement(node.parent);
  if (isStatement && (ts.isCallExpression(node) || ts.isAwaitExpression(node))) {
    return text(node).startsWith("super") ? [] : ["undefined"];
  }
  return ts.isCallExpression(node) ? methodNeighbour(node, source) : [];
}

function methodNeighbour(node: ts.CallExpression, source: ts.SourceFile): string[] {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const other = methods.get(callee.name.text);
  if (other === undefined) return [];
  const at = callee.name.getStart(source) - node.getStart(source);
  const whole = node.getText(source);
  return [whole.slice(0, at) + other + whole.slice(at + callee.name.text.length)];
}

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

/** `count` of the changes, or all: the same ones for a seed, and most of them as long as most of the code is the same. */
export function drawn(changes: readonly Change[], count: number, seed: number): Change[] {
  const rank = ({ key }: Change) => createHash("sha256").update(`${seed} ${key}`).digest("hex");
  const ranked = changes.map((change) => ({ change, rank: rank(change) }));
  return ranked
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ change }) => change);
}

/**
 * The text with all changes in it, none of them made until `$made(place)` says so for its place in the list: one program in place of
 * many (mutant schemata; Untch, Offutt and Harrold 1993).
 */
export function withAll(
  text: string,
  changes: readonly { place: number; start: number; end: number; after: string }[],
) {
  const ordered = changes.toSorted((a, b) => a.start - b.start || b.end - a.end || a.place - b.place);
  let next = 0;
  /** The text from `from` to `to`, with the changes that lie in it. */
  const render = (from: number, to: number): string => {
    let [out, at] = ["", from];
    for (let change = ordered[next]; change !== undefined && change.start < to; change = ordered[next]) {
      next++;
      out += `${text.slice(at, change.start)}($made(${change.place}) ? (${change.after}) : (${render(change.start, change.end)}))`;
      at = change.end;
    }
    return out + text.slice(at, to);
  };
  return `function $made(place) { return globalThis.$changes.made(place); } ${render(0, text.length)}`;
}
