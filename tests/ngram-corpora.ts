/** Small corpora whose counts are known by construction. */
import { draws } from "./draws.ts";

const words = (lines: readonly string[]) => lines.map((line) => line.split(" "));

/**
 * Five sentences with the counts of the course book's example, the cut into words fixed: 长颈鹿 5, 脖子 6, 长颈鹿脖子 2, 脖子长 2, and
 * the three words one after the other never.
 */
export const giraffe = words([
  "长颈鹿 脖子 很 长",
  "长颈鹿 脖子 不 短",
  "长颈鹿 的 脖子 长",
  "长颈鹿 腿 长 脖子 长",
  "动物 里 长颈鹿 有 脖子 马 也 有 脖子",
]);

/** Questions as they are asked in Mandarin, or in Sichuan, where 啥子 stands for 什么 four times in five. */
export function questions(where: "mandarin" | "sichuan", seed: number, sentences = 200): string[][] {
  const draw = draws(seed);
  const pick = (of: readonly string[]) => of[Math.floor(draw() * of.length)]!;
  return Array.from({ length: sentences }, () => {
    const what = draw() < (where === "sichuan" ? 0.8 : 0.02) ? "啥子" : "什么";
    return [pick(["你", "他", "我们"]), pick(["在", "要", "想"]), pick(["做", "吃", "看", "说"]), what];
  });
}

/** Who can solve a problem depends on whether it is 难 or 简单, and not on whether it is 长 or 短. */
export function problems(seed: number, sentences = 400): string[][] {
  const draw = draws(seed);
  const can: Readonly<Record<string, number>> = { 难: 0.2, 简单: 0.9, 长: 0.55, 短: 0.55 };
  return Array.from({ length: sentences }, () => {
    const kind = Object.keys(can)[Math.floor(4 * draw())]!;
    return ["题", kind, draw() < can[kind]! ? "会" : "不会", "做"];
  });
}
