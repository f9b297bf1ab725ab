/** What a person at a terminal sees. */
import type { Readable } from "node:stream";

/**
 * `until` waits for a text on the screen, behind what was waited for before. It is woken by what is written and not by a clock, so that
 * whoever types next does so before anything more is written, however busy the machine is.
 */
export function watchScreen(output: Readable): { until(text: string): Promise<void> } {
  let screen = "";
  let look = (): void => {};
  output.on("data", (data) => {
    screen += data;
    look();
  });
  return {
    until: (text) =>
      new Promise((resolve) => {
        look = () => {
          const at = screen.indexOf(text);
          if (at < 0) return;
          screen = screen.slice(at + text.length);
          look = () => {};
          resolve();
        };
        look();
      }),
  };
}
