/** `tools/peft-ours.ts FOLDER`: writes the adapters of tests/parity/peft.ts, for `peft_parity.py --ours FOLDER` to read. */
import { writeAll } from "../tests/parity/peft.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: tools/peft-ours.ts FOLDER");
writeAll(folder);
