import { describeModel } from "../../tests/contracts/model.ts";
import { gpt2Architecture } from "./index.ts";

const sizes = { width: 32, depth: 2, heads: 4, hidden: 48, context: 16 };
describeModel("GPT-2", gpt2Architecture, { sizes });
describeModel("GPT-2 with a head of its own", gpt2Architecture, { sizes: { ...sizes, tied: false } });
