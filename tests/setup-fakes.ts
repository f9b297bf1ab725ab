/** Stand-ins for what set-up meets outside: a model hub, programs on PATH, zip archives, a cache of its own. */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterEach, beforeEach, vi } from "vitest";

/** An empty folder for each test, where the cache is too. */
export function scratch(): { readonly folder: string; readonly cache: string } {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tenon-setup-"));
    vi.stubEnv("TENON_CACHE", join(folder, "cache"));
    for (const name of ["TENON_OFFLINE", "HF_HUB_OFFLINE", "HF_TOKEN", "LIBTORCH"]) vi.stubEnv(name, undefined);
    for (const name of ["http_proxy", "https_proxy", "no_proxy"]) {
      vi.stubEnv(name, undefined);
      vi.stubEnv(name.toUpperCase(), undefined);
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    get cache() {
      return join(folder, "cache");
    },
  };
}

/** What a step of set-up is given, with the lines that it said. */
export function wish(options: { yes?: boolean; dev?: boolean } = {}) {
  const lines: string[] = [];
  const interrupt = new AbortController();
  const report = { line: (text: string) => void lines.push(text), progress: () => {} };
  return { report, lines, interrupt, signal: interrupt.signal, yes: false, dev: false, ...options };
}

/** Puts a program of that name first on PATH: the body of a shell script, with its arguments in `$@`. */
export function fakeProgram(folder: string, name: string, script: string): void {
  const programs = join(folder, "programs");
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
  if (!process.env.PATH?.startsWith(`${programs}:`)) vi.stubEnv("PATH", `${programs}:${process.env.PATH}`);
}

/** A zip archive; what `stored` says yes to is not deflated. */
export function zip(entries: Record<string, Buffer | string>, stored = (_: string) => false): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = Buffer.from(content);
    const packed = stored(name) ? data : deflateRawSync(data);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(stored(name) ? 0 : 8, 10);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt32LE(data.length, 24);
    record.writeUInt16LE(Buffer.byteLength(name), 28);
    record.writeUInt32LE(at, 42);
    bodies.push(header, Buffer.from(name), packed);
    directory.push(record, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, table, end]);
}

export function sha256(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A server on this machine, closed after the test. */
export async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.add(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open = new Set<Server>();

afterEach(() => {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
  open.clear();
});

/** A model hub with one repository, `owner/name`, in HF_ENDPOINT. */
export interface FakeHub {
  /** What was asked, method and path. */
  readonly asked: string[];
  /** The authorization that came with the last request. */
  token: string | undefined;
  /** Ends the connection after so many bytes of a file, once for each number. */
  readonly cuts: number[];
  /** What is sent, where it is not what was promised. */
  readonly altered: Record<string, Buffer>;
  /** Whether files are sent from where the client asks. */
  ranges: boolean;
}

export async function fakeHub(files: Record<string, Buffer>, large: readonly string[]): Promise<FakeHub> {
  const hub: FakeHub = { asked: [], token: undefined, cuts: [], altered: {}, ranges: true };
  const url = await serve((request, response) => {
    hub.asked.push(`${request.method} ${request.url}`);
    hub.token = request.headers.authorization;
    const [, path] = /^\/owner\/name\/resolve\/[^/]+\/(.+)$/.exec(request.url ?? "") ?? [];
    if (path !== undefined && files[path]) return send(hub, hub.altered[path] ?? files[path], request, response);
    if (request.url?.startsWith("/api/models/owner/name/revision/")) {
      const revision = decodeURIComponent(request.url.split("/")[6]?.split("?")[0] ?? "");
      if (revision !== "main" && revision !== "v1") return refuse(response, 404, "RevisionNotFound");
      const siblings = Object.entries(files).map(([rfilename, content]) => ({
        rfilename,
        size: content.length,
        blobId: createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex"),
        ...(large.includes(rfilename) && { lfs: { sha256: sha256(content), size: content.length } }),
      }));
      return response.end(JSON.stringify({ sha: `commit-of-${revision}`, siblings }));
    }
    if (request.url?.startsWith("/api/models/owner/gated/")) return refuse(response, 403, "GatedRepo");
    return refuse(response, 401, "RepoNotFound");
  });
  vi.stubEnv("HF_ENDPOINT", url);
  return hub;
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "x-error-code": code }).end("{}");
}

function send(hub: FakeHub, content: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const start = hub.ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
  const rest = content.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length });
  const cut = hub.cuts.shift();
  if (cut === undefined || cut >= rest.length) response.end(rest);
  else response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
}
