/** Calls of tools as the protocol streams them: each in pieces, told apart by its index. */
import { z } from "zod";
import type { ToolCall } from "./message.ts";

export const ToolCallPiece = z.looseObject({
  index: z.int(),
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
export type ToolCallPiece = z.infer<typeof ToolCallPiece>;

/** Puts calls together: the id and the name come once, the arguments piece by piece. */
export class ToolCallPieces {
  readonly #calls = new Map<number, { id: string; name: string; arguments: string }>();

  push(pieces: readonly ToolCallPiece[]): void {
    for (const { index, id, function: piece } of pieces) {
      const call = this.#calls.get(index) ?? { id: "", name: "", arguments: "" };
      this.#calls.set(index, {
        id: call.id || (id ?? ""),
        name: call.name || (piece?.name ?? ""),
        arguments: call.arguments + (piece?.arguments ?? ""),
      });
    }
  }

  /** The calls so far, in the order of their indices. */
  get whole(): ToolCall[] {
    return [...this.#calls]
      .sort(([a], [b]) => a - b)
      .map(([, { id, ...called }]) => ({ id, type: "function", function: called }));
  }
}
