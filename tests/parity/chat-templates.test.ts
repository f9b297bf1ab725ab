/** [E17] Chat templates write 50 conversations as transformers' `apply_chat_template` does (tools/chat_parity.py). */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ChatTemplate, ChatTemplateError, type Message } from "../../src/tokenizers/index.ts";

interface Case {
  messages: Message[];
  tools?: unknown[];
  add_generation_prompt: boolean;
  variables?: Record<string, unknown>;
  /** By template: the text, or what the template says against the conversation. */
  rendered: Record<string, { text: string } | { error: string }>;
}

const folder = new URL("../fixtures/tokenizers/", import.meta.url);
const { now, variables, cases }: { now: string; variables: Record<string, string>; cases: Case[] } = JSON.parse(
  gunzipSync(readFileSync(new URL("chat.json.gz", folder))).toString(),
);

function outcome(template: ChatTemplate, { messages, tools, add_generation_prompt, variables: own }: Case) {
  try {
    const text = template.render(messages, {
      addGenerationPrompt: add_generation_prompt,
      tools,
      bosToken: variables.bos_token,
      eosToken: variables.eos_token,
      now: new Date(now),
      variables: own,
    });
    return { text };
  } catch (error) {
    if (!(error instanceof ChatTemplateError)) throw error;
    return { error: error.message };
  }
}

describe("[E17] chat templates", () => {
  const names = readdirSync(new URL("templates/", folder)).map((file) => file.replace(".jinja", ""));
  it("are those of the reference", () => {
    expect(cases.length).toBe(50);
    expect(Object.keys(cases[0]!.rendered).sort()).toEqual(names.sort());
  });
  it.each(names)("%s: byte for byte on 50 conversations", (name) => {
    const template = new ChatTemplate(readFileSync(new URL(`templates/${name}.jinja`, folder), "utf8"));
    for (const each of cases) expect(outcome(template, each)).toEqual(each.rendered[name]);
  });
});
