/**
 * Runs each test as it is, and then again with every change that it reached and nobody has noticed yet. A test counts only where it
 * passes twice, and a change as noticed only where the test fails with it and passes again without it.
 */
import { relative } from "node:path";
import { TestRunner } from "vitest";
import { hashOf, planHere, readJournal, write } from "./plan.ts";

const { root, journal, only = -1, budget, changes } = planHere();
const state = { on: only, reached: new Uint8Array(changes.length) };
Object.assign(globalThis, {
  $changes: {
    made(place: number) {
      state.reached[place] = 1;
      return state.on === place;
    },
  },
});

const noticed = new Set(readJournal(journal).flatMap((line) => ("noticed" in line ? [line.noticed] : [])));
for (const { key, noticed: before } of changes) if (before) noticed.add(key);
const asked = changes.map(({ key }) => key).filter((key) => !noticed.has(key));

type Suite = Parameters<TestRunner["onBeforeRunSuite"]>[0];
type Task = Parameters<TestRunner["onBeforeRunTask"]>[0];

export default class Changing extends TestRunner {
  /** What was reached outside of tests, while files were loaded and set up, or in a test that cannot be run again and again. */
  #untried = new Set<number>();

  async runTask(test: Task): Promise<void> {
    const run = TestRunner.getTestFn(test as Parameters<typeof TestRunner.getTestFn>[0]);
    if (only >= 0) return void (await run());
    for (const place of reached()) this.#untried.add(place);
    const begin = performance.now();
    const elapsed = () => (performance.now() - begin) / 1000;
    await run();
    const seconds = elapsed();
    const waiting = reached();
    if (waiting.length === 0) return;
    let sound = seconds < budget / 4 && (await passes(run));
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      if (!sound || elapsed() > budget) {
        this.#untried.add(place);
        continue;
      }
      const { key } = changes[place]!;
      write(journal, { trying: key, test: test.name, seconds: 8 + 20 * seconds });
      state.on = place;
      const same = await passes(run);
      state.on = -1;
      write(journal, { tried: key });
      if (same) continue;
      sound = await passes(run); // or else it left something behind, and a process of its own will tell
      if (!sound) this.#untried.add(place);
      else {
        noticed.add(key);
        write(journal, { noticed: key, by: `${test.file.name}: ${test.name}` });
      }
    }
    reached();
  }

  override async onAfterRunSuite(suite: Suite): Promise<void> {
    await super.onAfterRunSuite(suite);
    if (only >= 0 || !("filepath" in suite)) return;
    for (const place of reached()) this.#untried.add(place);
    const file = String(suite.filepath);
    const untried = [...this.#untried].map((place) => changes[place]!.key).filter((key) => !noticed.has(key));
    write(journal, { done: relative(root, file), hash: hashOf(file), budget, asked, untried });
  }
}

/** Changes that were reached since this was asked last, and that nobody has noticed. */
function reached(): number[] {
  const found = [...changes.keys()].filter((place) => state.reached[place] === 1);
  state.reached.fill(0);
  return found.filter((place) => !noticed.has(changes[place]!.key));
}

async function passes(run: () => unknown): Promise<boolean> {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
}
