import { type Command, Option } from "commander";
import type { Base } from "../checkpoints/index.ts";
import type { Fact } from "../data/index.ts";
import type { LowRankDelta } from "../interventions/index.ts";
import type { EditFolder } from "../open/index.ts";
import { hearing, UsageError } from "./command-line.ts";
import type { Said, Worse } from "./edit-report.ts";
import { DEFAULT_MODEL, MODEL_HELP } from "./model-flags.ts";

const METHODS = ["rome", "memit", "ft", "ft-l"] as const;
type Method = (typeof METHODS)[number];

interface Options {
  prompt?: string;
  subject?: string;
  target?: string;
  facts?: string;
  out: string;
  method?: Method;
  list?: boolean;
  undo?: string | true;
  json?: boolean;
}

export function addEdit(program: Command): void {
  program
    .command("edit")
    .summary("make a model say something else of a fact; list edits, take them back")
    .description(
      "Makes a model say something else of a fact, by a change that is kept in a folder: `--with DIR` puts it on the model, which stays as it is. A second edit goes into the same folder.",
    )
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
    .option("--prompt <text>", 'a statement with {} in the subject\'s place: "The {} is in the city of"')
    .option("--subject <text>", 'whom or what it is about: "Colosseum"')
    .option("--target <text>", 'what shall follow: "Berlin"')
    .option("--facts <file>", "facts as JSON lines { prompt, subject, target }, or files of CounterFact or zsRE")
    .requiredOption("--out <folder>", "where edits are kept")
    .addOption(
      new Option("--method <method>", "how the change is found (default: rome, for --facts memit)").choices([
        ...METHODS,
      ]),
    )
    .option("--list", "tell which edits the folder holds")
    .option("--undo [which]", "take back the last edit, the one of that number, or all")
    .option("--json", "print an object a fact: fact, before, after, worse, seconds")
    .action(edit);
}

async function edit(name: string, options: Options): Promise<void> {
  const { out, list = false, undo, json = false } = options;
  const asked = [options.prompt, options.subject, options.target, options.facts].filter((text) => text !== undefined);
  if ((list || undo !== undefined) && asked.length > 0) throw new UsageError("--list and --undo go without a fact");
  if (list || undo !== undefined) {
    const { editFolder } = await import("../open/index.ts");
    const base = await editedBase(out);
    if (undo !== undefined) {
      if (base === undefined) throw new UsageError(`${out} holds no edit to take back`);
      takeBack(await editFolder(out, base), undo);
    }
    tell(out, base === undefined ? [] : (await editFolder(out, base)).edits, json);
    return;
  }
  const facts = await factsOf(options);
  await make(name, out, facts, { json, method: options.method ?? (options.facts === undefined ? "rome" : "memit") });
}

/** The model that a folder's edits are of; nothing where it holds none. */
async function editedBase(out: string): Promise<Base | undefined> {
  const { editedModel } = await import("../open/index.ts");
  const name = await editedModel(out);
  if (name === undefined) return undefined;
  const { load } = await import("../checkpoints/index.ts");
  const { model, config } = await load(name, hearing());
  return { model, config, name };
}

/** The one fact that was told, or those of a file. */
async function factsOf({ prompt, subject, target, facts }: Options): Promise<Fact[]> {
  const told = { "--prompt": prompt, "--subject": subject, "--target": target };
  const missing = Object.entries(told).filter(([, text]) => text === undefined);
  if (facts !== undefined) {
    if (missing.length < 3) throw new UsageError("--facts goes without --prompt, --subject and --target");
    const { readFacts } = await import("../data/index.ts");
    return readFacts(facts);
  }
  if (missing.length > 0) throw new UsageError(`an edit needs ${missing.map(([flag]) => flag).join(", ")}, or --facts`);
  const { statementOf } = await import("../editing/index.ts");
  const fact = { prompt: stated(prompt!, subject!), subject: subject!, target: target!.trim() };
  statementOf(fact);
  return [{ id: "1", ...fact, paraphrases: [], neighbours: [], portability: [] }];
}

/** A prompt with a place for its subject: where it has none, the subject itself is that place. */
function stated(prompt: string, subject: string): string {
  if (prompt.includes("{}")) return prompt;
  if (subject.trim() !== "" && prompt.split(subject).length === 2) return prompt.replace(subject, () => "{}");
  throw new UsageError(`the subject "${subject}" is not in the prompt "${prompt}": write it there, or {} in its place`);
}

