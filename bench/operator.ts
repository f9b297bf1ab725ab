/** The cost of an operator call: `add` on four floats, ours beside Python's `torch.add` on the same LibTorch. */
import { NO_PYTHON, ownSide, pythonSide, type Table } from "./table.ts";

export const operator: Table = {
  title: "add of four floats, no derivatives recorded",
  unit: "ns a call",
  higherIsBetter: false,
  async prepare() {
    const python = pythonSide("torch.add", "sides/torch-add.py", []);
    return {
      sides: [ownSide("tenon", "sides/tenon-add.ts", []), ...(python === undefined ? [] : [python])],
      requests: { "add [4] + [4]": { calls: 200_000 } },
      ...(python === undefined && { note: NO_PYTHON }),
    };
  },
  value: ({ seconds, calls }) => (Number(seconds) / Number(calls)) * 1e9,
};
