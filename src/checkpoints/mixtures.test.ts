/** Mixtures beside llama.cpp's own quantizer, whose choices `tools/mixtures.py` wrote. */
import { expect, it } from "vitest";
import { z } from "zod";
import { fixture } from "../../tests/fixtures.ts";
import { fileType, fittingCodec, formatOf, quantizations } from "./mixtures.ts";

const Model = z.object({
  blocks: z.int(),
  width: z.int(),
  hidden: z.int(),
  tied: z.boolean(),
  formats: z.record(z.string(), z.record(z.string(), z.string())),
});
const { models } = fixture("quantization/mixtures.json.gz", z.object({ models: z.array(Model) }));

it.each(models)("of $blocks blocks of width $width, every matrix takes llama.cpp's format", ({ formats, ...model }) => {
  for (const [mixture, expected] of Object.entries(formats)) {
    const wanted = quantizations.find((name) => name === mixture)!;
    const found = Object.keys(expected).map((name) => {
      const isHead = name === (model.tied ? "token_embd.weight" : "output.weight");
      const format = formatOf(wanted, name, { blocks: model.blocks, isHead });
      return [name, fittingCodec(format, name.includes("ffn_down") ? model.hidden : model.width).name];
    });
    expect({ mixture, formats: Object.fromEntries(found) }).toEqual({ mixture, formats: expected });
  }
});

it("a file says what it is by llama.cpp's numbers, also where its formats are no mixture's", () => {
  expect(
    ["F32", "F16", "Q8_0", "BF16", "Q4_K_M", "Q5_K_S", "Q6_K", "Q4_K"].map((name) => fileType(name as "F32")),
  ).toEqual([...[0, 1, 7, 32, 15, 16, 18, 15]]);
});
