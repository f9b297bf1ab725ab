import { describe, expect, it } from "vitest";
import { type Tensor, tensor, zeros } from "../tensor/index.ts";
import { checkRange } from "./range.ts";

const half = (values: Tensor) => () => values.to("float16");
const check = (values: Tensor, kept = half(values)) => checkRange("file", "w", values, "F16", kept);

describe("numbers beyond a format", () => {
  it.each([[[65504]], [[-65504, 1]], [[Number.POSITIVE_INFINITY]], [[Number.NaN, 3]]])(
    "are none where the format keeps them, or they were not finite before: %j",
    (values) => expect(() => check(tensor(values))).not.toThrow(),
  );

  it.each([
    [[65536], "holds values up to 65536.0, and in F16 numbers end at 65504: take BF16 or F32"],
    [[1, -7e4], "holds values up to 70000.0, and in F16 numbers end at 65504: take BF16 or F32"],
    [[7e4, Number.POSITIVE_INFINITY], "holds values that are no finite numbers, and in F16 numbers end at 65504"],
  ])("are refused by the weight's name: %j", (values, sentence) => {
    expect(() => check(tensor(values))).toThrow(`file: w: ${sentence}`);
  });

  it("are looked for only where a value reaches so far", () => {
    const never = () => {
      throw new Error("asked");
    };
    for (const values of [zeros([0]), tensor([65504, -1])]) expect(() => check(values, never)).not.toThrow();
    expect(() => check(tensor([65505]), never)).toThrow("asked");
  });
});
