import { speeches } from "../src/data/index.ts";

/** Stretches of five sentences of speeches, the latest speeches first, of about so many characters together. */
export function paragraphs(characters: number): string[] {
  const texts: string[] = [];
  let length = 0;
  for (const { text } of [...speeches()].reverse())
    for (const [paragraph] of text.matchAll(/(?:.*?[.?!] ){5}|.+$/gs)) {
      if (length >= characters) return texts;
      texts.push(paragraph.trim());
      length += paragraph.length;
    }
  return texts;
}
