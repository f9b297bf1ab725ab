/** Adapters of peft 0.21 here, and ours there. */
import { expect, it } from "vitest";
import { ours, sums, theirs, training } from "./peft.ts";

it("reads what peft writes: its log-probabilities, where the base alone is far from them", () => {
  const found = Object.entries(theirs());
  expect(found).toHaveLength(13);
  for (const [name, { apart, without }] of found) {
    expect(apart, name).toBeLessThan(1e-4);
    expect(without, name).toBeGreaterThan(1);
  }
});

it("writes what peft reads: the very bytes that it was given are written today, and it computed the same", () => {
  const { distances, refused, other } = ours();
  expect(other).toEqual([]);
  expect(Object.keys(distances)).toHaveLength(9);
  for (const [name, apart] of Object.entries(distances)) expect(apart, name).toBeLessThan(1e-4);
  expect(refused).toEqual({ adapter: "KeyError('TENON_ADAPTER')" });
});

it("adds adapters up as add_weighted_adapter does", () => {
  const found = sums();
  expect(Object.keys(found)).toHaveLength(4);
  for (const [by, apart] of Object.entries(found)) expect(apart, by).toBeLessThan(by === "svd" ? 1e-3 : 1e-4);
});

it("learns as peft does, and not under another alpha", () => {
  const [own, other] = [training(), training(0.5)];
  expect(own.gradients).toBeLessThan(1e-5);
  expect(own.losses).toBeLessThan(1e-4);
  expect(own.first - own.last).toBeGreaterThan(0.1);
  expect(other.gradients).toBeGreaterThan(1e-2);
  expect(other.losses).toBeGreaterThan(1e-2);
});