async function make(
  name: string,
  out: string,
  facts: readonly Fact[],
  { json, method }: { json: boolean; method: Method },
): Promise<void> {
  const [{ load }, editing, { addDeltas }, { editFolder, keyStatistics }, { Beside }] = await Promise.all([
    import("../checkpoints/index.ts"),
    import("../editing/index.ts"),
    import("../interventions/index.ts"),
    import("../open/index.ts"),
    import("./edit-report.ts"),
  ]);
  const { onNote, onProgress } = hearing();
  const { model, config, tokenizer } = await load(name, { onNote, onProgress });
  const folder = await editFolder(out, { model, config, name });
  // What cannot be edited is refused before any time is spent.
  for (const fact of facts) {
    const prompt = editing.located(tokenizer, fact);
    if (method === "rome" || method === "memit") editing.refuseFirst(method.toUpperCase(), fact, prompt);
  }
  const riding = folder.edits.map(({ delta }) => delta);
  const beside = facts.map((fact) => new Beside(model, tokenizer, fact, riding));
  const before = beside.map((one) => one.said(riding));
  const blocks = { rome: [editing.romeBlock(model)], memit: editing.memitBlocks(model), ft: [], "ft-l": [] }[method];
  const moments = new Map<number, Awaited<ReturnType<typeof keyStatistics>>>();
  for (const block of blocks) moments.set(block, await keyStatistics({ model, tokenizer }, block, onProgress));
  const contexts = editing.contexts(model, tokenizer);
  const start = performance.now();
  const made: LowRankDelta[] = [];
  for (const group of method === "rome" ? facts.map((fact) => [fact]) : [facts]) {
    const support = { moment: (block: number) => moments.get(block)!, contexts, with: [...riding, ...made] };
    onProgress(`${method}: ${group.length === 1 ? `"${group[0]!.subject}"` : `${group.length} facts`}`);
    const change = {
      rome: () => editing.rome(model, tokenizer, group[0]!, support),
      memit: () => editing.memit(model, tokenizer, group, support),
      ft: () => editing.fineTune(model, tokenizer, group, support),
      "ft-l": () => editing.fineTune(model, tokenizer, group, support, { within: 5e-4 }),
    };
    made.push(change[method]());
  }
  const seconds = (performance.now() - start) / 1000 / facts.length;
  const known = facts.map(({ prompt, subject, target }) => ({ prompt, subject, target }));
  const delta = addDeltas("edit", made);
  const changes = [...riding, delta];
  const results = facts.map((_, i) => ({ after: beside[i]!.said(changes), worse: beside[i]!.worse(changes) }));
  folder.add({ facts: known, method, model: name }, delta, new Date());
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  for (const [i, { after, worse }] of results.entries()) {
    const fact = known[i]!;
    const result = { fact, before: before[i]!, after, worse, seconds };
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : report(result));
  }
}

interface Result {
  readonly fact: { readonly prompt: string; readonly subject: string; readonly target: string };
  readonly before: Said;
  readonly after: Said;
  readonly worse: Worse;
  readonly seconds: number;
}

/** What got worse, and then what was asked for. */
function report({ fact, before, after, worse, seconds }: Result): string {
  const { neighbours, right, subject, text } = worse;
  const change = ({ prompt, before, after }: Worse["subject"][number]) => `    ${prompt} ${before} -> ${after}`;
  const percent = (p: number) => `${(100 * p).toFixed(p < 0.01 ? 4 : 1)} %`;
  return [
    "what got worse",
    `  other subjects: ${neighbours.length} of ${right} that were right are wrong now`,
    ...neighbours.map(change),
    `  ${fact.subject} otherwise: ${subject.length} of 4 texts go on with another word`,
    ...subject.map(change),
    `  what the model wrote of ${fact.subject}: perplexity ${text.before.toFixed(2)} -> ${text.after.toFixed(2)}`,
    `${fact.prompt.replace("{}", () => fact.subject)} ${fact.target}`,
    `  before: ${percent(before.target)}, says "${before.says}"`,
    `  after:  ${percent(after.target)}, says "${after.says}"`,
    `  ${seconds.toFixed(1)} s`,
    "",
  ].join("\n");
}

/** Takes back the last edit, one by its number from 1, or all. */
function takeBack(folder: EditFolder, undo: string | true): void {
  const { edits, path } = folder;
  if (edits.length === 0) throw new UsageError(`${path} holds no edit to take back`);
  if (undo === "all") {
    folder.undo("all");
    return;
  }
  const number = undo === true ? edits.length : Number(undo);
  if (!(Number.isInteger(number) && number >= 1 && number <= edits.length))
    throw new UsageError(`--undo "${undo}": ${path} holds edits 1 to ${edits.length}; give one of them, or all`);
  folder.undo(number - 1);
}

/** The edits that are in force, a fact a line. */
function tell(path: string, edits: EditFolder["edits"], json: boolean): void {
  if (json) {
    const shown = edits.map(({ entry: { facts, method, model, date } }) => ({ facts, method, model, date }));
    process.stdout.write(`${JSON.stringify({ edits: shown })}\n`);
    return;
  }
  const lines = edits.flatMap(({ entry }, i) =>
    entry.facts.map(
      ({ prompt, subject, target }) => `${i + 1}  ${entry.method}  ${prompt.replace("{}", () => subject)} ${target}\n`,
    ),
  );
  process.stdout.write(lines.length > 0 ? lines.join("") : `${path} holds no edit\n`);
}
