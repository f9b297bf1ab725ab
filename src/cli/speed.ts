import type { Completion } from "../lm/index.ts";

/** How an answer came: `42 tokens, 21.3 tokens/s (prompt: 37 tokens, 480 tokens/s)`, or that it was stopped. */
export function speed(completion: Completion): string {
  const { tokens, tokensPerSecond, promptTokens, promptTokensPerSecond, finish } = completion;
  const stopped = finish === "aborted" ? "stopped; " : "";
  if (promptTokensPerSecond === 0) return `${stopped}prompt: ${promptTokens} tokens`;
  const prompt = `prompt: ${promptTokens} tokens, ${promptTokensPerSecond.toFixed(0)} tokens/s`;
  return `${stopped}${tokens.length} tokens, ${tokensPerSecond.toFixed(1)} tokens/s (${prompt})`;
}
