/** 50 conversations as transformers' own template function writes them (tools/chat_parity.py), and as ours does. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Message } from "../../src/lm/index.ts";
import { ChatTemplate, ChatTemplateError } from "../../src/tokenizers/index.ts";

export interface Case {
  messages: Message[];
  tools?: unknown[];
  add_generation_prompt: boolean;
  variables?: Record<string, unknown>;
  /** By template: the text, or what the template says against the conversation. */
  rendered: Record<string, { text: string } | { error: string }>;
}

const folder = new URL("../fixtures/tokenizers/", import.meta.url);
const file: { now: string; variables: Record<string, string>; cases: Case[] } = JSON.parse(
  gunzipSync(readFileSync(new URL("chat.json.gz", folder))).toString(),
);
export const { cases } = file;
export const templateNames = readdirSync(new URL("templates/", folder)).map((name) => name.replace(".jinja", ""));
export const chatTemplate = (name: string) =>
  new ChatTemplate(readFileSync(new URL(`templates/${name}.jinja`, folder), "utf8"));

export function outcome(template: ChatTemplate, { messages, tools, add_generation_prompt, variables: own }: Case) {
  try {
    const text = template.render(messages, {
      addGenerationPrompt: add_generation_prompt,
      tools,
      bosToken: file.variables.bos_token,
      eosToken: file.variables.eos_token,
      now: new Date(file.now),
      variables: own,
    });
    return { text };
  } catch (error) {
    if (!(error instanceof ChatTemplateError)) throw error;
    return { error: error.message };
  }
}

/** How the conversations differ, and how many are written otherwise; a changed template may be given for a control. */
export function compareChats(name: string, template = chatTemplate(name)) {
  const found = { conversations: 0, withSystem: 0, prompted: 0, severalTurns: 0, refused: 0, characters: 0, apart: 0 };
  for (const each of cases) {
    const expected = each.rendered[name]!;
    found.conversations += 1;
    found.withSystem += Number(each.messages[0]?.role === "system");
    found.prompted += Number(each.add_generation_prompt);
    found.severalTurns += Number(each.messages.filter(({ role }) => role === "user").length > 1);
    found.refused += Number("error" in expected);
    found.characters += "text" in expected ? expected.text.length : 0;
    found.apart += Number(JSON.stringify(outcome(template, each)) !== JSON.stringify(expected));
  }
  return found;
}
