/** Milliseconds within which signals are one Ctrl-C: a terminal, npm and a launcher may each pass it on. */
const ONE_PRESS = 1000;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Aborted by the first Ctrl-C, behind the step under way; a second one, a second later or more, ends the process at once. */
export function interruptSignal(report: { line(text: string): void }): AbortSignal {
  const controller = new AbortController();
  const heard = () => {
    if (controller.signal.aborted) return;
    report.line("saving...");
    controller.abort();
    // The system's own action again, which needs no event loop that turns.
    setTimeout(restore, ONE_PRESS).unref();
  };
  const restore = () => {
    for (const name of SIGNALS) process.off(name, heard);
  };
  for (const name of SIGNALS) process.on(name, heard);
  return controller.signal;
}
