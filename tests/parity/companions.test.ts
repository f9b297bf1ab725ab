/** Files beside `tokenizer.json` mean what transformers makes of them (tools/companion_parity.py). */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { fixture } from "../fixtures.ts";

const ids = z.array(z.int());
const json = z.unknown();
const Row = z.strictObject({
  files: z.strictObject({
    "tokenizer.json": json,
    "tokenizer_config.json": json.optional(),
    "special_tokens_map.json": json.optional(),
    "added_tokens.json": json.optional(),
  }),
  ids,
  plain: ids,
  decoded: z.string(),
  roles: z.array(z.int().nullable()),
});
const { text, rows } = fixture(
  "tokenizers/companions.json.gz",
  z.strictObject({ text: z.string(), rows: z.array(Row) }),
);
const named = rows.map((row): [string, z.output<typeof Row>] => {
  const { "tokenizer.json": _, ...beside } = row.files;
  return [JSON.stringify(beside), row];
});

describe("a folder is read as transformers reads it", () => {
  it.each(named)("%s", (_, { files, ...expected }) => {
    const tokenizer = tokenizerFromJson(files);
    const encoded = tokenizer.encode(text);
    expect({
      ids: encoded,
      plain: tokenizer.encode(text, { addSpecialTokens: false }),
      decoded: tokenizer.decode(encoded, { skipSpecialTokens: true }),
      roles: [tokenizer.bosId, tokenizer.eosId, tokenizer.padId, tokenizer.unkId].map((id) => id ?? null),
    }).toEqual(expected);
  });
});
