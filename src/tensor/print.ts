/** How a tensor prints: element type, shape, and the values of the ends of each axis. */
import type { Tensor } from "./tensor.ts";

const EDGE = 3;

export function print(tensor: Tensor): string {
  const { shape, dtype, device } = tensor;
  const place = device === "cpu" ? "" : ` on ${device}`;
  const numbers = device === "meta" ? "without numbers" : values(tensor, shape);
  return `Tensor ${dtype} [${shape.join(", ")}]${place} ${numbers}`;
}

function values(tensor: Tensor, shape: readonly number[]): string {
  if (shape.length === 0) return format(tensor.numbers()[0]!);
  const length = shape[0]!;
  const rows = length <= 2 * EDGE ? range(0, length) : [...range(0, EDGE), -1, ...range(length - EDGE, length)];
  return `[${rows.map((i) => (i < 0 ? "…" : values(tensor.select(0, i), shape.slice(1)))).join(", ")}]`;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function format(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toPrecision(4);
}
