/** What set-up costs, as a table of a README. */
import type { SetupCosts } from "../bench/setup.ts";

const WORDS = {
  en: {
    head: "| step | seconds | disk |",
    npm: "npm packages, to run / to test",
    build: "compiling TypeScript",
    libtorch: "LibTorch, PyTorch's CPU wheel (192 MB to fetch)",
    addon: "compiling the addon, LibTorch 2.13.0 / Debian's 1.13.1",
    model: "the model in 4 bits from PyPI (93 MB to fetch), or the hub's file (269 MB)",
    first: "**all of it, from an empty cache to the first answer**",
    again: "set-up, a second time",
    second: "a second `npm start`, from the command to the answer through a pipe",
    told: ({ date, cores, machine, node, load, localWheels, first }: SetupCosts) =>
      `Measured on ${date} on ${cores} cores (${machine}, load ${load.join(" to ")}, Node ${node}), ${localWheels ? "LibTorch's wheel from a folder of this machine, all else over" : "over"} a fast line: ${first.processor} s of processor time in all. Steps that do not need one another go on at the same time.`,
  },
  zh: {
    head: "| 步骤 | 秒 | 磁盘 |",
    npm: "npm 包，运行 / 测试",
    build: "编译 TypeScript",
    libtorch: "LibTorch，PyTorch 的 CPU wheel（下载 192 MB）",
    addon: "编译插件，LibTorch 2.13.0 / Debian 的 1.13.1",
    model: "模型：PyPI 的 4 位文件（下载 93 MB），或模型站的文件（269 MB）",
    first: "**全部，从空缓存到第一个回答**",
    again: "第二次安装",
    second: "第二次 `npm start`，从命令到经管道的回答",
    told: ({ date, cores, machine, node, load, localWheels, first }: SetupCosts) =>
      `${date} 测于 ${cores} 核（${machine}，负载 ${load.join(" 至 ")}，Node ${node}），${localWheels ? "LibTorch 的 wheel 取自本机文件夹，其余经" : "经"}快速网络：共用处理器时间 ${first.processor} 秒。互不依赖的步骤同时进行。`,
  },
} as const;

/** Seconds to two digits. */
const seconds = (value: number) => String(Number(value.toPrecision(2)));
const megabytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1e6))} MB`;

/** A table in Markdown, with how it was measured behind it. */
export function setupTable(costs: SetupCosts, language: keyof typeof WORDS): string {
  const words = WORDS[language];
  const { first, dev, system, again, second } = costs;
  const row = (name: string, time: string, disk = "") => `| ${name} | ${time} | ${disk} |`;
  const { npm, ...steps } = first.steps;
  const both = (one: string, other: string | undefined) => (other === undefined ? one : `${one} / ${other}`);
  return [
    "",
    words.head,
    "|---|---|---|",
    row(
      words.npm,
      both(seconds(npm.seconds), seconds(dev.seconds)),
      both(megabytes(npm.bytes), megabytes(dev.bytes ?? 0)),
    ),
    ...(Object.keys(steps) as (keyof typeof steps)[]).map((name) =>
      row(
        words[name],
        both(seconds(steps[name].seconds), name === "addon" && system ? seconds(system.seconds) : undefined),
        megabytes(steps[name].bytes),
      ),
    ),
    row(words.first, `**${seconds(first.seconds)}**`, `**${megabytes(first.bytes ?? 0)}**`),
    row(words.again, seconds(again.seconds)),
    row(words.second, seconds(second.seconds)),
    "",
    words.told(costs),
    "",
  ].join("\n");
}
