/** Causal tracing of facts (Meng et al. 2022): which states, at which tokens and layers, bring a known answer back. */
import { z } from "zod";
import { restore, traced, traceKinds } from "../../../src/interpretability/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { draws } from "../../../tests/draws.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { keeper } from "../../harness/kept.ts";
import { largest, row } from "../../harness/row.ts";
import { mean } from "../../harness/statistics.ts";
import { knownFacts } from "../../worlds/known-facts.ts";
import { smollm2 } from "../../worlds/smollm2.ts";
import {
  byHooks,
  type Effects,
  effectsOf,
  LAYERS,
  middle,
  noiseOf,
  PLACES,
  type Place,
  type Traced,
} from "../../worlds/tracing.ts";

const [FACTS, DRAWN, SAMPLES] = [50, 11, 10];
const OTHERS = PLACES.filter((place) => place !== "last");
const Kept = z.object({
  clean: z.number(),
  corrupted: z.number(),
  at: z.partialRecord(z.enum(PLACES), z.array(z.number()).readonly()),
  /** The last token's last state restored, less the clean probability. */
  whole: z.number(),
  /** A state in front of the subject restored by a hook, less the corrupted probability. */
  before: z.number(),
});

export default row({
  id: "N11",
  bar:
    "50 facts that SmolLM2 knows, drawn by a seed, with subjects of several tokens; ten samples of noise of three standard deviations: restoring MLPs at " +
    "the subject's last token, the mean over every third block of the middle three fifths, brings back more than at any other place of the prompt, the interval " +
    "of each paired difference above 0; the last token's last state restores the clean probability to 1e-5, a state in front of the subject nothing",
  holds: {
    facts: { is: FACTS },
    ...Object.fromEntries(OTHERS.map((place) => [`last less ${place}, lower end`, { above: 0 }])),
    "last state restored less the clean probability, worst": { below: 1e-5 },
    "a state in front of the subject, worst": { below: 1e-5 },
    "apart from the independent program, worst": { below: 1e-4 },
    "control: a token drawn at random less the others, lower end": { below: 0 },
  },
  negative: {
    facts: { is: FACTS },
    "last less further, lower end": { above: 0 },
    "last state restored less the clean probability, worst": { below: 1e-5 },
    "a state in front of the subject, worst": { below: 1e-5 },
    "apart from the independent program, worst": { below: 1e-4 },
    "control: a token drawn at random less the others, lower end": { below: 0 },
  },
  oracle: "an independent program on transformers 5.23.0, the same weights and noise (tools/causal_trace.py)",

  short: {
    "probabilities of one fact are those of an independent program": async () => {
      const { model, tokenizer } = await smollm2();
      const found = againstOracle({ model, tokenizer }, 1);
      releaseModel(model);
      return { compared: [found.compared, { is: 18 }], "worst apart": [found.worst, { below: 1e-4 }] };
    },
    "MLPs restored at the subject's last token bring back more than at the prompt's, of five facts": async () => {
      const { model, tokenizer } = await smollm2();
      const facts = knownFacts(5, DRAWN);
      const noise = noiseOf({ model, tokenizer }, facts);
      const found = facts.map((fact) =>
        effectsOf({ model, tokenizer }, fact, { kind: "mlp", samples: 2, noise, layers: LAYERS }, ["last", "end"]),
      );
      releaseModel(model);
      return {
        "last less end": [mean(found.map(({ at }) => middle(at.last!) - middle(at.end!))), { above: 0 }],
        "noise takes the answer away": [mean(found.map(({ clean, corrupted }) => clean - corrupted)), { above: 0.3 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { model, tokenizer } = await smollm2();
    const facts = knownFacts(FACTS, DRAWN);
    const noise = noiseOf({ model, tokenizer }, facts);
    const kept = keeper("prove/worlds/tracing.ts", Kept);
    const found = facts.map((fact, i) => {
      const own = kept(`mlp ${fact.subject} ${noise.toFixed(4)}`, () => {
        const settings = { samples: SAMPLES, noise };
        const states = effectsOf({ model, tokenizer }, fact, { ...settings, layers: [29] }, ["end"]);
        const before = byHooks({ model, tokenizer }, fact, settings, [restore("blocks.12", 0)]);
        return {
          ...effectsOf({ model, tokenizer }, fact, { ...settings, kind: "mlp", layers: LAYERS }),
          whole: states.at.end!.at(-1)! + states.corrupted - states.clean,
          before: before - states.corrupted,
        };
      });
      log(
        `${i + 1} of ${FACTS}, ${fact.subject}: ${own.clean.toFixed(2)}, ${own.corrupted.toFixed(2)}, ${describe(own)}`,
      );
      return own;
    });
    const oracle = againstOracle({ model, tokenizer }, 2);
    releaseModel(model);

    const apart = OTHERS.map((place) => [place, differences(found, place)] as const);
    const random = draws(DRAWN);
    const control = found.map(({ at }) => {
      const places = PLACES.filter((place) => at[place] !== undefined);
      const drawn = places[Math.floor(random() * places.length)]!;
      return middle(at[drawn]!) - mean(places.filter((place) => place !== drawn).map((place) => middle(at[place]!)));
    });
    return {
      value: {
        facts: found.length,
        noise,
        "clean, mean": mean(found.map(({ clean }) => clean)),
        "corrupted, mean": mean(found.map(({ corrupted }) => corrupted)),
        ...Object.fromEntries(PLACES.map((place) => [`map: ${place}`, mapOf(found, place)])),
        ...Object.fromEntries(
          PLACES.map((place) => [`map: ${place}, lower ends`, mapOf(found, place, (x) => interval95(x, mean)[0])]),
        ),
        ...Object.fromEntries(
          PLACES.map((place) => [`map: ${place}, upper ends`, mapOf(found, place, (x) => interval95(x, mean)[1])]),
        ),
        ...Object.fromEntries(apart.map(([place, own]) => [`last less ${place}`, mean(own)])),
        ...Object.fromEntries(apart.map(([place, own]) => [`last less ${place}, lower end`, interval95(own, mean)[0]])),
        ...Object.fromEntries(apart.map(([place, own]) => [`last less ${place}, upper end`, interval95(own, mean)[1]])),
        "last state restored less the clean probability, worst": largest(found.map(({ whole }) => Math.abs(whole))),
        "a state in front of the subject, worst": largest(found.map(({ before }) => Math.abs(before))),
        "compared with the independent program": oracle.compared,
        "apart from the independent program, worst": oracle.worst,
        "control: a token drawn at random less the others, lower end": interval95(control, mean)[0],
      },
      seeds: [DRAWN],
      interval: "95 % of a percentile bootstrap over facts, paired",
      control: `in place of the subject's last token one drawn at random: ${mean(control).toFixed(4)} more than the others`,
    };
  },
});

const Oracle = z.object({
  samples: z.number(),
  noise: z.number(),
  window: z.number(),
  seed: z.number(),
  facts: z.array(
    z.object({
      prompt: z.string(),
      subject: z.string(),
      tokens: z.array(z.number()),
      answer: z.string(),
      clean: z.number(),
      corrupted: z.number(),
      effects: z.array(
        z.object({ kind: z.enum(traceKinds), token: z.number(), layer: z.number(), effect: z.number() }),
      ),
    }),
  ),
});

/** How far the probabilities of the first facts lie from the independent program's; of one fact alone those at the subject's last token. */
function againstOracle(
  { model, tokenizer }: Traced,
  count: number,
): { readonly compared: number; readonly worst: number } {
  const { facts, ...settings } = fixture("interpretability/trace.json.gz", Oracle);
  const apart = facts.slice(0, count).flatMap(({ prompt, subject, tokens, answer, effects, ...said }) =>
    traceKinds.flatMap((kind) => {
      const layers = [...new Set(effects.map(({ layer }) => layer))];
      const tracing = traced(model, tokenizer, { prompt, subject, kind, layers, ...settings });
      if (`${tracing.subject} ${tracing.answer}` !== `${tokens} ${answer}`)
        throw new Error(`"${prompt}" is cut or goes on otherwise`);
      const at = count === 1 ? [tokens[1]! - 1] : [0, tokens[1]! - 1, tracing.tokens.length - 1];
      const found = at.flatMap((token) => {
        const own = tracing.effects(token);
        const theirs = effects.filter((one) => one.kind === kind && one.token === token);
        return theirs.map(({ layer, effect }) => own[layers.indexOf(layer)]! - effect);
      });
      tracing.release();
      return [...found, tracing.clean - said.clean, tracing.corrupted - said.corrupted];
    }),
  );
  return { compared: apart.length, worst: largest(apart.map(Math.abs)) };
}

const of = (found: readonly Effects[], place: Place) =>
  found.flatMap(({ at }) => (at[place] === undefined ? [] : [at[place]]));

/** A figure of the facts' effects at a place, layer by layer. */
function mapOf(
  found: readonly Effects[],
  place: Place,
  figure = mean as (values: readonly number[]) => number,
): number[] {
  const own = of(found, place);
  return own[0]!.map((_, layer) => Number(figure(own.map((effects) => effects[layer]!)).toPrecision(4)));
}

/** By how much the middle MLPs of the subject's last token bring back more than those of a place, of each fact that has it. */
function differences(found: readonly Effects[], place: Place): number[] {
  return found.flatMap(({ at }) => (at[place] === undefined ? [] : [middle(at.last!) - middle(at[place])]));
}

const describe = ({ at }: Effects) =>
  PLACES.flatMap((place) => (at[place] === undefined ? [] : [`${place} ${middle(at[place]).toFixed(3)}`])).join(", ");
