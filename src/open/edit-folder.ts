/**
 * Edits in a folder that `with` takes. The folder's intervention holds the factors of all edits one behind the other, and is the truth; beside it
 * `edits.jsonl` says which edit each is, by a hash of its factors. A line whose factors are not there is of an edit that was taken back, or never
 * came to its end: so one rename of one file makes an edit or unmakes it, whenever the process is killed.
 */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import {
  ADAPTER_WEIGHTS,
  type Base,
  CheckpointError,
  loadIntervention,
  refused,
  saveIntervention,
  writeAtomically,
} from "../checkpoints/index.ts";
import { addDeltas, type LowRank, LowRankDelta } from "../interventions/index.ts";
import { check, makeFolder, strictObject } from "../sentences/index.ts";
import { infer, keep, noGrad, scope, zeros } from "../tensor/index.ts";

const LOG = "edits.jsonl";

const EditedFact = strictObject({
  /** With `{}` in its subject's place. */
  prompt: z.string(),
  /** Whom or what it is about. */
  subject: z.string(),
  /** What the model was made to say. */
  target: z.string(),
});

const Entry = strictObject({
  /** What was edited, a fact each. */
  facts: z.array(EditedFact).min(1),
  /** By which editor: "rome". */
  method: z.string(),
  /** Of which model, as it was called. */
  model: z.string(),
  /** When, in ISO 8601. */
  date: z.string(),
  /** Ranks of its factors, by the path of the map. */
  ranks: z.record(z.string(), z.int().positive()),
  /** Of its factors. */
  hash: z.string(),
});

/** What is known of an edit. */
export type LoggedEdit = z.infer<typeof Entry>;

/** An edit with its change. */
export interface StoredEdit {
  /** What the log says of it. */
  readonly entry: LoggedEdit;
  /** The change, a part for each map. */
  readonly delta: LowRankDelta;
}

/** A folder of edits, as it was when it was read. */
export class EditFolder {
  /** Where it is. */
  readonly path: string;
  /** The edits that are in force, the first made first. */
  readonly edits: readonly StoredEdit[];
  readonly #base: Base;

  /**
   * Reads a folder of edits of this model, or begins one where there is none. Throws a CheckpointError where it holds something else, or is
   * damaged.
   */
  constructor(path: string, base: Base) {
    this.path = path;
    this.#base = base;
    this.edits = read(path, base);
  }

  /** Adds an edit, in one rename. */
  add(known: Omit<LoggedEdit, "ranks" | "hash" | "date">, delta: LowRankDelta, now: Date): void {
    const ranks = Object.fromEntries([...delta.parts].map(([at, { a }]) => [at, a.shape[0]!]));
    const whole = addDeltas("edits", [delta]); // scales go into the factors
    const entry: LoggedEdit = { ...known, date: now.toISOString(), ranks, hash: hashOf(whole) };
    this.#write([...this.edits, { entry, delta: whole }]);
  }

  /** Takes an edit back, by its place from 0, or all of them. */
  undo(which: number | "all"): void {
    this.#write(which === "all" ? [] : this.edits.filter((_, i) => i !== which));
  }

