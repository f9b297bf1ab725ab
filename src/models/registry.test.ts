import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { architecture, architectures } from "./index.ts";

describe("the registry", () => {
  it("holds the architecture of every file that has a config of its own kind, in the order of the alphabet", async () => {
    const folder = new URL("./", import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const kinds: string[] = [];
    for (const file of files) {
      const exported: Record<string, unknown> = await import(new URL(file, folder).href);
      for (const schema of Object.values(exported)) {
        if (!(schema instanceof z.ZodObject)) continue;
        const kind = z
          .object({ kind: z.string() })
          .safeParse({ kind: z.safeParse(schema.shape.kind ?? z.never(), undefined).data });
        if (kind.success) kinds.push(kind.data.kind);
      }
    }
    expect(architectures.map(({ kind }) => kind)).toEqual([...new Set(kinds)].sort());
    expect(kinds.length).toBeGreaterThan(7);
  });

  it("says which there are where one is asked for that is not", () => {
    expect(architecture("llama").kind).toBe("llama");
    expect(() => architecture("mamba")).toThrow(/^no architecture "mamba" \(known: bert, elmo, gpt2, llama, /);
  });

  it("builds nothing from a config of another kind", () => {
    const config = architecture("recurrent").config.parse({ vocabulary: 5, width: 4, hidden: 4 });
    expect(() => architecture("llama").build(config)).toThrow("llama: cell: is not a field known here");
  });
});
