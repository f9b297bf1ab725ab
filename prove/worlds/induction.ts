/** What heads of small models do with sequences that repeat themselves. */
import {
  copyingScore,
  headPaths,
  type LogitPath,
  logitPaths,
  prefixMatching,
  previousToken,
} from "../../src/interpretability/index.ts";
import { intervene, Run } from "../../src/interventions/index.ts";
import type { Decoder, Module } from "../../src/nn/index.ts";
import { cat, infer, stack } from "../../src/tensor/index.ts";
import { draws } from "../../tests/draws.ts";
import { mean } from "../harness/statistics.ts";

/** From how much of its attention on a head is one of induction. */
const LOOKS = 0.5;

/** A head, where it looks, and what it does with what it sees. */
export interface Found {
  readonly layer: number;
  readonly head: number;
  readonly matches: number;
  readonly before: number;
  readonly copies: number;
}

/** Twenty random sequences of seven to twelve letters, no letter twice in one, each repeated until the text is full. */
export function repeatedTexts(length: number): string[] {
  const random = draws(1001);
  return Array.from({ length: 20 }, () => {
    const letters = Array.from("abcdefghijkl", (letter) => ({ letter, at: random() })).toSorted((a, b) => a.at - b.at);
    const period = 7 + Math.floor(random() * 6);
    return Array.from({ length }, (_, t) => letters[t % period]!.letter).join("");
  });
}

export type Texts = readonly (readonly number[])[];

export function headsOf(model: Decoder<Module>, texts: Texts): Found[] {
  const scores = texts.map((text) => [prefixMatching(model, text), previousToken(model, text)] as const);
  return scores[0]![0].flatMap((heads, layer) =>
    heads.map((_, head) => ({
      layer,
      head,
      matches: mean(scores.map(([matches]) => matches[layer]![head]!)),
      before: mean(scores.map(([, before]) => before[layer]![head]!)),
      copies: copyingScore(model, layer, head),
    })),
  );
}

export const inducing = (heads: readonly Found[]) => heads.filter(({ matches }) => matches > LOOKS);

/** The paths that end in the logits, attention's split into heads. */
function allPaths(model: Decoder<Module>, text: readonly number[]): LogitPath[] {
  const mixers = model.blocks.map(({ path }) => `${path}.mixer`);
  return logitPaths(model, text).flatMap((path) => {
    const layer = mixers.indexOf(path.path);
    return layer < 0 ? [path] : headPaths(model, text, layer);
  });
}

/** How far the sum of all paths lies from the last token's logits, and of all but those of some heads. */
export function apart(model: Decoder<Module>, text: readonly number[], heads: readonly Found[]) {
  return infer(() => {
    const logits = new Run(model).read([text]).logits("last").squeeze(0);
    const from = (paths: readonly LogitPath[]) =>
      stack(paths.map((path) => path.logits))
        .sum(0)
        .sub(logits)
        .abs()
        .max()
        .item();
    const left = heads.map(({ layer, head }) => `${model.blocks[layer]!.path}.mixer.heads.${head}`);
    const all = allPaths(model, text);
    return { sum: from(all), less: from(all.filter(({ path }) => !left.includes(path))) };
  });
}

/** Of the letters that have stood in a text before, the share behind which the model says what comes, with some heads silent. */
export function rightShare(model: Decoder<Module>, texts: Texts, silent: readonly Found[] = []): number {
  const silence = silent.map(({ layer, head }) =>
    intervene("silence", `${model.blocks[layer]!.path}.mixer.heads`, () => (x, next) => {
      const y = next(x); // [T, H, K]
      const [before, after] = [head, y.shape[1]! - head - 1];
      return cat([y.narrow(1, 0, before), y.narrow(1, head, 1).mul(0), y.narrow(1, head + 1, after)], 1);
    }),
  );
  const rights = texts.flatMap((text) => {
    const said = infer(() => new Run(model, { with: silence }).read([text]).logits("all").argmax().numbers());
    return text.slice(0, -1).flatMap((token, t) => (text.indexOf(token) < t ? [Number(said[t] === text[t + 1])] : []));
  });
  return mean(rights);
}
