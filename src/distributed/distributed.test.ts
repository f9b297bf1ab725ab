/** Two processes on this machine's loopback. */
import { describe, expect, it } from "vitest";
import { type Ended, freePort, together } from "../../tests/processes.ts";
import { liveTensors, tensor } from "../tensor/index.ts";
import { type Meeting, meetingFrom, ProcessGroup } from "./index.ts";

const clean = (said: unknown): Ended => ({ code: 0, signal: null, said, stderr: expect.any(String) });

describe("a process group", () => {
  it("adds up, averages, hands on and gathers, for whole numbers and for views", async () => {
    const ended = await together(`
      // What is made on the way dies here, and nothing else before it is counted: a collector may come at any wait.
      const [sum, mean, whole, table, handed, own] = scope(() => [tensor([rank + 1, 10]), tensor([rank, rank * 3], "float64"),
        tensor([2 ** 40 + rank], "int64"), tensor([[rank, 1], [rank, 1]]), tensor([rank, rank]), tensor([rank * 7])]);
      const column = table.select(1, 0);
      let ticks = 0;
      const ticking = setInterval(() => ticks++, 1);
      await Promise.all([group.allReduce(sum), group.allReduce(mean, "mean"), group.allReduce(whole),
        group.allReduce(column), group.broadcast(handed, 1)]);
      const before = liveTensors();
      const gathered = await group.allGather(own);
      const born = liveTensors() - before;
      await group.barrier();
      clearInterval(ticking);
      await group.close();
      return [sum, mean, whole, table, column, handed, own, ...gathered].map((t) => t.numbers()).concat([born, ticks > 0]);
    `);
    const said = (rank: number) => [
      ...[[3, 20], [0.5, 1.5], [2 ** 41 + 1], [1, 1, 1, 1], [1, 1], [1, 1]],
      ...[[7 * rank], [0], [7]],
      2, // what was gathered
      true,
    ];
    expect(ended).toEqual([clean(said(0)), clean(said(1))]);
  });

  it("keeps two processes' weights equal, as one process with the whole batch would have them", async () => {
    const ended = await together(`
      const model = initialize(named(new Linear(3, 2)), rank);
      await shareWeights(distinctWeights(model), group);
      const [[, weight]] = [...distinctWeights(model)];
      const before = weight.numbers();
      weight.requireGrad();
      const rows = [[1, 2, 3], [4, 5, 7]];
      const x = tensor([rows[rank]]);
      weight.matmul(x.t()).pow(2).mean().backward();
      await averageGradients(distinctWeights(model), group);
      const averaged = weight.grad.numbers();
      weight.grad = undefined;
      weight.matmul(tensor(rows).t()).pow(2).mean().backward();
      await group.close();
      return { before, averaged, whole: weight.grad.numbers() };
    `);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    const [first, second] = ended.map(({ said }) => said as Record<string, number[]>);
    expect(second!.before).toEqual(first!.before);
    expect(second!.averaged).toEqual(first!.averaged);
    expect(first!.averaged).toEqual(first!.whole!.map((value) => expect.closeTo(value, 4)));
  });

  it("says what cannot be done, and goes on", async () => {
    const ended = await together(`
      const x = tensor([1]);
      const failures = [
        await failure((async () => group.allReduce(x, "product"))()),
        await failure((async () => group.broadcast(x, 2))()),
        await failure((async () => group.broadcast(x.toDevice("meta")))()),
      ];
      await group.allReduce(x);
      await group.close();
      failures.push(await failure((async () => group.barrier())()));
      return [...failures, x.item()];
    `);
    const said = [
      'allReduce: expected "sum" or "mean", got "product"',
      "broadcast: the root must be 0 to 1, got 2",
      "broadcast: Gloo takes tensors on the cpu, got one on meta",
      "this process group is closed",
      2,
    ];
    expect(ended).toEqual([clean(said), clean(said)]);
  });

  it("rejects where a peer leaves or stays silent, and ends cleanly", async () => {
    const left = await together(
      `await group.barrier(); if (rank === 1) process.exit(0); return failure(group.allReduce(tensor([1])));`,
    );
    expect(left[0]).toEqual(clean(expect.stringMatching(/^allReduce: /)));
    const silent = await together(
      `if (rank === 1) { await new Promise((resolve) => setTimeout(resolve, 9000)); return ""; }
       return failure(group.allReduce(tensor([1])));`,
      2,
      5000,
    );
    expect(silent[0]).toEqual(clean(expect.stringMatching(/^allReduce: /)));
  });

  it("ends with a process that leaves in the middle of a collective", async () => {
    const [first, second] = await together(
      `group.allReduce(ones([1000])).catch(() => {}); if (rank === 0) process.exit(7); return "stayed";`,
      2,
      2000,
    );
    expect([first!.code, first!.signal]).toEqual([7, null]);
    expect([second!.code, second!.signal]).toEqual([0, null]);
  });
});

describe("a meeting", () => {
  const alone = (given: Partial<Meeting>): Meeting => ({
    rank: 0,
    worldSize: 1,
    masterAddress: "127.0.0.1",
    masterPort: 29_555,
    timeout: 1500,
    ...given,
  });

  it("of one needs no other", async () => {
    const group = await ProcessGroup.open(alone({ masterPort: await freePort() }));
    const x = tensor([3]);
    await group.allReduce(x, "mean");
    expect(x.item()).toBe(3);
    await group.close();
  });

  it("that a peer misses is over after the timeout, in one sentence", async () => {
    const masterPort = await freePort();
    const before = liveTensors();
    const sentence = (rank: number) =>
      new RegExp(
        `^rank ${rank} did not meet the others of 2 processes at 127\\.0\\.0\\.1:${masterPort} within 1500 ms \\(.*\\)$`,
      );
    await expect(ProcessGroup.open(alone({ worldSize: 2, masterPort }))).rejects.toThrow(sentence(0));
    await expect(ProcessGroup.open(alone({ rank: 1, worldSize: 2, masterPort }))).rejects.toThrow(sentence(1));
    expect(liveTensors()).toBe(before);
  });

  it("refuses ranks and ports that cannot be", async () => {
    await expect(ProcessGroup.open(alone({ rank: 1 }))).rejects.toThrow("openGroup: rank must be 0 to 0, got 1");
    await expect(ProcessGroup.open(alone({ masterPort: 0 }))).rejects.toThrow("the port must be 1 to 65535, got 0");
  });

  it("is read from what torchrun sets, and a wrong variable is named", () => {
    const env = { RANK: "1", WORLD_SIZE: "4", MASTER_ADDR: "10.0.0.1", MASTER_PORT: "29500", HOME: "/" };
    expect(meetingFrom(env)).toEqual({ rank: 1, worldSize: 4, masterAddress: "10.0.0.1", masterPort: 29500 });
    expect(() => meetingFrom({ ...env, RANK: "x" })).toThrow(/^the environment's RANK is "x", and must be a number/);
    expect(() => meetingFrom({ ...env, RANK: "4" })).toThrow("the environment's RANK is 4, but WORLD_SIZE is 4");
    expect(() => meetingFrom({ ...env, MASTER_ADDR: undefined })).toThrow(/^the environment's MASTER_ADDR is missing/);
  });
});
