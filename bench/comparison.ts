import type { Run, Table } from "./table.ts";

/** Ours beside each side at one task: medians with their spread, ratios by medians and by best runs, the machine's load. */
export function comparison(
  { higherIsBetter }: Pick<Table, "higherIsBetter">,
  runs: readonly Run[],
  task: string,
): string[] {
  const own = runs.filter((run) => run.task === task);
  const ours = valuesOf(own, own[0]!.side);
  const best = (list: readonly number[]) => (higherIsBetter ? list.at(-1)! : list[0]!);
  const ratio = (mine: number, theirs: number) => (higherIsBetter ? mine / theirs : theirs / mine).toFixed(2);
  const lines = [...new Set(own.map(({ side }) => side))].map((side) => {
    const list = valuesOf(own, side);
    const spread = `${list[0]!.toFixed(1)} to ${list.at(-1)!.toFixed(1)}`;
    return (
      `${task.padEnd(28)} ${side.padEnd(20)} median ${median(list).toFixed(1).padStart(8)}  (${spread})  ` +
      `ours is ${ratio(median(ours), median(list))} x by medians, ${ratio(best(ours), best(list))} x by best runs`
    );
  });
  const loads = own.map(({ load }) => load);
  const load = `load of the machine ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  return [...lines, `${" ".repeat(28)} ${load}`];
}

export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
}

/** In ascending order. */
function valuesOf(runs: readonly Run[], side: string): number[] {
  return runs
    .filter((run) => run.side === side)
    .map(({ value }) => value)
    .sort((a, b) => a - b);
}
