import { describeModel } from "../../tests/contracts/model.ts";
import { qwen2Architecture } from "./index.ts";

const sizes = { width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 48 };
describeModel("Qwen2", qwen2Architecture, { sizes });
describeModel("Qwen2 with a tied head", qwen2Architecture, { sizes: { ...sizes, tied: true } });
