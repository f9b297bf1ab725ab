import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeModel } from "../../tests/contracts/model.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { loadModel, readSafetensors, writeSafetensors } from "../checkpoints/index.ts";
import { distinctWeights, printTree } from "../nn/index.ts";
import { ones, scope, zeros } from "../tensor/index.ts";
import { gpt2, gpt2Architecture } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-gpt2-"));
afterAll(() => rmSync(root, { recursive: true }));

describeModel("GPT-2 with a head of its own", gpt2Architecture, {
  sizes: { width: 32, depth: 2, heads: 4, hidden: 48, context: 16, tied: false },
});

describe("GPT-2", () => {
  it("prints itself as a tree", () => {
    expect(
      printTree(gpt2({ vocabulary: 7, width: 8, depth: 1, heads: 2, hidden: 12, context: 5 })),
    ).toMatchInlineSnapshot(`
      "model: Decoder
        embed: InputEmbedding
          tokens: Embedding (table [7, 8])
          segments: Identity
          positions: LearnedPositions (table [5, 8])
          norm: Identity
        blocks.0: PreNormBlock
          mixerNorm: LayerNorm (gain [8], bias [8])
          mixer: Attention
            q: Linear (weight [8, 8], bias [8])
            k: Linear (weight [8, 8], bias [8])
            v: Linear (weight [8, 8], bias [8])
            o: Linear (weight [8, 8], bias [8])
          mlpNorm: LayerNorm (gain [8], bias [8])
          mlp: MLP
            up: Linear (weight [12, 8], bias [12])
            down: Linear (weight [8, 12], bias [8])
        norm: LayerNorm (gain [8], bias [8])
        head: Linear (weight [7, 8])"
    `);
  });

  it("is read as it was published: no prefix, triangles beside the weights, null for the MLP's width", () => {
    const tiny = fixturePath("architectures/gpt2/tied");
    const folder = join(root, "published");
    mkdirSync(folder);
    scope(() => {
      const { tensors } = readSafetensors(join(tiny, "model.safetensors"));
      const bare = new Map([...tensors].map(([name, tensor]) => [name.replace("transformer.", ""), tensor]));
      for (const block of [0, 1]) bare.set(`h.${block}.attn.bias`, ones([1, 1, 64, 64]));
      bare.set("h.0.attn.masked_bias", zeros([]));
      writeSafetensors(join(folder, "model.safetensors"), bare);
    });
    const file = { model_type: "gpt2", vocab_size: 83, n_embd: 32, n_layer: 2, n_head: 4, n_positions: 64, n_ctx: 64 };
    writeFileSync(join(folder, "config.json"), JSON.stringify({ ...file, n_inner: null }));
    const [published, usual] = [folder, tiny].map((path) => loadModel(path));
    expect(published!.config).toEqual(usual!.config);
    const values = ({ model }: typeof published & object) =>
      [...distinctWeights(model)].map(([path, weight]) => [path, weight.data()]);
    expect(values(published!)).toEqual(values(usual!));
  });
});
