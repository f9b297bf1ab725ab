/**
 * What a file of transformers means that leaves a field out, over all fields of all architectures: a file that has nothing but sizes is
 * read as one that spells every default of the library's config class.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixturePath } from "../../tests/fixtures.ts";
import { architectures } from "./index.ts";

const Defaults = z.record(z.string(), z.record(z.string(), z.unknown()));
const { defaults } = z
  .object({ defaults: Defaults })
  .parse(JSON.parse(readFileSync(fixturePath("checkpoints/config-defaults.json"), "utf8")));

/** The sizes of a model, which every file has: those whose defaults are one published model's. */
const SIZES = [
  ...["vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads"],
  ...["n_embd", "n_layer", "n_head"],
];
const known = architectures.flatMap(({ kind, huggingFace }) => (huggingFace ? [[kind, huggingFace] as const] : []));

describe.each(known)("a silent file of %s", (kind, form) => {
  const all = defaults[kind]!;
  const sizes = Object.fromEntries(Object.entries(all).filter(([name]) => SIZES.includes(name)));
  // Written out in full, as transformers saves it: of heads and their width it has made numbers there.
  const { head_dim: _, ...full } = all;

  it("means what the class does", () => {
    expect(form.read(sizes)).toEqual(form.read(full));
  });

  it("means so field by field: with any one left out of the full file", () => {
    const whole = form.read(full);
    for (const name of Object.keys(full).filter((one) => !SIZES.includes(one))) {
      const { [name]: _gone, ...rest } = full;
      expect({ name, ...form.read(rest) }).toEqual({ name, ...whole });
    }
  });

  it("knows every field of the class", () => {
    expect(form.unknown(full)).toEqual([]);
  });

  it("differs by each field that is honoured", () => {
    const whole = JSON.stringify(form.read(full));
    const changed = Object.entries(full).filter(([name, value]) => {
      if (typeof value !== "number" || name === "num_attention_heads" || name === "n_head") return false;
      try {
        return JSON.stringify(form.read({ ...full, [name]: value * 2 })) !== whole;
      } catch {
        return false;
      }
    });
    expect(changed.length).toBeGreaterThanOrEqual(kind === "gpt2" ? 4 : 5);
  });
});
