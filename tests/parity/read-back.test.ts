import { describeTokenizer } from "../contracts/tokenizer.ts";
import { trainedHere } from "./trained-here.ts";

describeTokenizer("byte-level BPE trained here", () => trainedHere().byteLevel);
