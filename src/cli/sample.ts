/** `tenon sample`: one prompt gone on with by every method, side by side, and on request the distribution each drew from. */
import type { Command } from "commander";
import { z } from "zod";
import type { Loaded } from "../checkpoints/index.ts";
import type { ProcessorSettings } from "../generation/index.ts";
import type { RunSettings } from "../interventions/index.ts";
import { GenerateSettings } from "../lm/index.ts";
import { hearing, textOrInput, UsageError } from "./command-line.ts";
import { addFlags, readFlags } from "./flags.ts";
import { addOpenFlags, DEFAULT_MODEL, MODEL_HELP, readOpenFlags } from "./model-flags.ts";

const SampleFlags = GenerateSettings.pick({ seed: true }).extend({
  maxTokens: z
    .int({ error: "must be a whole number" })
    .positive({ error: "must be above 0" })
    .default(40)
    .describe("most tokens to write, by each method"),
  bars: z.boolean().default(false).describe("show what the first token of each method is drawn from"),
  json: z
    .boolean()
    .default(false)
    .describe("print one object: model, prompt, samples (method, tokens, text, distribution)"),
});
type Settings = z.infer<typeof SampleFlags> & { seed: number };
const DEFAULTS = SampleFlags.parse({ seed: 0 });

/** Methods that draw, by what they do to the model's distribution. */
const DRAWN: Readonly<Record<string, Omit<ProcessorSettings, "temperature"> & { temperature?: number }>> = {
  "ancestral sampling": {},
  "temperature 0.7": { temperature: 0.7 },
  "top-k 40": { topK: 40 },
  "top-p 0.9": { topP: 0.9 },
  "min-p 0.1": { minP: 0.1 },
  "typical 0.9": { typicalP: 0.9 },
  "top-p 0.9, temperature 0.7": { topP: 0.9, temperature: 0.7 },
  "top-p 0.9, then temperature 0.7": { topP: 0.9, temperature: 0.7, temperatureLast: true },
};

interface Sample {
  readonly method: string;
  readonly tokens: readonly number[];
  readonly text: string;
  /** The most probable first tokens after the method's processors, best first; not of methods that search. */
  readonly distribution?: readonly { readonly text: string; readonly probability: number }[];
}

export function addSample(program: Command): void {
  const command = program
    .command("sample")
    .summary("go on with a text by every method, side by side")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
    .option("--prompt <text>", "text to go on with (default: standard input)");
  addOpenFlags(addFlags(command, SampleFlags, DEFAULTS)).action(sample);
}

async function sample(name: string, options: { prompt?: string }): Promise<void> {
  const { seed = 0, ...read } = readFlags(SampleFlags, options);
  const flags: Settings = { ...read, seed: seed === -1 ? Math.floor(Math.random() * 2 ** 32) : seed };
  const { threads: count, with: entries = [], tenants, ...how } = readOpenFlags({ ...options });
  const text = await textOrInput(options.prompt, "--prompt");
  const { load } = await import("../checkpoints/index.ts");
  const { threads } = await import("../tensor/index.ts");
  const { interventionsOf } = await import("../open/index.ts");
  const loaded = await load(name, { ...how, ...hearing() });
  if (count !== undefined) threads(count);
  const settings = {
    fast: loaded.fast,
    with: await interventionsOf(loaded, entries, tenants === undefined ? {} : { tenants }),
  };
  const prompt = loaded.tokenizer.encode(text);
  if (prompt.length === 0) throw new UsageError("the prompt is empty");
  const samples: Sample[] = [];
  for await (const one of everyMethod(loaded, settings, prompt, flags)) {
    samples.push(one);
    if (!flags.json) process.stdout.write(shown(one, flags.bars));
  }
  if (flags.json) process.stdout.write(`${JSON.stringify({ model: name, prompt: text, samples })}\n`);
}

async function* everyMethod(
  { model, tokenizer }: Loaded,
  running: RunSettings,
  prompt: readonly number[],
  { maxTokens, seed, bars, json }: Settings,
): AsyncIterable<Sample> {
  const { Decoding, beamSearch, contrastiveSearch, greedy, logSoftmax, multinomial, processors } = await import(
    "../generation/index.ts"
  );
  const { stopIds } = tokenizer;
  const told = (method: string, tokens: readonly number[]) => ({
    method,
    tokens,
    text: tokenizer.decode(tokens, { skipSpecialTokens: true }),
  });
  const start = (settings: ProcessorSettings, sampler = greedy) =>
    new Decoding(model, [{ prompt, sampler }], { ...running, processors: processors(settings) });
  /** What a method writes, and what its first token comes from. */
  const write = (method: string, decoding: InstanceType<typeof Decoding>): Sample => {
    try {
      const distribution =
        bars || json ? { distribution: mostProbable(logSoftmax(decoding.logits()[0]!), tokenizer) } : {};
      const tokens: number[] = [];
      while (tokens.length < maxTokens && !stopIds.has(tokens.at(-1) ?? -1)) tokens.push(decoding.write()[0]!.token);
      return { ...told(method, tokens), ...distribution };
    } finally {
      decoding.release();
    }
  };

  yield write("greedy", start({ temperature: 0 }));
  yield write("greedy, repetition penalty 1.3", start({ temperature: 0, repetitionPenalty: 1.3 }));
  const frontier = start({ temperature: 1 });
  try {
    const [best] = beamSearch(frontier, { beams: 4, maxTokens, stopIds });
    yield told("beam search, 4 beams", best!.tokens);
  } finally {
    frontier.release();
  }
  yield told("contrastive search", contrastiveSearch(model, prompt, { ...running, maxTokens, stopIds }));
  for (const [method, settings] of Object.entries(DRAWN)) {
    yield write(method, start({ temperature: 1, ...settings }, multinomial(seed)));
  }
}

const BARS = 8;

/** The most probable tokens, best first, by ln P of every token [V]. */
function mostProbable(logprobs: Float64Array, tokenizer: Loaded["tokenizer"]): { text: string; probability: number }[] {
  return Array.from(logprobs, (logprob, id) => ({ id, probability: Math.exp(logprob) }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, BARS)
    .filter(({ probability }) => probability > 0)
    .map(({ id, probability }) => ({ text: tokenizer.decode([id]), probability }));
}

const BLOCKS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

function shown({ method, text, distribution = [] }: Sample, bars: boolean): string {
  const lines = bars ? distribution.map(({ text, probability }) => bar(text, probability)) : [];
  return `${[`== ${method}`, ...lines, text.trim()].join("\n")}\n\n`;
}

/** `0.412 ████████▎ " Paris"`, a full bar for certainty. */
function bar(text: string, probability: number): string {
  const eighths = Math.round(probability * 20 * 8);
  const drawn = "█".repeat(Math.floor(eighths / 8)) + BLOCKS[eighths % 8]!;
  return `  ${probability.toFixed(3)} ${drawn.padEnd(20)} ${JSON.stringify(text)}`;
}
