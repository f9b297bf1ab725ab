/** Whether a damaged file was read, or refused as it should be. */
import { CheckpointError } from "../../src/checkpoints/index.ts";
import { MalformedTokenizerError } from "../../src/tokenizers/index.ts";

/** What came of reading: nothing, a sentence that names the file, or anything else that was thrown. */
export async function judged(
  named: RegExp,
  read: () => Promise<void>,
): Promise<{ outcome: "read" | "refused" | "unclear"; message: string }> {
  try {
    await read();
    return { outcome: "read", message: "" };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const isOurs = error instanceof CheckpointError || error instanceof MalformedTokenizerError;
    const isClear = isOurs && /^[^\n]{10,2000}$/.test(error.message) && named.test(error.message);
    return { outcome: isClear ? "refused" : "unclear", message };
  }
}
