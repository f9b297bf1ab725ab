/** Dates as Python's `datetime.strftime` writes them on glibc, in the C locale, of a time without a zone. */

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const hour12 = (time: Date) => time.getHours() % 12 || 12;
const day = (year: number, month: number, date: number) => Math.round(Date.UTC(year, month, date) / 864e5);
const dayOfYear = (time: Date) =>
  day(time.getFullYear(), time.getMonth(), time.getDate()) - day(time.getFullYear(), 0, 0);
/** From 1, Monday, to 7. */
const isoDay = (time: Date) => time.getDay() || 7;
/** Weeks that begin on Sundays, or on Mondays; the days before the first are week 0. */
const week = (time: Date, first: number) => Math.floor((dayOfYear(time) + 6 - ((time.getDay() - first + 7) % 7)) / 7);

/** The week of ISO 8601, and its year: that of its Thursday. */
function isoWeek(time: Date): { year: number; week: number } {
  const thursday = new Date(time.getFullYear(), time.getMonth(), time.getDate() + 4 - isoDay(time));
  return { year: thursday.getFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) };
}

interface Numeral {
  readonly value: (time: Date) => number;
  readonly width: number;
  readonly pad?: string;
}

const NUMBERS: Readonly<Record<string, Numeral>> = {
  C: { value: (time) => Math.floor(time.getFullYear() / 100), width: 2 },
  d: { value: (time) => time.getDate(), width: 2 },
  e: { value: (time) => time.getDate(), width: 2, pad: " " },
  g: { value: (time) => isoWeek(time).year % 100, width: 2 },
  G: { value: (time) => isoWeek(time).year, width: 1 },
  H: { value: (time) => time.getHours(), width: 2 },
  I: { value: hour12, width: 2 },
  j: { value: dayOfYear, width: 3 },
  k: { value: (time) => time.getHours(), width: 2, pad: " " },
  l: { value: hour12, width: 2, pad: " " },
  m: { value: (time) => time.getMonth() + 1, width: 2 },
  M: { value: (time) => time.getMinutes(), width: 2 },
  s: { value: (time) => Math.floor(time.getTime() / 1000), width: 1 },
  S: { value: (time) => time.getSeconds(), width: 2 },
  u: { value: isoDay, width: 1 },
  U: { value: (time) => week(time, 0), width: 2 },
  V: { value: (time) => isoWeek(time).week, width: 2 },
  w: { value: (time) => time.getDay(), width: 1 },
  W: { value: (time) => week(time, 1), width: 2 },
  y: { value: (time) => time.getFullYear() % 100, width: 2 },
  Y: { value: (time) => time.getFullYear(), width: 1 },
};

const TEXTS: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => DAYS[time.getDay()]!.slice(0, 3),
  A: (time) => DAYS[time.getDay()]!,
  b: (time) => MONTHS[time.getMonth()]!.slice(0, 3),
  B: (time) => MONTHS[time.getMonth()]!,
  c: (time) => strftime(time, "%a %b %e %H:%M:%S %Y"),
  D: (time) => strftime(time, "%m/%d/%y"),
  f: (time) => String(time.getMilliseconds() * 1000).padStart(6, "0"),
  F: (time) => strftime(time, "%Y-%m-%d"),
  h: (time) => MONTHS[time.getMonth()]!.slice(0, 3),
  n: () => "\n",
  p: (time) => (time.getHours() < 12 ? "AM" : "PM"),
  P: (time) => (time.getHours() < 12 ? "am" : "pm"),
  r: (time) => strftime(time, "%I:%M:%S %p"),
  R: (time) => strftime(time, "%H:%M"),
  t: () => "\t",
  T: (time) => strftime(time, "%H:%M:%S"),
  x: (time) => strftime(time, "%m/%d/%y"),
  X: (time) => strftime(time, "%H:%M:%S"),
  z: () => "",
  Z: () => "",
  "%": () => "%",
};

/**
 * `time` in local time. glibc's flags: `-` drops what fills up, `_` fills with spaces, `0` with zeros, `^` writes
 * capitals, `#` the other case. A directive that is not known stays as it is written.
 */
export function strftime(time: Date, format: string): string {
  return format.replace(/%([-_0^#]*)([EO]?)([\s\S]?)/gu, (whole, flags: string, _modifier: string, letter: string) => {
    const numeral = Object.hasOwn(NUMBERS, letter) ? NUMBERS[letter] : undefined;
    if (numeral !== undefined) return filled(numeral, time, flags);
    if (!Object.hasOwn(TEXTS, letter)) return whole;
    const text = TEXTS[letter]!(time);
    if (flags.includes("^")) return text.toUpperCase();
    return flags.includes("#") ? (letter === "p" ? text.toLowerCase() : text.toUpperCase()) : text;
  });
}

function filled({ value, width, pad = "0" }: Numeral, time: Date, flags: string): string {
  const digits = String(value(time));
  const flag = /[-_0](?!.*[-_0])/.exec(flags)?.[0];
  return flag === "-" ? digits : digits.padStart(width, flag === "_" ? " " : (flag ?? pad));
}
