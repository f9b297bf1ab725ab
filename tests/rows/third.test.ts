import { describeRows } from "./rows.ts";

await describeRows(2);
