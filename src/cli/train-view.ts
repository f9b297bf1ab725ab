/** What a person sees of a run: a line that keeps changing, and lines that stay for measurements and samples. */
import type { Entry, Watcher } from "../training/index.ts";

interface Report {
  line(text: string): void;
  progress(text: string): void;
}

const BAR = 24;

/** Tells a report (set-up's: rewritten on a terminal, a line every few seconds elsewhere) how a run goes. */
export function trainView(
  name: string,
  report: Report,
  now: () => number = () => performance.now(),
): Required<Watcher> {
  let first: { step: number; at: number } | undefined;
  let smooth = 0;
  return {
    note: (line) => report.line(`${name}: ${line}`),
    entry(entry, steps) {
      if (entry.kind !== "step") return report.line(`${name}: ${told(entry)}`);
      first ??= { step: entry.step - 1, at: now() - 1000 };
      smooth = smooth === 0 ? entry.loss : 0.9 * smooth + 0.1 * entry.loss;
      const left = ((now() - first.at) / 1000 / (entry.step - first.step)) * (steps - entry.step);
      report.progress(progress(name, entry, smooth, steps, left));
    },
  };
}

function progress(
  name: string,
  { step, tokensPerSecond }: Entry & { kind: "step" },
  loss: number,
  steps: number,
  left: number,
): string {
  const full = Math.round((step / steps) * BAR);
  const bar = "█".repeat(full) + "░".repeat(BAR - full);
  return `${name} ${bar} ${step}/${steps}  loss ${loss.toFixed(3)}  ${tokensPerSecond} tokens/s  ${clock(left)} left`;
}

function told(entry: Exclude<Entry, { kind: "step" }>): string {
  if (entry.kind === "skip") return `step ${entry.step} was skipped: ${entry.reason}`;
  if (entry.kind === "sample") return `step ${entry.step} writes: ${entry.prompt}${entry.text}`.replace(/\s+/g, " ");
  const { step, loss, bitsPerByte } = entry;
  return `step ${step}: held-out loss ${loss.toFixed(3)}${bitsPerByte === undefined ? "" : `, ${bitsPerByte.toFixed(3)} bits per byte`}`;
}

/** Seconds as minutes and seconds: 5:07. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
