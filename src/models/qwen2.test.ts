import { describeArchitecture } from "../../tests/contracts/architecture.ts";
import { architecture } from "./index.ts";

describeArchitecture("Qwen2", architecture("qwen2"), { kind: "qwen2" });
describeArchitecture("Qwen2 with a tied head", architecture("qwen2"), { kind: "qwen2", tied: true });
