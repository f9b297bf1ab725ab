import { describe, expect, it } from "vitest";
import { describeModel } from "../../tests/contracts/model.ts";
import { printTree } from "../nn/index.ts";
import { llama, llamaArchitecture } from "./index.ts";

const sizes = { width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 48 };
describeModel("LLaMA", llamaArchitecture, { sizes });
describeModel("LLaMA with a tied head and wide heads", llamaArchitecture, {
  sizes: { ...sizes, tied: true, headWidth: 12 },
});

describe("LLaMA", () => {
  const config = { vocabulary: 7, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 12 };

  it("prints itself as a tree", () => {
    expect(printTree(llama(config))).toMatchInlineSnapshot(`
      "model: Decoder
        embed: Embedding (table [7, 8])
        blocks.0: PreNormBlock
          mixerNorm: RMSNorm (gain [8])
          mixer: Attention
            q: Linear (weight [8, 8])
            k: Linear (weight [4, 8])
            v: Linear (weight [4, 8])
            o: Linear (weight [8, 8])
          mlpNorm: RMSNorm (gain [8])
          mlp: GatedMLP
            gate: Linear (weight [12, 8])
            up: Linear (weight [12, 8])
            down: Linear (weight [8, 12])
        norm: RMSNorm (gain [8])
        head: Linear (weight [7, 8])"
    `);
  });

  it("has its embedding for a head where it is tied, else one of its own", () => {
    const heads = [true, false].map((tied) => {
      const { embed, head } = llama({ ...config, tied });
      return head.weight === embed.table;
    });
    expect(heads).toEqual([true, false]);
  });

  it("refuses a config that does not fit, and an unknown key", () => {
    expect(() => llama({ ...config, kvHeads: 3 })).toThrow(/multiple of kvHeads/);
    expect(() => llama({ ...config, width: 9 })).toThrow(/multiple of heads/);
    expect(() => llama(Object.assign({ layers: 3 }, config))).toThrow(/layers/);
  });

  it("refuses a checkpoint that it would compute otherwise", () => {
    const { read, write } = llamaArchitecture.huggingFace;
    const file = write({ ...config, kind: "llama", context: 64, theta: 10_000, eps: 1e-5, tied: false });
    expect(() => read({ ...file, rope_scaling: { type: "linear", factor: 2 } })).toThrow(/rotary/);
    expect(() => read({ ...file, hidden_act: "gelu" })).toThrow(/silu/);
    expect(() => read({ ...file, attention_bias: true })).toThrow(/attention_bias/);
  });
});
