/** BERT against transformers on the same weights: all-MiniLM-L6-v2, and a tiny random model with every head. */
import { describe, expect, it } from "vitest";
import { load } from "../../src/checkpoints/index.ts";
import { fixture } from "../fixtures.ts";
import { compareMiniLM, compareTinyBert, MiniLMFixture } from "./compare-bert.ts";

const { model, tokenizer } = await load("all-minilm-l6-v2", { pull: false, able: "read" });

describe("[E04] all-MiniLM-L6-v2 equals transformers", () => {
  const { cases, seeds } = fixture("bert/minilm.json.gz", MiniLMFixture);

  it("[E04] in the hidden states of every layer, and [B06] of the embedding layer to 1e-6 of their size", () => {
    const found = compareMiniLM(model, cases.filter((_, i) => i % 4 === 0 || i === 6), seeds); // biome-ignore format: one line
    expect(found.texts).toBeGreaterThan(10);
    expect(found.wholeLast).toBeLessThan(1e-4);
    expect(found.worstRms).toBeLessThan(1e-4);
    expect(found.embeddingRms).toBeLessThan(1e-6);
  });

  it("[E04] in the ids of all its texts", () => {
    for (const { text, ids } of cases) expect(tokenizer.encode(text, { maxLength: 48 })).toEqual(ids);
  });
});

describe("[E04] a tiny random BERT equals transformers", () => {
  const found = compareTinyBert();

  it("[E04] in hidden states, both heads' logits, the pooled vector and every gradient, padded and packed", () => {
    expect(found.hidden).toBeLessThan(1e-5);
    expect(found.packedHidden).toBeLessThan(1e-5);
    expect(found.logits).toBeLessThan(2e-5);
    expect(found.pooled).toBeLessThan(1e-5);
    expect(found.pairLogits).toBeLessThan(1e-5);
    expect(found.loss).toBeLessThan(1e-5);
    expect(found.gradient, found.worstParameter).toBeLessThan(1e-4);
    expect(found.parameters).toBe(46);
  });

  it("[B06] in the embedding layer, segments and all, to 1e-6", () => {
    expect(found.embedding).toBeLessThan(1e-6);
    expect(found.embeddingWithoutSegments).toBeGreaterThan(1e-2);
  });

  it("[B12] in the logits that the tied table gives and in its gradient", () => {
    expect(found.logits).toBeLessThan(2e-5);
    expect(found.tableGradient).toBeLessThan(1e-4);
  });
});
