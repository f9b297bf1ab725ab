/**
 * What is wrong with somebody's file or setting, told in one sentence of ours: where, what was found, what was expected; and making
 * folders, whose refusals are the system's.
 */
export { makeFolder } from "../setup/folder.mjs";
export { closest, didYouMean } from "../setup/nearest.mjs";
export { ArgumentError, type Checked, check, checked, type Fault } from "./check.ts";
export { optionsOf } from "./options.ts";
export { listed, oneLine, shown } from "./shown.ts";
export { strictObject } from "./strict-object.ts";
export { systemReason, systemSentence } from "./system.ts";
