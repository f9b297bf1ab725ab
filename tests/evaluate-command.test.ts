/** `tenon evaluate` and `tenon sample` as scripts see them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tenon } from "./built.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-evaluate-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const hypotheses = file("hypotheses", "the cat sat on the mat\na dog barked\n");
const references = file("references", "the cat sat on the mat\na dog was barking\n");
const compared = ["--hypotheses", hypotheses, "--references", references];

test("bleu and chrf of files, a line each", async () => {
  const bleu = JSON.parse((await tenon(["evaluate", "bleu", ...compared, "--json"])).stdout);
  expect(bleu.score).toBeGreaterThan(60);
  expect(bleu.score).toBeLessThan(100);
  const said = (await tenon(["evaluate", "bleu", ...compared])).stdout;
  expect(said).toContain(`BLEU ${bleu.score.toFixed(2)}, precisions ${bleu.precisions[0].toFixed(1)}/`);
  const same = ["--hypotheses", references, "--references", references];
  expect((await tenon(["evaluate", "bleu", ...same])).stdout).toBe(
    "BLEU 100.00, precisions 100.0/100.0/100.0/100.0, brevity penalty 1.000\n",
  );
  expect((await tenon(["evaluate", "chrf", ...same, "--words"])).stdout).toBe("chrF++ 100.00\n");
});

test("perplexity by windows, and BERTScore", async () => {
  const text = file("text", "Once upon a time there was a king who had three daughters.");
  const run = await tenon(["evaluate", "perplexity", text, "--window", "8", "--stride", "4", "--json"]);
  const { perplexity, bitsPerByte, tokens, bytes } = JSON.parse(run.stdout);
  expect(bytes).toBe(58);
  expect(Math.log2(perplexity) * tokens).toBeCloseTo(bitsPerByte * bytes, 6);
  for (const window of ["2", "5"]) {
    const moved = await tenon(["evaluate", "perplexity", text, "--window", window, "--json"]);
    expect(JSON.parse(moved.stdout)).toMatchObject({ tokens, bytes });
  }
  expect((await tenon(["evaluate", "perplexity", text, "--window", "8", "--stride", "8"])).stderr).toContain(
    "stride must be a whole number from 1 to 7",
  );
  const { f, scores } = JSON.parse((await tenon(["evaluate", "bertscore", ...compared, "--json"])).stdout);
  expect(scores).toHaveLength(2);
  expect(scores[0].f).toBeCloseTo(1, 5);
  expect(f).toBeLessThan(1);
  const judged = (...files: string[]) =>
    tenon(["evaluate", "bertscore", "--hypotheses", hypotheses, "--references", ...files]);
  const other = file("other", "it rained\na dog barked\n");
  const [both, exchanged] = [await judged(references, other), await judged(other, references)];
  expect(both.stdout).toBe("BERTScore F 1.0000, precision 1.0000, recall 1.0000\n");
  expect(exchanged.stdout).toBe(both.stdout);
});

test("what cannot be compared is one sentence", async () => {
  const short = file("short", "the cat\n");
  const latin = file("latin", Buffer.from([0xe9, 0x0a]));
  const judged = (own: string, other: string) => ["evaluate", "bleu", "--hypotheses", own, "--references", other];
  for (const [args, said] of [
    [judged(hypotheses, short), `${hypotheses} has 2 lines and ${short} has 1`],
    [judged(latin, latin), `${latin} is not UTF-8 text`],
    [judged(file("empty", ""), short), "has 0 lines"],
    [judged(join(folder, "none"), short), "cannot be read: there is no such file or folder"],
    [[...judged(short, short), "--tokenizer", "mt"], "--tokenizer must be 13a, zh, char or none, not mt"],
    [["sample", "--prompt", ""], "the prompt is empty"],
    [["sample", "--prompt", "x", "--max-tokens", "0"], "--max-tokens must be above 0"],
  ] as const) {
    const run = await tenon(args);
    expect(run.code).not.toBe(0);
    expect(run.stderr).toContain(said);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
  }
});

test("sample goes on by every method, with what each drew from", async () => {
  const { stdout } = await tenon(["sample", "--prompt", "The capital of France is", "--max-tokens", "3", "--json"]);
  const { samples } = JSON.parse(stdout) as {
    samples: { method: string; tokens: number[]; distribution?: { text: string; probability: number }[] }[];
  };
  expect(samples.length).toBeGreaterThan(10);
  const of = (method: string) => samples.find((sample) => sample.method === method)!;
  expect(of("greedy").tokens).toHaveLength(3);
  expect(of("greedy").distribution![0]!.text).toBe(" Paris");
  expect(of("min-p 0.1").distribution).toHaveLength(1);
  expect(of("beam search, 4 beams").distribution).toBeUndefined();
});
