#!/usr/bin/env node
/** The `tenon` command as a process: what its streams do when nobody reads them, or nothing more fits, and its exit code. */
import { failed, run } from "./program.ts";

// Nobody can be told of what standard error does not take.
process.stderr.on("error", () => {});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0); // a reader that has seen enough (`tenon generate | head -1`) is no error
  process.exit(failed(Object.assign(error, { path: "standard output" })));
});
process.on("uncaughtException", (error) => process.exit(failed(error)));

process.exitCode = await run(process.argv.slice(2));
