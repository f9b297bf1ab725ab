import { type SpawnOptions, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { built } from "../../tests/built.ts";

const main = built("cli/main.js").pathname;

function launch(args: readonly string[], options: SpawnOptions = {}) {
  const child = spawn(process.execPath, [main, "launch", ...args], { stdio: "pipe", ...options });
  let [stdout, stderr] = ["", ""];
  child.stdout!.on("data", (data) => (stdout += data));
  child.stderr!.on("data", (data) => (stderr += data));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const said = (text: string, times = 1) =>
    new Promise<void>((resolve) => {
      const look = () => stdout.split(text).length > times && resolve();
      child.stdout!.on("data", look);
      look();
    });
  return { child, ended, said, out: () => stdout };
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

/** A process that counts the signals it hears, and ends by itself behind the last of them. */
const COUNTING =
  'n=0; trap "n=$((n+1)); true" INT; echo ready $$; while [ "$n" = 0 ]; do sleep 0.05; done; sleep 0.5; echo heard $n; exit 130';

it("passes a Ctrl-C on once, though the terminal sends it to all that it started", async () => {
  const { child, ended, said } = launch(["-n", "2", "bash", "-c", COUNTING], { detached: true });
  await said("ready", 2);
  process.kill(-child.pid!, "SIGINT"); // as a terminal: to the whole group
  const { code, stdout, stderr } = await ended;
  expect(stdout.match(/heard \d+/g)).toEqual(["heard 1", "heard 1"]);
  expect([code, stderr]).toEqual([130, ""]);
});

it("waits for each to end in its own time, once a person asked for the end", async () => {
  const slow =
    'trap "if [ $RANK = 0 ]; then sleep 2; echo saved; fi; exit 130" INT; trap "echo cut; exit 1" TERM; echo ready; while :; do sleep 0.05; done';
  const { child, ended, said } = launch(["-n", "2", "bash", "-c", slow]);
  await said("ready", 2);
  child.kill("SIGINT");
  expect((await ended).stdout).toMatch(/saved\n$/);
});

it("leaves none behind when it is killed", async () => {
  const { child, said, out } = launch(["-n", "2", "sh", "-c", "echo pid $$; sleep 600 & wait"]);
  await said("pid", 2);
  const pids = [...out().matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
  child.kill("SIGKILL");
  const lives = (pid: number) =>
    existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  await expect.poll(() => pids.filter(lives), { timeout: 20_000 }).toEqual([]);
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
