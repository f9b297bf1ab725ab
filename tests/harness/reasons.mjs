/**
 * A Vitest reporter that stands beside the default one: a test that is skipped without a reason, given to `context.skip` or in its
 * name as "skipped: REASON", fails the run. Appends "PASSED FAILED" to the file that $TALLY names, for CI.
 */
import { appendFileSync } from "node:fs";

export default class Reasons {
  /** Whether part of the tests was asked for, by name: the others are skipped for that. */
  #part = false;

  /** @param {import("vitest/node").Vitest} vitest */
  onInit(vitest) {
    this.#part = vitest.config.testNamePattern !== undefined;
  }

  /**
   * @param {ReadonlyArray<import("vitest/node").TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandled errors that belong to no test
   */
  onTestRunEnd(modules, unhandled) {
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      // A file that does not even load has no tests to count.
      if (!module.ok() && tests.every((test) => test.result().state !== "failed")) failed++;
      for (const test of tests) {
        const result = test.result();
        if (result.state === "passed") passed++;
        else if (result.state !== "skipped") failed++;
        else if (!this.#part && !result.note && !test.fullName.includes("skipped: ")) {
          failed++;
          process.exitCode = 1;
          console.error(`skipped without a reason: ${module.moduleId} ${test.fullName}`);
        }
      }
    }
    if (process.env.TALLY) appendFileSync(process.env.TALLY, `${passed} ${failed}\n`);
  }
}
