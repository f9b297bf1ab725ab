/** Models on the Hugging Face hub, or on what HF_ENDPOINT names instead. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { install, requireRoom } from "./cache.mjs";
import { download } from "./download.mjs";
import { request } from "./net.mjs";
import { flag, offline } from "./package.mjs";
import { megabytes, SetupError, seconds } from "./report.mjs";

/** @typedef {import("./models.mjs").Fetching} Fetching */
/** @typedef {{ path: string, size: number, digest: import("./hash.mjs").Digest }} HubFile */
/** @typedef {{ repo: string, commit: string, files: HubFile[] }} Listing */

/** What a model is made of. Weights are taken as safetensors only: pickled ones can run code when they are opened. */
const WANTED = [
  /^(config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab)\.json$/,
  /^(merges|vocab)\.txt$|^(tokenizer|spiece|sentencepiece\.bpe)\.model$/,
  /^chat_template\.(jinja|json)$|^additional_chat_templates\/[\w.-]+\.jinja$/,
  /^model.*\.safetensors(\.index\.json)?$/,
  // How sentence-transformers makes one vector of a text.
  /^(modules|sentence_[\w-]+_config|config_sentence_transformers)\.json$|^\d+_\w+\/config\.json$/,
];

function endpoint() {
  return (process.env.HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, "");
}

/** @returns {Record<string, string>} */
function headers() {
  const token = process.env.HF_TOKEN?.trim();
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** @returns {string | undefined} why the hub may not be asked */
export function hubForbidden() {
  if (offline()) return "TENON_OFFLINE=1 forbids the network";
  return flag("HF_HUB_OFFLINE") ? "HF_HUB_OFFLINE=1 forbids the hub" : undefined;
}

/**
 * What a repository holds just now: one request, with the hash of every file.
 * @param {string} repo "owner/name"
 * @param {string} revision
 * @param {AbortSignal} signal
 * @returns {Promise<Listing>}
 */
export async function listing(repo, revision, signal) {
  const forbidden = hubForbidden();
  if (forbidden) throw new SetupError(`${repo} is not on this machine, and ${forbidden}`);
  const url = `${endpoint()}/api/models/${repo}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await request(url, { signal, headers: headers() });
  const body = await text(response);
  if (response.statusCode !== 200) throw refusal(repo, revision, response);
  const { sha, siblings } = parse(body);
  const files = siblings
    .filter(({ rfilename }) => WANTED.some((pattern) => pattern.test(rfilename)))
    .map(({ rfilename, size, blobId, lfs }) => ({
      path: rfilename,
      size: lfs?.size ?? size,
      digest: lfs ? { sha256: lfs.sha256 } : { blob: blobId },
    }));
  if (!files.some(({ path }) => path.endsWith(".safetensors"))) {
    const ggufs = siblings.map(({ rfilename }) => rfilename).filter((name) => /\.gguf$/i.test(name));
    if (ggufs.length === 0) throw new SetupError(`${repo} holds no weights in the safetensors format`, { final: true });
    const named = ggufs.length > 6 ? [...ggufs.slice(0, 6), `${ggufs.length - 6} more`] : ggufs;
    throw new SetupError(
      `${repo} holds no safetensors but GGUF files: fetch one, such as ${endpoint()}/${repo}/resolve/${sha}/${ggufs[0]}, and give its path (there are ${named.join(", ")})`,
      { final: true },
    );
  }
  return { repo, commit: sha, files };
}

/**
 * Fetches what a listing names into a folder of the cache.
 * @param {Fetching} fetching
 * @param {Listing} list
 * @param {string} place
 */
export async function obtainListing({ report, signal }, { repo, commit, files }, place) {
  const began = performance.now();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  await requireRoom(total + 10e6, repo);
  await install(place, async (folder) => {
    let before = 0;
    for (const { path, size, digest } of files) {
      const url = `${endpoint()}/${repo}/resolve/${commit}/${path}`;
      await download({ name: `${repo}/${path}`, url, headers: headers(), size, digest }, join(folder, path), {
        signal,
        onBytes: (present) => report.progress(`model: ${repo} ${megabytes(before + present)} of ${megabytes(total)}`),
      });
      before += size;
    }
    await writeFile(join(folder, "source.json"), `${JSON.stringify({ repo, commit, files }, null, 2)}\n`);
  });
  report.line(`model: fetched ${repo} (${megabytes(total)}), ${seconds(began)}`);
}

/**
 * @param {string} body
 * @returns {{ sha: string, siblings: { rfilename: string, size: number, blobId: string, lfs?: { sha256: string, size: number } }[] }}
 */
function parse(body) {
  try {
    const { sha, siblings } = JSON.parse(body);
    if (typeof sha === "string" && Array.isArray(siblings)) return { sha, siblings };
  } catch {
    // What is no JSON is refused below, as is JSON of another shape.
  }
  throw new SetupError(`${new URL(endpoint()).host} does not answer like a model hub`);
}

/**
 * @param {string} repo
 * @param {string} revision
 * @param {import("node:http").IncomingMessage} response
 */
function refusal(repo, revision, { statusCode, headers: received }) {
  const code = received["x-error-code"];
  const host = new URL(endpoint()).host;
  if (code === "RevisionNotFound") return new SetupError(`${repo} has no revision named ${revision}`, { final: true });
  if (code === "GatedRepo" || statusCode === 403) {
    return new SetupError(
      `${repo} is for those whom its owners admitted: accept its terms at ${host}, and set HF_TOKEN`,
      { final: true },
    );
  }
  if (code === "RepoNotFound" || statusCode === 401 || statusCode === 404) {
    const hidden = process.env.HF_TOKEN ? "" : ", or it is private and needs HF_TOKEN";
    return new SetupError(`there is no model named ${repo} at ${host}${hidden}`, { final: true });
  }
  return new SetupError(`${host} answers HTTP ${statusCode} for ${repo}`);
}

/** @param {import("node:http").IncomingMessage} response */
async function text(response) {
  try {
    let body = "";
    for await (const chunk of response.setEncoding("utf8")) body += chunk;
    return body;
  } catch (cause) {
    throw new SetupError(`${new URL(endpoint()).host} broke off its answer`, { cause });
  }
}
