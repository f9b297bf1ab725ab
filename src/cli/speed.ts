import type { Completion } from "../lm/index.ts";

/** How fast an answer came: `42 tokens, 21.3 tokens/s (prompt: 37 tokens, 480 tokens/s)`. */
export function speed(completion: Completion): string {
  const { tokens, tokensPerSecond, promptTokens, promptTokensPerSecond } = completion;
  const prompt = `prompt: ${promptTokens} tokens, ${promptTokensPerSecond.toFixed(0)} tokens/s`;
  return `${tokens.length} tokens, ${tokensPerSecond.toFixed(1)} tokens/s (${prompt})`;
}
