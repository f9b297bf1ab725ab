import type { Command } from "commander";

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .summary("look at this machine, and say what to do about each problem")
    .option("--json", "print one object: the facts, and problems")
    .action(doctor);
}

/** Ends with exit code 2 where there is a problem. */
async function doctor({ json }: { json?: boolean }): Promise<void> {
  const { gather } = await import("./doctor-facts.ts");
  const { page, problems } = await import("./diagnosis.ts");
  const facts = await gather();
  const found = problems(facts);
  process.stdout.write(json ? `${JSON.stringify({ ...facts, problems: found })}\n` : page(facts));
  if (found.length > 0) process.exitCode = 2;
}
