/** HTTP by Node's own client, with what it lacks: proxies from the environment, redirects, and time limits. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:tls";
import { requireNetwork } from "./package.mjs";
import { SetupError } from "./report.mjs";

/** Milliseconds within which a host has to answer. */
const PATIENCE = 5000;
/** Milliseconds without a byte after which a transfer counts as broken. */
const STALL = 30_000;
const REDIRECTS = 5;

/**
 * @param {string} url
 * @param {{ signal: AbortSignal, method?: string, headers?: Record<string, string> }} options
 * @returns {Promise<import("node:http").IncomingMessage>} with any status but a redirect
 * @throws {SetupError} where nobody answers in time
 */
export async function request(url, { signal, method = "GET", headers = {} }) {
  requireNetwork(url);
  let target = new URL(url);
  let sent = headers;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const response = await once(target, method, sent, signal);
    const { statusCode = 0, headers: received } = response;
    if (![301, 302, 303, 307, 308].includes(statusCode) || received.location === undefined) return response;
    response.resume();
    const next = new URL(received.location, target);
    // A token is for the host that it was meant for, and not for the storage that the host points to.
    if (next.host !== target.host)
      sent = Object.fromEntries(Object.entries(sent).filter(([name]) => name !== "authorization"));
    target = next;
  }
  throw new SetupError(`${new URL(url).host} redirects for ever`);
}

/**
 * @param {URL} target
 * @param {string} method
 * @param {Record<string, string>} headers
 * @param {AbortSignal} signal
 * @returns {Promise<import("node:http").IncomingMessage>}
 */
async function once(target, method, headers, signal) {
  const proxy = proxyFor(target);
  const limit = AbortSignal.timeout(PATIENCE);
  const either = AbortSignal.any([signal, limit]);
  try {
    const options = { method, headers, agent: false, ...(await route(target, proxy, either)) };
    const response = await new Promise((resolve, reject) => {
      const send = target.protocol === "https:" ? httpsRequest : httpRequest;
      const sending = send(target, options, resolve);
      const give = () => sending.destroy(either.reason);
      either.addEventListener("abort", give, { once: true });
      sending.once("error", reject).once("response", () => either.removeEventListener("abort", give));
      sending.end();
    });
    response.setTimeout(STALL, () => response.destroy(new Error(`nothing came for ${STALL / 1000} s`)));
    return response;
  } catch (error) {
    signal.throwIfAborted();
    const who = proxy ? `the proxy ${proxy.host}` : target.host;
    const why = limit.aborted ? `within ${PATIENCE / 1000} s` : `(${reason(error)})`;
    throw new SetupError(`${who} does not answer ${why}`, { cause: error });
  }
}

/**
 * The options of Node's client that lead through a proxy.
 * @param {URL} target
 * @param {URL | undefined} proxy
 * @param {AbortSignal} signal
 */
async function route(target, proxy, signal) {
  if (proxy === undefined) return {};
  const authority = `${target.hostname}:${target.port || (target.protocol === "https:" ? 443 : 80)}`;
  const login =
    proxy.username && Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`);
  const headers = login ? { "proxy-authorization": `Basic ${login.toString("base64")}` } : {};
  const socket = await new Promise((resolve, reject) => {
    const asking = httpRequest({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...headers },
      agent: false,
      signal,
    });
    asking.once("error", reject);
    asking.once("connect", ({ statusCode }, tunnel) => {
      if (statusCode === 200) resolve(tunnel);
      else reject(new Error(`HTTP ${statusCode}`));
    });
    asking.end();
  });
  if (target.protocol === "http:") return { createConnection: () => socket };
  return { createConnection: () => connect({ socket, servername: target.hostname }) };
}

/**
 * The proxy that the environment names for a host (HTTP_PROXY, HTTPS_PROXY, NO_PROXY, in either case).
 * @param {URL} target
 * @returns {URL | undefined}
 */
export function proxyFor(target) {
  const name = target.protocol === "https:" ? "https_proxy" : "http_proxy";
  const proxy = process.env[name] || process.env[name.toUpperCase()];
  if (!proxy) return undefined;
  const spared = (process.env.no_proxy || process.env.NO_PROXY || "").split(/[\s,]+/).filter(Boolean);
  const isSpared = spared.some((entry) => {
    const [host = "", port] = entry.replace(/^\*?\./, "").split(":");
    const matches = host === "*" || target.hostname === host || target.hostname.endsWith(`.${host}`);
    return matches && (port === undefined || port === target.port);
  });
  if (isSpared) return undefined;
  try {
    return new URL(proxy.includes("://") ? proxy : `http://${proxy}`);
  } catch {
    throw new SetupError(`${name.toUpperCase()}=${proxy} is no address of a proxy`, { final: true });
  }
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  return "code" in error ? String(error.code) : error.message;
}
