/** [E17] Chat templates write 50 conversations as transformers' `apply_chat_template` does (tools/chat_parity.py). */
import { describe, expect, it } from "vitest";
import { cases, chatTemplate, outcome, templateNames } from "./chats.ts";

describe("[E17] chat templates", () => {
  it("are those of the reference", () => {
    expect(cases.length).toBe(50);
    expect(Object.keys(cases[0]!.rendered).sort()).toEqual([...templateNames].sort());
  });
  it.each(templateNames)("%s: byte for byte on 50 conversations", (name) => {
    const template = chatTemplate(name);
    for (const each of cases) expect(outcome(template, each)).toEqual(each.rendered[name]);
  });
});