  #write(edits: readonly StoredEdit[]): void {
    const fresh = !existsSync(this.path);
    let folder = this.path;
    try {
      if (fresh) {
        makeFolder(dirname(this.path));
        folder = mkdtempSync(`${this.path}.partial-`);
      }
      writeLog(folder, [...new Set([...this.edits, ...edits])]);
      scope(() => saveIntervention(folder, sum(edits.length > 0 ? edits : [nothing(this.edits)]), this.#base));
      writeLog(folder, edits);
      if (fresh) renameSync(folder, this.path);
    } catch (error) {
      if (fresh && folder !== this.path) rmSync(folder, { recursive: true, force: true });
      throw error instanceof Error && "code" in error ? refused(this.path, "write", error) : error;
    }
  }
}

const sum = (edits: readonly Pick<StoredEdit, "delta">[]) =>
  noGrad(() =>
    addDeltas(
      "edits",
      edits.map(({ delta }) => delta),
    ),
  );

/** A change of a map that was edited once, by nothing: an intervention meets at least one site. */
function nothing(edits: readonly StoredEdit[]): Pick<StoredEdit, "delta"> {
  const [path, { a, b }] = [...edits[0]!.delta.parts][0]!;
  const part = { a: zeros([1, a.shape[1]!]), b: zeros([b.shape[0]!, 1]), scale: 1 };
  return { delta: new LowRankDelta("edits", new Map([[path, part]])) };
}

function writeLog(folder: string, edits: readonly StoredEdit[]): void {
  const text = edits.map(({ entry }) => `${JSON.stringify(entry)}\n`).join("");
  writeAtomically(join(folder, LOG), (write) => write(Buffer.from(text)));
}

/** The model that a folder's last edit was of, as it was called; nothing where there is no edit. Throws as the folder does. */
export function editedModel(path: string): string | undefined {
  if (!namesIn(path).includes(LOG)) return undefined;
  return readLog(join(path, LOG)).at(-1)?.model;
}

function read(path: string, base: Base): StoredEdit[] {
  const names = namesIn(path);
  if (names.length === 0) return [];
  if (!names.includes(LOG)) throw new CheckpointError(path, "", `holds something else than edits: it has no ${LOG}`);
  const entries = readLog(join(path, LOG));
  if (!names.includes(ADAPTER_WEIGHTS)) return [];
  const change = loadIntervention(path, base, {});
  if (!(change instanceof LowRankDelta)) throw new CheckpointError(path, "", "holds something else than edits");
  return apart(path, change, entries);
}

/** What a folder holds; nothing where there is none. */
function namesIn(path: string): string[] {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return [];
    if (statSync(path).isFile()) throw new CheckpointError(path, "", "is a file, and edits are kept in a folder");
    return readdirSync(path).filter((name) => !name.startsWith("."));
  } catch (error) {
    throw error instanceof CheckpointError ? error : refused(path, "read", error);
  }
}

function readLog(file: string): LoggedEdit[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw refused(file, "read", error);
  }
  return text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (cause) {
      throw new CheckpointError(file, `line ${i + 1}`, "is not JSON", { cause });
    }
    const { data, fault } = check(Entry, value);
    if (fault === undefined) return [data];
    throw new CheckpointError(file, `line ${i + 1}`, `${fault.path.map(String).join(".")}: ${fault.reason}`);
  });
}

/** The edits that a sum holds, in order. Throws where factors are left that no line knows. */
function apart(path: string, { parts }: LowRankDelta, entries: readonly LoggedEdit[]): StoredEdit[] {
  const done = new Map([...parts.keys()].map((at) => [at, 0]));
  const edits = entries.flatMap((entry): StoredEdit[] => {
    const delta = slice(parts, entry.ranks, done);
    if (delta === undefined || hashOf(delta) !== entry.hash) return [];
    for (const [at, rank] of Object.entries(entry.ranks)) done.set(at, done.get(at)! + rank);
    return [{ entry, delta }];
  });
  const left = [...parts].filter(([at, { a }]) => done.get(at)! < a.shape[0]!);
  const empty =
    edits.length === 0 && left.every(([, { a, b }]) => infer(() => a.abs().max().item() + b.abs().max().item()) === 0);
  if (left.length === 0 || empty) return edits;
  throw new CheckpointError(
    path,
    "",
    `holds a change of "${left[0]![0]}" that ${LOG} does not know: it is something else than edits`,
  );
}

/** The next factors of each map, as many as an edit has, or nothing where there are fewer. */
function slice(
  parts: ReadonlyMap<string, LowRank>,
  ranks: LoggedEdit["ranks"],
  done: ReadonlyMap<string, number>,
): LowRankDelta | undefined {
  const own = new Map<string, LowRank>();
  for (const [at, rank] of Object.entries(ranks)) {
    const [part, from] = [parts.get(at), done.get(at) ?? 0];
    if (part === undefined || from + rank > part.a.shape[0]!) return undefined;
    const factors = infer(() => ({
      a: keep(part.a.narrow(0, from, rank).clone()),
      b: keep(part.b.narrow(1, from, rank).mul(part.scale)),
    }));
    own.set(at, { ...factors, scale: 1 });
  }
  return new LowRankDelta("edit", own);
}

function hashOf(delta: LowRankDelta): string {
  const hash = createHash("sha256");
  for (const [path, { a, b }] of [...delta.parts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(path);
    for (const factor of [a, b]) {
      const data = infer(() => factor.contiguous().data());
      hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  }
  return hash.digest("hex");
}
