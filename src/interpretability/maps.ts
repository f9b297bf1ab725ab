/** What was found, as heat maps. */
import type { HeatMap } from "../pictures/index.ts";
import type { Attentions } from "./attentions.ts";
import type { Lens } from "./lens.ts";
import type { CausalTrace } from "./trace.ts";

const RESTORED = { states: "state", mlp: "MLPs around it", attention: "attention around it" } as const;

/** Tokens by layers: the probability of the answer with each state restored. The subject is marked. */
export function traceMap({ kind, tokens, subject, answer, clean, corrupted, layers, effects }: CausalTrace): HeatMap {
  const [from, to] = [clean, corrupted].map((p) => p.toFixed(3));
  return {
    title: `causal trace, ${RESTORED[kind]} restored: P(${JSON.stringify(answer)}) ${from}, under noise ${to}`,
    rows: tokens,
    columns: layers.map(String),
    axes: ["token", "layer"],
    values: effects,
    range: [Math.min(corrupted, clean), Math.max(corrupted, clean)],
    unit: `P(${JSON.stringify(answer)})`,
    marked: subject,
  };
}

/** Tokens by layers: what each layer would say behind a token, and how probable what the model says there is to it. */
export function lensMap({ tokens, said, layers }: Lens): HeatMap {
  return {
    title: `logit lens: what each layer would say; the model says ${JSON.stringify(said.at(-1))}`,
    rows: tokens,
    columns: layers.map((_, layer) => String(layer)),
    axes: ["token", "layer"],
    values: tokens.map((_, token) => layers.map(({ probability }) => probability[token]!)),
    range: [0, 1],
    unit: "probability of what the model says behind the token",
    labels: tokens.map((_, token) => layers.map(({ top }) => top[token]!)),
  };
}

/** Where the last token looks, tokens by layers, the mean over heads; or of one layer each head, tokens by tokens. */
export function attentionMaps({ tokens, layers }: Attentions, layer?: number): HeatMap[] {
  const weights = { range: [0, 1], unit: "weight of attention" } as const;
  if (layer === undefined) {
    const mean = (heads: Attentions["layers"][number], token: number) =>
      heads.reduce((sum, head) => sum + head.at(-1)![token]!, 0) / heads.length;
    return [
      {
        ...weights,
        title: "attention of the last token, the mean over heads",
        rows: tokens,
        columns: layers.map((_, i) => String(i)),
        axes: ["token", "layer"],
        values: tokens.map((_, token) => layers.map((heads) => mean(heads, token))),
      },
    ];
  }
  return layers[layer]!.map((values, head) => ({
    ...weights,
    title: `attention, layer ${layer}, head ${head}`,
    rows: tokens,
    columns: tokens.map((_, i) => String(i)),
    axes: ["token", "sees"],
    values,
  }));
}
