import { describe, expect, it } from "vitest";
import { devices, memoryUse, release, scope, tensor, zeros } from "./index.ts";

describe("memory", () => {
  it("counts bytes, their peak, and blocks", () => {
    const before = memoryUse({ resetPeak: true });
    const kept = zeros([1000]);
    scope(() => {
      zeros([100_000]);
    });
    const after = memoryUse({ resetPeak: true });
    expect(after.bytes - before.bytes).toBeGreaterThanOrEqual(4000);
    expect(after.bytes - before.bytes).toBeLessThan(100_000);
    expect(after.peak - before.bytes).toBeGreaterThanOrEqual(404_000);
    expect(after.blocks - before.blocks).toBe(2);
    release(kept);
    expect(memoryUse().bytes).toBe(before.bytes);
    expect(memoryUse().peak).toBeLessThan(after.peak);
  });
});

describe("devices", () => {
  it("are the cpu, and graphics processors in order", () => {
    const [first, ...others] = devices();
    expect(first).toBe("cpu");
    expect(others).toEqual(others.map((_, i) => `cuda:${i}`));
  });

  it("that are not there are refused in one sentence", () => {
    const count = devices().length - 1;
    const rest = count === 0 ? "cpu" : `cpu and cuda:0 to cuda:${count - 1}`;
    const sentence = (device: string) => new RegExp(`this process has no device ${device}, but ${rest}( \\(.*\\))?$`);
    expect(() => zeros([1], { device: "cuda:99" })).toThrow(sentence("cuda:99"));
    expect(() => tensor([1]).toDevice("xpu")).toThrow(sentence("xpu"));
    expect(() => tensor([1]).toDevice("nonsense")).toThrow(/nonsense/);
    expect(zeros([2], { device: "meta" }).device).toBe("meta");
    expect(tensor([1]).toDevice("cpu").device).toBe("cpu");
  });

  it("hold tensors and compute", (context) => {
    if (devices().length === 1) context.skip("this machine has no graphics processor");
    const x = tensor([1, 2]).toDevice("cuda:0");
    expect(x.device).toBe("cuda:0");
    expect(x.add(1).numbers()).toEqual([2, 3]);
  });
});
