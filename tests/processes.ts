/** Several processes on this machine's loopback, for tests and demonstrations of what they compute together. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const loader = fileURLToPath(new URL("../src/setup/typescript.mjs", import.meta.url));
/** The address of a file, from the root of the repository, as a string of the program. */
const address = (file: string) => JSON.stringify(new URL(`../${file}`, import.meta.url).href);

/** A port of this machine's loopback that nobody listens at now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: unknown;
  readonly stderr: string;
}

/**
 * Runs the body in a process for each rank; it sees `rank`, `group` and most of the rooms tensor, nn, optim and
 * distributed, and what it returns is said. It sees the exports of `file`, a path from the root of the repository, as `shared`.
 */
export async function together(body: string, ranks = 2, timeout = 20_000, file?: string): Promise<Ended[]> {
  const port = await freePort();
  const code = `
    import { ids, keep, liveTensors, noGrad, ones, randn, release, scope, seed, tensor, threads } from ${address("src/tensor/index.ts")};
    import { averageGradients, DataParallel, meetingFrom, ProcessGroup, shareWeights } from ${address("src/distributed/index.ts")};
    import { named, initialize, Linear, Pass, Padded, distinctWeights } from ${address("src/nn/index.ts")};
    import { adamW } from ${address("src/optim/index.ts")};
    ${file === undefined ? "" : `import * as shared from ${address(file)};`}
    threads(1);
    const meeting = { ...meetingFrom(process.env), timeout: ${timeout} };
    const { rank } = meeting;
    const group = await ProcessGroup.open(meeting);
    const failure = (promise) => promise.then(() => "nothing failed", (error) => error.message);
    const said = await (async () => {${body}})();
    console.log(JSON.stringify(said));
  `;
  const start = (rank: number) =>
    new Promise<Ended>((resolve) => {
      const env = { RANK: `${rank}`, WORLD_SIZE: `${ranks}`, MASTER_ADDR: "127.0.0.1", MASTER_PORT: `${port}` };
      const child = spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", code], {
        env: { ...process.env, ...env },
      });
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (data) => (stdout += data));
      child.stderr.on("data", (data) => (stderr += data));
      child.on("close", (status, signal) =>
        resolve({ code: status, signal, said: stdout === "" ? undefined : JSON.parse(stdout), stderr }),
      );
    });
  return Promise.all(Array.from({ length: ranks }, (_, rank) => start(rank)));
}
