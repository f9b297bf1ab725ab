/** Several processes at one computation: how they meet, and one model's weights and gradients among them. */
export { type Meeting, ProcessGroup } from "../tensor/index.ts";
export { averageGradients, DataParallel, type Shared, sameWeights, shareWeights, type Trace } from "./data-parallel.ts";
export { meetingFrom } from "./meeting.ts";
