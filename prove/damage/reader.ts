/**
 * Reads damaged files one after the other, in a process that may not live to tell: what it is about to read and what came
 * of it is written to standard output at once.
 *
 *     node prove/damage/reader.ts KIND FROM TO
 */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CheckpointError } from "../../src/checkpoints/index.ts";
import { full, release } from "../../src/tensor/index.ts";
import { judged } from "./judged.ts";
import { damagedFiles, type Kind, kinds } from "./kinds.ts";
import { ALLOWANCE, type Report } from "./report.ts";

const [name = "", from = "", to = ""] = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), "tenon-damage-"));
process.on("exit", () => rmSync(root, { recursive: true }));
const say = (report: Report) => process.stdout.write(`${JSON.stringify(report)}\n`); // into a pipe at once, and whole

if (name === "specimen") await readSpecimens();
else await readAll((await kinds(root))[name]!);

async function readAll(kind: Kind): Promise<void> {
  const folder = join(root, "damaged");
  mkdirSync(folder);
  await kind.prepare(folder);
  const path = join(folder, kind.file);
  writeFileSync(path, kind.wholes[0]!.bytes);
  await kind.read(path, folder); // so that what a first time needs is there already
  await ready();
  let i = -1;
  for (const damaged of damagedFiles(kind)) {
    if (++i < Number(from)) continue;
    if (i >= Number(to)) break;
    writeFileSync(path, damaged);
    say({ begin: i });
    const outcome = async () => judged(kind.named, () => kind.read(path, folder));
    say({ end: i, ...(await measured(damaged.length, outcome)) });
  }
}

/** What work came to, and by how much memory had grown at its highest, in bytes. */
async function measured<T extends { outcome: string }>(size: number, work: () => Promise<T>) {
  writeFileSync("/proc/self/clear_refs", "5"); // the highest begins anew
  const before = status("VmRSS");
  const result = await work();
  const growth = status("VmHWM") - before;
  return growth > size + ALLOWANCE ? { ...result, outcome: "large" as const, growth } : { ...result, growth };
}

function status(field: string): number {
  const [, kibibytes] = new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))!;
  return Number(kibibytes) * 1024;
}
/** Tells how much private memory there is that may be written to, and waits until it is limited. */
async function ready(): Promise<void> {
  say({ ready: status("VmData") });
  await once(process.stdin, "data");
  process.stdin.destroy();
}

/** Readers broken in one point each, whom the measurement must find out. */
async function readSpecimens(): Promise<void> {
  const specimens: (() => void)[] = [
    () => Buffer.alloc(2 * ALLOWANCE).fill(1),
    () => process.abort(),
    () => {
      for (;;);
    },
    () => Object.assign({}, undefined as unknown as { field: string }).field.length,
    () => release(full([2 ** 31], 1)),
    () => {
      throw new CheckpointError("another-file", "field", "this sentence does not name the file");
    },
  ];
  full([1], 1);
  await ready();
  for (let i = Number(from); i < Number(to); i++) {
    say({ begin: i });
    say({ end: i, ...(await measured(0, () => judged(/specimen/, async () => specimens[i]!()))) });
  }
}
