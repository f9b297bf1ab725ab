import type { Completion } from "../lm/index.ts";

/** How an answer came: `42 tokens, 21.3 tokens/s (prompt: 37 tokens, 480 tokens/s)`; speeds that are not known are left out. */
export function speed(completion: Completion): string {
  const { tokens, tokensPerSecond, promptTokens, promptTokensPerSecond, finish } = completion;
  const rate = (perSecond: number, digits: number) =>
    perSecond === 0 ? "" : `, ${perSecond.toFixed(digits)} tokens/s`;
  const prompt = `prompt: ${promptTokens} tokens${rate(promptTokensPerSecond, 0)}`;
  return `${finish === "aborted" ? "stopped; " : ""}${tokens.length} tokens${rate(tokensPerSecond, 1)} (${prompt})`;
}
