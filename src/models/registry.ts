/** The architectures that there are, which loading, saving and recipes read. */
import { ArgumentError, didYouMean } from "../sentences/index.ts";
import type { Architecture } from "./architecture.ts";
import { bertArchitecture } from "./bert.ts";
import { elmoArchitecture } from "./elmo.ts";
import { gpt2Architecture } from "./gpt2.ts";
import { llamaArchitecture } from "./llama.ts";
import { mistralArchitecture } from "./mistral.ts";
import { qwen2Architecture } from "./qwen2.ts";
import { recurrentArchitecture } from "./recurrent.ts";
import { transformerArchitecture } from "./transformer.ts";
import { word2vecArchitecture } from "./word2vec.ts";

const all = [
  bertArchitecture,
  elmoArchitecture,
  gpt2Architecture,
  llamaArchitecture,
  mistralArchitecture,
  qwen2Architecture,
  recurrentArchitecture,
  transformerArchitecture,
  word2vecArchitecture,
] as const;

/** One of the architectures there are, with its own config and model: `kind` tells which. */
export type KnownArchitecture = (typeof all)[number];

/** The architectures that there are, in the order of the alphabet. */
export const architectures: readonly Architecture[] = all;

/** The architecture of a kind, for example "llama"; who knows which it is imports it. Throws where there is none. */
export function architecture(kind: string): Architecture {
  const found = architectures.find((one) => one.kind === kind);
  if (found !== undefined) return found;
  const known = architectures.map((one) => one.kind);
  throw new ArgumentError(`no architecture "${kind}"${didYouMean(kind, known)} (known: ${known.join(", ")})`);
}
