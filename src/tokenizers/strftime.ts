/** Dates as C's strftime writes them in the C locale, for templates that print today's date. */

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const two = (n: number) => String(n).padStart(2, "0");
const hour12 = (time: Date) => time.getHours() % 12 || 12;
const dayOfYear = (time: Date) =>
  Math.round(
    (Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) - Date.UTC(time.getFullYear(), 0, 0)) / 864e5,
  );

const DIRECTIVES: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => DAYS[time.getDay()]!.slice(0, 3),
  A: (time) => DAYS[time.getDay()]!,
  b: (time) => MONTHS[time.getMonth()]!.slice(0, 3),
  B: (time) => MONTHS[time.getMonth()]!,
  d: (time) => two(time.getDate()),
  F: (time) => strftime(time, "%Y-%m-%d"),
  H: (time) => two(time.getHours()),
  I: (time) => two(hour12(time)),
  j: (time) => String(dayOfYear(time)).padStart(3, "0"),
  m: (time) => two(time.getMonth() + 1),
  M: (time) => two(time.getMinutes()),
  p: (time) => (time.getHours() < 12 ? "AM" : "PM"),
  S: (time) => two(time.getSeconds()),
  T: (time) => strftime(time, "%H:%M:%S"),
  y: (time) => two(time.getFullYear() % 100),
  Y: (time) => String(time.getFullYear()),
  "%": () => "%",
};

/**
 * `time` in local time. `%-d` drops the leading zeros, as glibc does.
 * @throws Error naming a directive that is not known here
 */
export function strftime(time: Date, format: string): string {
  return format.replace(/%(-?)(.?)/gsu, (whole, dash: string, letter: string) => {
    const directive = DIRECTIVES[letter];
    if (directive === undefined) throw new Error(`strftime directive ${whole} is not supported`);
    const text = directive(time);
    return dash === "" ? text : text.replace(/^0+(?=\d)/, "");
  });
}
