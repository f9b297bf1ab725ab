/** Conversations for chat templates as the Python tools write them, and how ChatTemplate is asked for one. */
import type { History } from "../../src/lm/index.ts";
import type { RenderOptions } from "../../src/tokenizers/index.ts";

/** What a template gives: a text, or why it gives none. */
export type Outcome = { readonly text: string } | { readonly error: string };

export interface Conversation {
  readonly messages: History;
  readonly tools?: readonly unknown[];
  readonly documents?: readonly unknown[];
  readonly gen?: boolean;
  readonly open?: boolean;
  readonly vars?: Readonly<Record<string, unknown>>;
}

export const optionsOf = (
  { tools, documents, gen, open, vars }: Conversation,
  now: Date,
): Pick<
  RenderOptions,
  "tools" | "documents" | "variables" | "now" | "addGenerationPrompt" | "continueFinalMessage"
> => ({
  ...{ tools, documents, variables: vars, now },
  ...{ addGenerationPrompt: gen, continueFinalMessage: open },
});

/** The tokens that the tools give a template. */
export const ROLES = { bosToken: "<s>", eosToken: "</s>" };
