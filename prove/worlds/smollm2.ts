/** SmolLM2 in float32, as rows that compare with transformers run it. */
import { load } from "../../src/checkpoints/index.ts";

export const smollm2 = () => load("smollm2-135m-instruct-q4_1", { pull: false });
