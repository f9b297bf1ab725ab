/** Instruction data out of data sets: ten templates for each, which map both ways (FLAN, P3). */
import { row } from "../../harness/row.ts";
import { instructionSets, type Mapped, mapped } from "../../worlds/instruction-sets.ts";

const all = async () => Object.entries(await instructionSets()).map(([name, set]) => [name, set, mapped(set)] as const);
const share = (of: (one: Mapped) => number, found: readonly Mapped[]) =>
  found.reduce((sum, one) => sum + of(one), 0) / found.reduce((sum, { instructions }) => sum + instructions, 0);

export default row({
  id: "M27",
  bar:
    "ten templates for each of three data sets (tone of news, questions about invented medicines, addresses of presidents): every record that is written " +
    "reads back as it was, and every instruction is written again as it was; those whose fields could not be told apart are refused, fewer than one of a " +
    "hundred; what one template wrote is seldom taken by another for its own",
  holds: {
    "templates of each set": { is: [10, 10, 10] },
    "share that maps both ways, of what was not refused": { is: 1 },
    "share refused": { atMost: 0.01 },
    "control: share that another template takes for its own": { below: 0.35 },
  },
  oracle: "the records themselves; promptsource's templates are the idea's source, the words are ours",
  short: {
    "every instruction of three data sets maps both ways": async () => {
      const found = await all();
      const results = found.map(([, , one]) => one);
      const written = results.reduce((sum, { instructions, refused }) => sum + instructions - refused, 0);
      return {
        "templates of each set": [found.map(([, { templates }]) => templates.length), { is: [10, 10, 10] }],
        "instructions that do not map both ways": [
          written - results.reduce((sum, { exact }) => sum + exact, 0),
          { is: 0 },
        ],
        "share refused": [share(({ refused }) => refused, results), { atMost: 0.01 }],
        "share that another template takes for its own": [share(({ taken }) => taken, results), { below: 0.35 }],
      };
    },
  },
  async full(log) {
    const found = await all();
    for (const [name, , one] of found) log(`${name}: ${JSON.stringify(one)}`);
    const results = found.map(([, , one]) => one);
    const exact = results.reduce((sum, one) => sum + one.exact, 0);
    const written = results.reduce((sum, { instructions, refused }) => sum + instructions - refused, 0);
    const taken = share((one) => one.taken, results);
    return {
      value: {
        "templates of each set": found.map(([, { templates }]) => templates.length),
        instructions: results.map(({ instructions }) => instructions),
        "share that maps both ways, of what was not refused": exact / written,
        "share refused": share(({ refused }) => refused, results),
        "control: share that another template takes for its own": taken,
      },
      control: `of ${written} instructions ${(100 * taken).toFixed(1)} % were taken by another template of their set for its own`,
    };
  },
});
