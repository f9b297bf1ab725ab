/** Looking inside: what a model holds where, and what it does when that is changed. */
export { corrupt, patch, restore } from "./patching.ts";
export { type Recorder, record } from "./record.ts";
export { locate, type Tokenized, tokenized } from "./subject.ts";
export { type Trace, type TraceKind, type TraceOptions, trace, traced, traceKinds } from "./trace.ts";
export type { Tracing } from "./tracing.ts";
