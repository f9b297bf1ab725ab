/** Looking inside: what a model holds where, and what it does when that is changed. */
export { type Recorder, record } from "./record.ts";
export { corrupt, restore } from "./trace.ts";
