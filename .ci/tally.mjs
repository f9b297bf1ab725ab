/**
 * A Vitest reporter: appends "PASSED FAILED" to the file that $TALLY names. A test that is skipped without a reason,
 * given to `context.skip` or in its name as "skipped: REASON", counts as failed.
 */
import { appendFileSync } from "node:fs";

export default class Tally {
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
        else if (result.state === "skipped" && (result.note || test.fullName.includes("skipped: "))) continue;
        else failed++;
        if (result.state === "skipped") console.error(`skipped without a reason: ${module.moduleId} ${test.fullName}`);
      }
    }
    if (process.env.TALLY) appendFileSync(process.env.TALLY, `${passed} ${failed}\n`);
  }
}
