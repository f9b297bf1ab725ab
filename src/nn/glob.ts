/** Whether a dotted path fits a pattern: `*` is one segment, `**` any number of them, `{a,b}` a choice. `blocks.*.mixer.{q,v}`. */
export function glob(pattern: string): (path: string) => boolean {
  const body = pattern
    .replace(/[.+?^$()|[\]\\]/g, "\\$&") // all else stands for itself
    .replace(/\*+/g, (stars) => (stars === "*" ? "[^.]+" : ".+"))
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(",", "|")})`);
  const regex = new RegExp(`^${body}$`);
  return (path) => regex.test(path);
}
