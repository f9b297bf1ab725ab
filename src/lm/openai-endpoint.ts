/** One HTTP endpoint that speaks OpenAI's protocol: sends a request, and says in one sentence what went wrong. */
import { z } from "zod";
import { check } from "../sentences/index.ts";
import { LanguageModelError, type LanguageModelErrorKind } from "./error.ts";
import { serverSentEvents } from "./server-sent-events.ts";

export interface EndpointOptions {
  /** Address up to and with the version, for example `https://api.openai.com/v1`. */
  url: string;
  /** Sent as a bearer token. */
  key?: string | undefined;
  fetch: typeof fetch;
}

const ErrorBody = z.looseObject({ error: z.union([z.string(), z.looseObject({ message: z.string() })]) });

export class Endpoint {
  readonly url: string;
  readonly #key: string | undefined;
  readonly #fetch: typeof fetch;

  constructor({ url, key, fetch }: EndpointOptions) {
    this.url = url.replace(/\/+$/, "");
    this.#key = key;
    this.#fetch = fetch;
  }

  /** Posts a request and reads the one answer by a schema. */
  async post<T>(path: string, body: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const response = await this.#send(path, body, signal);
    const text = await response.text().catch((cause) => this.#broken("cut the answer short", cause, signal));
    return this.#parse(text, schema);
  }

  /** Posts a request and reads each event of the answer by a schema. Throws where the stream ends without saying so. */
  async *stream<T>(path: string, body: object, schema: z.ZodType<T>, signal: AbortSignal): AsyncGenerator<T, void> {
    const response = await this.#send(path, { ...body, stream: true }, signal);
    if (response.body === null) this.#fail("unreachable", "sent an empty answer");
    const events = serverSentEvents(response.body);
    while (true) {
      const next = await events.next().catch((cause) => this.#broken("cut the stream short", cause, signal));
      if (next.done) this.#fail("unreachable", "ended the stream before the answer was complete");
      if (next.value === "[DONE]") return;
      yield this.#parse(next.value, schema);
    }
  }

  async #send(path: string, body: object, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (this.#key !== undefined) headers.authorization = `Bearer ${this.#key}`;
    const request = { method: "POST", headers, body: JSON.stringify(body), signal };
    const response = await this.#fetch(`${this.url}${path}`, request).catch((cause) =>
      this.#broken(`cannot be reached${reason(cause)}`, cause, signal),
    );
    if (!response.ok) await this.#refuse(path, response);
    return response;
  }

  async #refuse(path: string, response: Response): Promise<never> {
    const { status } = response;
    const said = serverMessage(await response.text().catch(() => ""));
    if (status === 401 || status === 403) this.#fail("refused", `does not accept the key (${status})${said}`);
    if (status === 404) this.#fail("bad-request", `has no such model, or no ${path} (404)${said}`);
    if (status === 429) {
      const after = response.headers.get("retry-after");
      const when = after === null ? "try again later" : `try again in ${after} seconds`;
      this.#fail("refused", `takes no more requests for now (429), ${when}${said}`);
    }
    if (status >= 500) this.#fail("unreachable", `failed (${status})${said}`);
    this.#fail("bad-request", `refused the request (${status})${said}`);
  }

  #parse<T>(text: string, schema: z.ZodType<T>): T {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      this.#fail("unreachable", `sent broken JSON: ${JSON.stringify(text.slice(0, 80))}`, cause);
    }
    const failed = ErrorBody.safeParse(value);
    if (failed.success) this.#fail("unreachable", `failed${serverMessage(text)}`);
    const { data, fault } = check(schema, value);
    if (fault === undefined) return data;
    this.#fail("unreachable", `sent an answer that is not the protocol's: ${fault.path.join(".")}: ${fault.reason}`);
  }

  /** A connection that failed, unless we ended it ourselves: then the signal says why. */
  #broken(what: string, cause: unknown, signal: AbortSignal): never {
    if (signal.aborted) throw signal.reason;
    this.#fail("unreachable", what, cause);
  }
  #fail(kind: LanguageModelErrorKind, what: string, cause?: unknown): never {
    throw new LanguageModelError(kind, `${this.url} ${what}`, { cause });
  }
}

/** What the server itself said, `: like this`; nothing where it said nothing in the protocol's form. */
function serverMessage(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "";
  }
  const body = ErrorBody.safeParse(value);
  if (!body.success) return "";
  return `: ${typeof body.data.error === "string" ? body.data.error : body.data.error.message}`;
}

/** Why a connection failed, `: like this`: Node hides it in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const cause = error.cause instanceof Error ? error.cause : error;
  if ("code" in cause && cause.code === "ECONNREFUSED") return ": the connection was refused";
  if ("code" in cause && cause.code === "ENOTFOUND") return ": there is no such host";
  return `: ${cause.message}`;
}
