import { expect, test } from "vitest";
import { ANYTHING } from "../../tests/contracts/language-model-options.ts";
import { LanguageModelError } from "../lm/index.ts";
import { open } from "./index.ts";
import { checkOpen } from "./options.ts";

test("each option of open takes what it means something for", () => {
  const table: Readonly<Record<string, readonly unknown[]>> = {
    dtype: [],
    threads: [],
    with: [[]],
    tenants: ["", "x"],
    pull: [true],
    worker: [true],
    onProgress: [expect.any(Function)],
    onNote: [expect.any(Function)],
    signal: [],
  };
  for (const [name, values] of Object.entries(table)) {
    const taken = ANYTHING.filter((value) => {
      try {
        checkOpen("tiny", { [name]: value });
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(LanguageModelError);
        expect((error as Error).message).toMatch(new RegExp(`^open: ${name} must be `));
        return false;
      }
    });
    expect(taken, name).toEqual([undefined, ...values]);
  }
});

test("open refuses an option that there is not, and what is no name, here and for a worker", async () => {
  for (const worker of [false, true]) {
    const wrong = (sentence: string) => ({ kind: "bad-request", message: sentence });
    const given = { worker, thread: 2 };
    await expect(open("smollm2-135m-instruct", given)).rejects.toMatchObject(
      wrong('open: there is no option "thread" (did you mean threads?)'),
    );
    const dtype = JSON.parse(`{ "worker": ${worker}, "dtype": "int8" }`);
    await expect(open("smollm2-135m-instruct", dtype)).rejects.toMatchObject(
      wrong("open: dtype must be float32, bfloat16 or stored"),
    );
    await expect(open("", { worker })).rejects.toMatchObject(
      wrong("open: the name of a model must be a text that is not empty"),
    );
  }
  for (const options of ["null", "[]", '"x"', "1"]) {
    await expect(open("x", JSON.parse(options))).rejects.toThrow("open: the options must be an object");
  }
});
