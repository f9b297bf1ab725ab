/**
 * TensorBoard's event files: a TFRecord for each event, an event a protocol-buffer message of numbers at a step.
 *
 *     record     = length u64 | masked crc32c of it | data | masked crc32c of it,     mask(c) = rotate right(c, 15) + 0xa282ead8
 *     Event      = 1: wall time f64 | 2: step varint | 3: file version | 5: Summary | 7: SessionLog
 *     Summary    = 1: { 1: tag, 2: value f32 } ...
 *     SessionLog = 1: status, of which START is 1
 */
import { appendFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { refused } from "../checkpoints/index.ts";
import { makeFolder } from "../sentences/index.ts";
import type { Entry } from "./run-log.ts";

/** An event file that grows with a run: one for each time that the run is begun or resumed, all of which TensorBoard reads as one. */
export class EventFile {
  readonly path: string;
  readonly #now: () => number;

  /** A file in a folder. `now`: seconds since 1970. Begins behind step `from`, after which no other file of the run counts. */
  constructor(folder: string, from: number, now: () => number) {
    this.#now = now;
    const time = now();
    this.path = join(folder, `events.out.tfevents.${time.toFixed(3)}.tenon`);
    this.#write([event({ time, version: "brain.Event:2" }), event({ time, step: from + 1, starts: true })]);
  }

  add(entry: Entry): void {
    const time = this.#now();
    this.#write(scalars(entry).map(([tag, value]) => event({ time, step: entry.step, tag, value })));
  }

  #write(events: readonly Buffer[]): void {
    try {
      makeFolder(dirname(this.path));
      appendFileSync(this.path, Buffer.concat(events.map(record)));
    } catch (error) {
      throw refused(this.path, "write", error);
    }
  }
}

function scalars(entry: Entry): [tag: string, value: number][] {
  if (entry.kind === "sample" || entry.kind === "skip") return [];
  if (entry.kind === "evaluation") {
    const { loss, bitsPerByte } = entry;
    return [
      ["held-out/loss", loss],
      ...(bitsPerByte === undefined ? [] : [["held-out/bits per byte", bitsPerByte] as [string, number]]),
    ];
  }
  const { loss, learningRate, gradientNorm, tokensPerSecond } = entry;
  return [
    ["train/loss", loss],
    ["train/learning rate", learningRate],
    ["train/gradient norm", gradientNorm],
    ["train/tokens per second", tokensPerSecond],
  ];
}

interface EventFields {
  time: number;
  step?: number;
  version?: string;
  tag?: string;
  value?: number;
  starts?: boolean;
}

function event({ time, step, version, tag, value, starts }: EventFields): Buffer {
  const parts = [key(1, 1), number64(time)];
  if (step !== undefined) parts.push(key(2, 0), varint(step));
  if (version !== undefined) parts.push(key(3, 2), counted(Buffer.from(version)));
  if (tag !== undefined && value !== undefined) {
    const one = Buffer.concat([key(1, 2), counted(Buffer.from(tag)), key(2, 5), number32(value)]);
    parts.push(key(5, 2), counted(Buffer.concat([key(1, 2), counted(one)])));
  }
  if (starts) parts.push(key(7, 2), counted(Buffer.concat([key(1, 0), varint(1)])));
  return Buffer.concat(parts);
}

const key = (field: number, wire: number) => Buffer.from([(field << 3) | wire]);
const counted = (bytes: Buffer) => Buffer.concat([varint(bytes.length), bytes]);

function number64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}
function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
/** Seven bits a byte, the low ones first; all bytes but the last have the high bit. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

function record(data: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, checksum(length), data, checksum(data)]);
}

function checksum(data: Buffer): Buffer {
  const c = crc32c(data);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE((((c >>> 15) | (c << 17)) + 0xa282ead8) >>> 0);
  return bytes;
}

/** CRC-32C (Castagnoli), whose reversed polynomial is 0x82f63b78. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  return c;
});

export function crc32c(data: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of data) c = TABLE[(c ^ byte) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}
