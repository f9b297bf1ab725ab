import { describe, expect, it } from "vitest";
import { encoderOf, tuned } from "../../prove/worlds/finetuning.ts";
import { corpus } from "../../prove/worlds/masked-training.ts";
import { releaseModel } from "../nn/index.ts";

describe("an encoder that has read without labels", () => {
  it("[A25] [A26] learns from 25 labels what one from nothing does not", () => {
    const text = corpus();
    const [read, blank] = [encoderOf(text, "pretrained", 1, 250), encoderOf(text, "scratch", 1)];
    const [pronouns, LABELS] = [0, 25];
    const ours = tuned(text, read, pronouns, LABELS, 1);
    expect(ours).toBeGreaterThan(0.9);
    expect(ours - tuned(text, blank, pronouns, LABELS, 1)).toBeGreaterThan(0.05);
    releaseModel(read);
    releaseModel(blank);
  });
});
