import { createInterface } from "node:readline";

/** Says that this side is ready and how it is set, then answers requests until there are no more. */
export async function serve<Request>(settings: unknown, answer: (request: Request) => unknown): Promise<void> {
  console.log(JSON.stringify(settings));
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(JSON.parse(line) as Request)));
  }
}
