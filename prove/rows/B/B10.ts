/** Chat templates: a conversation as the text that a model was trained to see. */

import { ChatTemplate } from "../../../src/tokenizers/index.ts";
import { chatTemplate, compareChats, templateNames } from "../../../tests/parity/chats.ts";
import { smollm2 } from "../../../tests/parity/hard-lines.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "B10",
  bar:
    "50 conversations (with and without a system message, of several turns, with tools, with and without a generation prompt) " +
    "written by SmolLM2's own template byte for byte as the reference writes them, refusals in the same words; so by the other " +
    "templates that the tests hold",
  holds: {
    conversations: { is: 50 },
    "written otherwise": { is: 0 },
    "written otherwise by the template in SmolLM2's file": { is: 0 },
    "written otherwise by them": { is: 0 },
    "control: conversations that differ with one space more after <|im_end|>": { above: 25 },
  },
  oracle: "transformers 5.23.0 (apply_chat_template's own renderer), jinja2 3.1.6",
  short: {
    "writes 50 conversations byte for byte as transformers does": () => {
      const { conversations, withSystem, prompted, severalTurns, apart } = compareChats("smollm2");
      return {
        conversations: [conversations, { is: 50 }],
        "written otherwise": [apart, { is: 0 }],
        "with a system message, a generation prompt, several turns": [
          [withSystem, prompted, severalTurns],
          { above: 10 },
        ],
      };
    },
  },

  async full(log) {
    const own = compareChats("smollm2");
    const asLoaded = compareChats("smollm2", new ChatTemplate(smollm2().chatTemplate!.source));
    log(JSON.stringify(own));
    const others = templateNames.filter((name) => name !== "smollm2").map((name) => ({ name, ...compareChats(name) }));
    for (const { name, apart } of others) log(`${name}: ${apart} apart`);
    const source = chatTemplate("smollm2").source;
    const control = compareChats("smollm2", new ChatTemplate(source.replace("<|im_end|>", "<|im_end|> ")));
    const apart = own.apart + asLoaded.apart + others.reduce((sum, other) => sum + other.apart, 0);
    return {
      value: {
        conversations: own.conversations,
        "with a system message": own.withSystem,
        "with a generation prompt": own.prompted,
        "with several turns of the user": own.severalTurns,
        characters: own.characters,
        "written otherwise": own.apart,
        "written otherwise by the template in SmolLM2's file": asLoaded.apart,
        "other templates": others.length,
        "written otherwise by them": apart - own.apart - asLoaded.apart,
        "control: conversations that differ with one space more after <|im_end|>": control.apart,
      },
      control: `one space more after <|im_end|>: ${control.apart} of ${control.conversations} conversations differ`,
    };
  },
});
