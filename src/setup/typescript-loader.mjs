/** The loader hook of typescript.mjs; Node runs it on a thread of its own. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const fileName = fileURLToPath(url);
  const { outputText, diagnostics = [] } = ts.transpileModule(await readFile(fileName, "utf8"), {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
      inlineSources: true,
    },
  });
  const [fault] = diagnostics;
  if (fault?.file !== undefined) {
    const { line, character } = fault.file.getLineAndCharacterOfPosition(fault.start ?? 0);
    const what = ts.flattenDiagnosticMessageText(fault.messageText, " ");
    throw new SyntaxError(`${fileName}:${line + 1}:${character + 1}: ${what}`);
  }
  return { format: "module", source: outputText, shortCircuit: true };
}
