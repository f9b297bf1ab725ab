import { Command } from "commander";
import { expect, test } from "vitest";
import { z } from "zod";
import { UsageError } from "./command-line.ts";
import { addFlags, numberFlag, readFlags, whole } from "./flags.ts";

const Flags = z.strictObject({
  out: z.string().meta({ description: "where to", placeholder: "folder" }),
  mostSteps: whole(1, 100).default(5).describe("how many"),
  seed: whole(0).exactOptional(),
  dry: z.boolean().default(false).describe("change nothing"),
  script: z.array(z.string()).exactOptional().meta({ placeholder: "names..." }),
  stop: z.array(z.string()).readonly().optional(),
});

function given(...args: string[]): object {
  const command = addFlags(new Command().exitOverride().configureOutput({ writeErr: () => {} }), Flags, {
    mostSteps: 5,
  });
  command.argument("[file]");
  return command.parse(args, { from: "user" }).opts();
}
const read = (...args: string[]) => readFlags(Flags, given("--out", "x", ...args));

test("flags are the fields of a schema, and what was not given is absent or the default", () => {
  expect(read()).toEqual({ out: "x", mostSteps: 5, dry: false });
  expect(Object.keys(read())).not.toContain("seed");
  expect(
    read("--most-steps", "7", "--dry", "--seed", "0", "--script", "Latin", "Han", "--stop", "a", "--stop", "b"),
  ).toEqual({ out: "x", mostSteps: 7, dry: true, seed: 0, script: ["Latin", "Han"], stop: ["a", "b"] });
});

test("a help page tells what a value is, and what each flag is for", () => {
  const help = addFlags(new Command(), Flags, { mostSteps: 5 }).helpInformation().replace(/\s+/g, " ");
  expect(help).toContain("--out <folder> where to");
  expect(help).toContain("--most-steps <number> how many (default: 5)");
  expect(help).toContain("--script <names...>");
});

test("a value that is none, and a flag that must be there, are named in one sentence", () => {
  const sentence = "--most-steps must be a whole number from 1 to 100";
  for (const text of ["many", "0", "101", "1.5", "", " ", "Infinity"]) {
    expect(() => read("--most-steps", text)).toThrow(new UsageError(sentence));
  }
  expect(() => read("--seed", "-1")).toThrow("--seed must be a whole number, at least 0");
  expect(() => given()).toThrow("required option '--out <folder>' not specified");
  expect(numberFlag("--top", whole(1, 9))("9")).toBe(9);
  expect(() => numberFlag("--top", whole(1, 9))("10")).toThrow(
    new UsageError("--top must be a whole number from 1 to 9"),
  );
});
