/** Tokenizer classes of transformers as they are saved, read as transformers reads them (tools/tokenizer_classes.py). */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { fixture } from "../fixtures.ts";

const ids = z.array(z.int());
const json = z.unknown();
const Found = z.strictObject({ ids, plain: ids, decoded: z.string(), skipped: z.string() });
type Found = z.output<typeof Found>;
const Row = z.strictObject({
  name: z.string(),
  files: z.strictObject({
    "tokenizer.json": z.record(z.string(), json),
    "tokenizer_config.json": json.optional(),
    "special_tokens_map.json": json.optional(),
    "added_tokens.json": json.optional(),
  }),
  found: z.array(Found.nullable()),
  roles: z.array(z.int().nullable()),
});
type Row = z.output<typeof Row>;
const { texts, rows } = fixture(
  "tokenizers/classes.json.gz",
  z.strictObject({ texts: z.array(z.string()), rows: z.array(Row) }),
);

/** Where a class does what none of its files says, and what then differs. */
const APART: [rows: RegExp, fields: (keyof Found)[], why: string][] = [
  [/^CLIP/, ["decoded", "skipped"], "the class writes </w> as a space; its tokenizer.json keeps it"],
  [/^Lasr/, ["decoded", "skipped"], "the class writes equal tokens in a row once, as speech has them"],
  [/^RemBert/, ["ids"], "the class saves no special tokens and puts them around a text all the same"],
  [/^SeamlessM4T/, ["ids"], "the class saves the marks of the target's language and begins with the source's"],
  [/^(CodeLlama.* add_eos|GPTNeoX.* add_[be]os)_token=True$/, ["ids"], "the class forgets what it has saved"],
];

/** The rows, what differs from the first of a class put upon it. */
function* wholeRows(): Generator<[name: string, row: Omit<Row, "found"> & { found: Found[] }]> {
  let first = rows[0]!;
  for (const row of rows) {
    if (!row.name.includes(" ")) first = row;
    const file = { ...first.files["tokenizer.json"], ...row.files["tokenizer.json"] };
    const found = row.found.map((one, i) => one ?? first.found[i]!);
    yield [row.name, { ...row, files: { ...row.files, "tokenizer.json": file }, found }];
  }
}

describe("a class is read as transformers reads it", () => {
  it.each([...wholeRows()])("%s", (name, { files, found, roles }) => {
    const tokenizer = tokenizerFromJson(files);
    const made = texts.map((text, i): Found => {
      const ids = tokenizer.encode(text);
      const theirs = found[i]!.ids;
      return {
        ids,
        plain: tokenizer.encode(text, { addSpecialTokens: false }),
        decoded: tokenizer.decode(theirs),
        skipped: tokenizer.decode(theirs, { skipSpecialTokens: true }),
      };
    });
    expect([tokenizer.bosId, tokenizer.eosId, tokenizer.padId, tokenizer.unkId].map((id) => id ?? null)).toEqual(roles);
    const apart = new Set<string>();
    made.forEach((one, i) => {
      for (const field of ["ids", "plain", "decoded", "skipped"] as const)
        if (`${one[field]}` !== `${found[i]![field]}`) apart.add(field);
    });
    expect([...apart]).toEqual(APART.find(([known]) => known.test(name))?.[1] ?? []);
  });
});
