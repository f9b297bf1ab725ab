import { type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const loader = fileURLToPath(new URL("../setup/typescript.mjs", import.meta.url));
const main = fileURLToPath(new URL("./main.ts", import.meta.url));

function launch(args: readonly string[], options: SpawnOptions = {}) {
  const child = spawn(process.execPath, ["--import", loader, main, "launch", ...args], { stdio: "pipe", ...options });
  let [stdout, stderr] = ["", ""];
  child.stdout!.on("data", (data) => (stdout += data));
  child.stderr!.on("data", (data) => (stderr += data));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => stdout.includes(text) && resolve();
      child.stdout!.on("data", look);
      look();
    });
  return { child, ended, said };
}

it("tells each process its rank and where they meet", async () => {
  const { ended } = launch(["-n", "2", "sh", "-c", "echo $RANK of $WORLD_SIZE at $MASTER_ADDR, port $MASTER_PORT"]);
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.trim().split("\n").sort()).toEqual(
    [0, 1].map((rank) => expect.stringMatching(new RegExp(`^${rank} of 2 at 127.0.0.1, port [0-9]+$`))),
  );
});

it("ends all when one fails, and says which in one sentence", async () => {
  const { ended } = launch(["-n", "3", "sh", "-c", '[ "$RANK" = 1 ] && exit 7; exec sleep 60']);
  const { code, stderr } = await ended;
  expect(code).toBe(7);
  expect(stderr).toBe("tenon: the process of rank 1 ended with code 7, so the others were ended too\n");
});

it("passes a signal on", async () => {
  const script = 'trap "echo heard $RANK; exit 0" TERM; echo ready; while :; do sleep 0.05; done';
  const { child, ended, said } = launch(["-n", "1", "sh", "-c", script]);
  await said("ready");
  child.kill("SIGTERM");
  expect((await ended).stdout).toBe("ready\nheard 0\n");
});

it("refuses a command that is not there and a number that is none", async () => {
  const absent = await launch(["-n", "1", "/no/such/command"]).ended;
  expect(absent.code).toBe(127);
  expect(absent.stderr).toMatch(/^tenon: "\/no\/such\/command" could not be started: .*ENOENT\n$/);
  for (const count of ["zero", "0", "1.5", "1000000"]) {
    const { code, stderr } = await launch(["-n", count, "true"]).ended;
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^tenon: --processes must be a whole number from 1 to \d+\n$/),
    ]);
  }
  expect((await launch(["--port", "80000", "true"]).ended).stderr).toBe(
    "tenon: --port must be a whole number from 1 to 65535\n",
  );
});
