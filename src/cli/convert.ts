import { type Command, Option } from "commander";
import type { ConvertOptions } from "../checkpoints/index.ts";
import { seconds } from "../setup/report.mjs";
import { hearing, UsageError } from "./command-line.ts";

const DTYPES = ["float32", "float16", "bfloat16"] satisfies ConvertOptions["dtype"][];

interface Flags extends Pick<ConvertOptions, "dtype"> {
  quantize?: string;
  shard?: number;
}

export function addConvert(program: Command): void {
  program
    .command("convert")
    .summary("convert a model: safetensors in a folder to GGUF, GGUF to safetensors; quantize it")
    .argument("<from>", "a folder, a .gguf or .safetensors file, or a model to fetch")
    .argument("<to>", "a file that ends in .gguf, or a folder")
    .addOption(
      new Option(
        "--quantize <format>",
        "into GGUF: the format of matrices, such as Q4_K_M or Q8_0 (default: as stored)",
      ),
    )
    .addOption(
      new Option("--dtype <dtype>", "into a folder: the type of every weight (default: as stored)").choices(DTYPES),
    )
    .option("--shard <size>", "into a folder: the most bytes of a file, for example 4GB", bytes)
    .action(convert);
}

async function convert(from: string, to: string, { quantize: asked, dtype, shard }: Flags): Promise<void> {
  const checkpoints = await import("../checkpoints/index.ts");
  const intoGguf = to.toLowerCase().endsWith(".gguf");
  const quantize = checkpoints.quantizations.find((name) => name === asked?.toUpperCase());
  if (asked !== undefined && quantize === undefined) {
    throw new UsageError(`--quantize: there is no format "${asked}" (known: ${checkpoints.quantizations.join(", ")})`);
  }
  if (intoGguf && (dtype ?? shard) !== undefined)
    throw new UsageError("--dtype and --shard are for a folder of safetensors");
  if (!intoGguf && quantize !== undefined) throw new UsageError("--quantize is for a file that ends in .gguf");
  const began = performance.now();
  const hearers = hearing();
  const path = await checkpoints.pull(from, hearers);
  await checkpoints.convert(path, to, {
    ...hearers,
    ...(quantize && { quantize }),
    ...(dtype && { dtype }),
    ...(shard !== undefined && { shardBytes: shard }),
  });
  hearers.onNote(`converted in ${seconds(began)}`);
  process.stdout.write(`${to}\n`);
}

const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/** A size such as 500MB, in bytes. */
function bytes(text: string): number {
  const [, number, unit = "B"] = /^(\d+(?:\.\d+)?) ?([KMG]?B)?$/i.exec(text) ?? [];
  const size = Math.floor(Number(number) * UNITS[unit.toUpperCase()]!);
  if (!(size > 0)) throw new UsageError(`--shard: ${JSON.stringify(text)} is no size; write for example 4GB`);
  return size;
}
