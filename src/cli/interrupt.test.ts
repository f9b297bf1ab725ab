import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const loader = fileURLToPath(new URL("../setup/typescript.mjs", import.meta.url));
const interrupt = new URL("./interrupt.ts", import.meta.url).href;
/** A program that, once told to end, takes its time. */
const program = `
  const { interruptSignal } = await import(${JSON.stringify(interrupt)});
  const signal = interruptSignal({ line: (text) => console.log(text) });
  signal.addEventListener("abort", () => setTimeout(() => { console.log("saved"); process.exit(130); }, 4000));
  setInterval(() => {}, 1000);
  console.log("ready");
`;

async function run(press: (kill: () => void) => Promise<void>) {
  const child = spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", program], { stdio: "pipe" });
  let said = "";
  child.stdout.on("data", (data) => (said += data));
  await once(child.stdout, "data");
  await press(() => child.kill("SIGINT"));
  const [code, signal] = await once(child, "close");
  return { said, code, signal };
}

it("a Ctrl-C that comes twice within a second is one: what is under way is saved", async () => {
  const { said, code } = await run(async (kill) => {
    kill();
    await after(100);
    kill();
  });
  expect([said, code]).toEqual(["ready\nsaving...\nsaved\n", 130]);
});

it("a second one, later, ends the process at once", async () => {
  const { said, signal } = await run(async (kill) => {
    kill();
    await after(2500);
    kill();
  });
  expect([said, signal]).toEqual(["ready\nsaving...\n", "SIGINT"]);
});
