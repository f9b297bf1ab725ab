/**
 * Compares what tools/template_sweep.py recorded of other people's chat templates with what ChatTemplate writes: each differing
 * rendering a line, then counts. A second path takes the counts, template by template.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { ChatTemplate, ChatTemplateError } from "../src/tokenizers/index.ts";
import { type Conversation, type Outcome, optionsOf, ROLES } from "../tests/parity/templates.ts";

interface Sweep {
  readonly now: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly conversations: Readonly<Record<string, Conversation>>;
  readonly templates: Readonly<
    Record<string, { readonly source: string; readonly rendered: Readonly<Record<string, Outcome>> }>
  >;
}

/** `refused`: in a sentence of ours about roles or parts beyond OpenAI's, which transformers hands to the template. */
const KINDS = ["equal", "both raise", "refused", "different", "raises here", "raises there"] as const;
type Kind = (typeof KINDS)[number];

function ours(source: string, conversation: Conversation, now: Date): Outcome {
  try {
    return {
      text: new ChatTemplate(source).render(conversation.messages, { ...optionsOf(conversation, now), ...ROLES }),
    };
  } catch (error) {
    if (!(error instanceof ChatTemplateError)) throw error;
    return { error: error.message };
  }
}

function kindOf(there: Outcome, here: Outcome): Kind {
  if ("text" in there && "text" in here) return there.text === here.text ? "equal" : "different";
  if ("text" in here) return "raises there";
  if ("error" in there) return "both raise";
  return /^message \d+/.test(here.error) ? "refused" : "raises here";
}

function around(there: string, here: string): string {
  let at = 0;
  while (at < there.length && there[at] === here[at]) at++;
  const part = (text: string) => JSON.stringify(text.slice(Math.max(at - 30, 0), at + 50));
  return `${part(there)} there, ${part(here)} here`;
}

const [from, to] = process.argv.slice(2);
if (from === undefined) throw new Error("name the file that tools/template_sweep.py wrote");
const sweep: Sweep = JSON.parse(readFileSync(from, "utf8"));
const none = () => Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
const total = none();
const byTemplate: Record<string, string> = {};
for (const [name, { source, rendered }] of Object.entries(sweep.templates)) {
  const counts = none();
  for (const [conversation, there] of Object.entries(rendered)) {
    const here = ours(source, sweep.conversations[conversation]!, new Date(sweep.now));
    const kind = kindOf(there, here);
    counts[kind]++;
    total[kind]++;
    if (kind === "equal" || kind === "both raise") continue;
    const [a, b] = [there, here].map((outcome) => ("text" in outcome ? outcome.text : outcome.error));
    console.log(`${name}, ${conversation}: ${kind}: ${around(a!, b!)}`);
  }
  byTemplate[name] = KINDS.filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${kind}`)
    .join(", ");
}
console.log(total);
if (to !== undefined) {
  const { versions, conversations } = sweep;
  const facts = {
    date: new Date().toISOString().slice(0, 10),
    versions,
    conversations: Object.keys(conversations).length,
  };
  writeFileSync(
    to,
    `${JSON.stringify({ ...facts, templates: Object.keys(byTemplate).length, total, byTemplate }, null, 2)}\n`,
  );
}
