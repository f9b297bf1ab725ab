import { describeTokenizer, SAMPLES } from "../contracts/tokenizer.ts";
import { fromFixture, smollm2 } from "./hard-lines.ts";

describeTokenizer("SmolLM2", smollm2);
describeTokenizer("LLaMA 3's shape", () => fromFixture("llama3"));
describeTokenizer("Qwen 2's shape", () => fromFixture("qwen2"));
// It puts a space before every text, which decoding keeps.
describeTokenizer("GPT-2's shape", () => fromFixture("gpt2"), {
  samples: SAMPLES.filter((text) => /^(?: |$)/.test(text)),
});
