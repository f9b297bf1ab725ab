/** The process that reads a Parquet file for parquet.ts: `parquet-reader PATH COLUMN`. Each message is answered with some rows. */
import { type Fault, faultOf, type Row, rowsOf } from "./parquet-rows.ts";

/** Rows, undefined at the end; or what is wrong with the file. */
export type Answer = { readonly rows: readonly Row[] | undefined } | Fault;

const answer = (message: Answer) => process.send!(message);
// A range that nobody awaits any more because another failed.
process.on("unhandledRejection", (error) => answer(faultOf(error)));
const [path, column] = process.argv.slice(2) as [string, string];
const source = rowsOf(path, column);
process.on("message", () => {
  source.next().then(
    ({ value }) => answer({ rows: value as Row[] | undefined }),
    (error) => answer(faultOf(error)),
  );
});
