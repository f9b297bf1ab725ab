/** What an endpoint that speaks OpenAI's protocol answers, as far as it is read. */
import { z } from "zod";
import { ToolCallPiece } from "./openai-tool-calls.ts";

const EchoedLogprobs = z.looseObject({
  token_logprobs: z.array(z.number().nullable()),
  /** Where each token begins in the text, in characters. */
  text_offset: z.array(z.int()).optional(),
});
export type EchoedLogprobs = z.infer<typeof EchoedLogprobs>;

const Usage = z.looseObject({
  prompt_tokens: z.int(),
  completion_tokens: z.int().nullish(),
  prompt_tokens_details: z.looseObject({ cached_tokens: z.int().nullish() }).nullish(),
});

const finish = z.string().nullish();
export const Piece = z.looseObject({
  choices: z.array(
    z.looseObject({
      text: z.string().nullish(), // /completions
      delta: z // /chat/completions
        .looseObject({ content: z.string().nullish(), tool_calls: z.array(ToolCallPiece).nullish() })
        .optional(),
      finish_reason: finish,
    }),
  ),
  usage: Usage.nullish(),
});
export const Echo = z.looseObject({
  choices: z.array(z.looseObject({ logprobs: EchoedLogprobs.nullish() })).min(1),
});
export const Embeddings = z.looseObject({
  data: z.array(z.looseObject({ index: z.int(), embedding: z.array(z.number()) })),
});

/** In tokens; of those of the prompt, `cached` were read before. */
export interface Counts {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
}

export function countsOf({ prompt_tokens, completion_tokens, prompt_tokens_details }: z.infer<typeof Usage>): Counts {
  const cached = prompt_tokens_details?.cached_tokens ?? 0;
  return { prompt: prompt_tokens, cached, completion: completion_tokens ?? 0 };
}
