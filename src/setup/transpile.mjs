/** TypeScript and JavaScript as the compiler reads one file of it: types are stripped and nothing is checked but the syntax. */
import ts from "typescript";
import { SetupError } from "./report.mjs";

/**
 * @param {string} file
 * @param {string} source
 * @returns {string} JavaScript, with a map of its lines
 * @throws {SetupError} with file, line and column of what cannot be read
 */
export function transpiled(file, source) {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
      inlineSources: true,
      allowJs: true,
    },
  });
  const fault = diagnostics.find((one) => one.file !== undefined);
  if (fault?.file === undefined) return outputText;
  const { line, character } = fault.file.getLineAndCharacterOfPosition(fault.start ?? 0);
  throw new SetupError(
    `${file}:${line + 1}:${character + 1}: ${ts.flattenDiagnosticMessageText(fault.messageText, " ")}`,
  );
}
