/**
 * Causal tracing (Meng et al. 2022): noise on the subject takes the answer away, and one clean state at a time is put back. What brings
 * the answer back early stands at the subject's last token, and late at the end of the prompt.
 */
import { writeFileSync } from "node:fs";
import { load } from "tenon/checkpoints";
import { trace, traceMap } from "tenon/interpretability";
import { svgOf, terminalOf } from "tenon/pictures";

const { model, tokenizer } = await load("smollm2-135m-instruct");
const layers = [1, 4, 7, 10, 13, 16, 19, 22, 25, 28];
const asked = { prompt: "The Colosseum is located in the city of", subject: "Colosseum", samples: 3, layers };
const map = traceMap(trace(model, tokenizer, asked));
console.log(terminalOf(map));
writeFileSync("trace.svg", svgOf([map]));
