/** Plain text as documents: a file, a paragraph or a line each. */
import { DataError } from "./data-error.ts";
import type { Document } from "./document.ts";
import { LARGEST_DOCUMENT, readLines } from "./lines.ts";

/** What in a text file is one document. Paragraphs are what blank lines part. */
export type Split = "file" | "paragraph" | "line";

/**
 * The documents of a UTF-8 text file; lines end in LF within them, blank ends are cut off, blank documents left out.
 * @throws DataError where the file is no text, or a document is larger than 16 MB
 */
export function* textDocuments(path: string, split: Split = "file"): Generator<Document> {
  const lines = readLines(path);
  if (split === "line") yield* eachLine(path, lines);
  else yield* joined(path, lines, split);
}

function* eachLine(path: string, lines: Iterable<string>): Generator<Document> {
  let number = 0;
  for (const line of lines) {
    number++;
    const text = line.trim();
    if (text !== "") yield { id: `${path}:${number}`, text };
  }
}

function* joined(path: string, lines: Iterable<string>, split: "file" | "paragraph"): Generator<Document> {
  let number = 0;
  let first = 1; // the line where the document began
  let size = 0;
  let parts: string[] = [];
  const document = (): Document[] => {
    const text = parts.join("\n").trim();
    const id = split === "file" ? path : `${path}:${first}`;
    parts = [];
    size = 0;
    return text === "" ? [] : [{ id, text }];
  };
  for (const line of lines) {
    number++;
    if (split === "paragraph" && line.trim() === "") {
      yield* document();
      first = number + 1;
      continue;
    }
    parts.push(line);
    size += line.length + 1;
    if (size > LARGEST_DOCUMENT) {
      const smaller = split === "file" ? "split it by paragraph or line" : "split it by line";
      throw new DataError(path, `line ${number}`, `one document would be larger than 16 MB; ${smaller}`);
    }
  }
  yield* document();
}
