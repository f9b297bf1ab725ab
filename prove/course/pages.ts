/** The pages of the course, as text by path: one a chapter and language, their indices, and the Chinese index of terms. */
import {
  type Chapter,
  chapters,
  corrections,
  evidenceOf,
  isBuilt,
  LANGUAGES,
  type Language,
  linesOf,
  type Place,
  places,
  proseOf,
  type Row,
  rows,
} from "./notes.ts";
import { sentence, type Tell } from "./words.ts";

/** What a page says of itself, in both languages. */
const TEXTS = {
  en: {
    course: "The course",
    chapter: (n: number) => `Chapter ${n}`,
    other: "中文",
    stands: (built: number, all: number) => `${built} of the ${all} systems of this chapter are demonstrated.`,
    formula: "formula",
    code: "code",
    run: "demonstration",
    kept: "evidence",
    found: { passed: "Shown.", negative: "A negative result.", failed: "It fails today." },
    codeOnly: "The code stands; its demonstration is not built yet.",
    missing: "Not built yet",
    missingHead: "| row | system |",
    err: "Where the notes err.",
    errHere: "Where the notes err in these",
    written:
      "Written by `npm run docs:course` from the rows, their evidence and the doc comments; the prose is by hand.",
    intro:
      "A page a chapter of the course notes: what each system is, the formula as it stands in the code, the command that demonstrates it, what came out beside what was asked, and where the notes err.",
    head: "| chapter | demonstrated | systems |",
    terms: "[中文术语索引](../zh/terms.md)",
  },
  zh: {
    course: "课程",
    chapter: (n: number) => `第 ${n} 章`,
    other: "English",
    stands: (built: number, all: number) => `本章 ${all} 个系统，已演示 ${built} 个。`,
    formula: "公式",
    code: "代码",
    run: "演示",
    kept: "证据",
    found: { passed: "已证明。", negative: "否定的结果。", failed: "目前不成立。" },
    codeOnly: "代码已有，演示尚未建成。",
    missing: "尚未建成",
    missingHead: "| 编号 | 系统 |",
    err: "笔记有误之处。",
    errHere: "以上各行，笔记有误之处",
    written: "由 `npm run docs:course` 根据各行、证据与文档注释写成；导语为手写。",
    intro: "课程笔记的每章一页：每个系统是什么，代码中的公式，演示的命令，所得与所求，以及笔记有误之处。",
    head: "| 章 | 已演示 | 系统 |",
    terms: "[术语索引](terms.md)",
  },
} as const;

const titleOf = (row: Row, language: Language) => (language === "en" ? row.title : row.zh);
const nameOf = (chapter: Chapter, language: Language) => (language === "en" ? chapter.group : chapter.zh);
const rowsOf = ({ group }: Chapter) => rows.filter((row) => row.group === group);
const builtOf = (chapter: Chapter) => rowsOf(chapter).filter(({ id }) => isBuilt(id));
const anchor = (id: string) => `<a id="${id}"></a>`;

/** All pages, by path from the root; `tell` says figures and outcomes. */
export function pages(tell: Tell): Map<string, string> {
  const all = new Map<string, string>();
  for (const language of LANGUAGES) {
    for (const chapter of chapters)
      all.set(`docs/course/${language}/${chapter.page}.md`, pageOf(chapter, language, tell));
    all.set(`docs/course/${language}/README.md`, indexOf(language));
  }
  all.set("docs/course/zh/terms.md", terms());
  return all;
}

function pageOf(chapter: Chapter, language: Language, tell: Tell): string {
  const texts = TEXTS[language];
  const own = rowsOf(chapter);
  const [told, rest] = [own.filter(isTold), own.filter((row) => !isTold(row))];
  const other = language === "en" ? "zh" : "en";
  return joined([
    `# ${texts.chapter(chapters.indexOf(chapter) + 1)} · ${nameOf(chapter, language)}`,
    `[${texts.course}](README.md) · [${texts.other}](../${other}/${chapter.page}.md)`,
    proseOf(language, chapter),
    texts.stands(builtOf(chapter).length, own.length),
    ...told.flatMap((row) => sectionOf(row, language, tell)),
    ...missing(rest, language),
    `---\n\n${texts.written}`,
  ]);
}

/** A row that has more to say than its name. */
const isTold = ({ id }: Row) => isBuilt(id) || places[id] !== undefined;

function sectionOf(row: Row, language: Language, tell: Tell): string[] {
  const texts = TEXTS[language];
  const { id } = row;
  const found = isBuilt(id) ? tell(id, "status", undefined, language) : texts.codeOnly;
  return [
    `## ${anchor(id)}${id} · ${titleOf(row, language)}`,
    ...(places[id] ?? []).map((place) => placeOf(place, language)),
    ...(isBuilt(id)
      ? [
          `\`npm run prove ${id} -- --dry\` · ${link(texts.run, `prove/rows/${id[0]}/${id}.ts`)} · ${link(texts.kept, `docs/evidence/${id}.json`)}`,
          `**${found}** ${sentence(id, language, tell)}`,
        ]
      : [`*${texts.codeOnly}*`]),
    ...errors(id, language).map((text) => `> **${texts.err}** ${text}`),
  ];
}

function placeOf(place: Place, language: Language): string {
  const { formula, code } = linesOf(place);
  const at = (word: string, line: number) => `${word} ${link(`${place.file}:${line}`, `${place.file}#L${line}`)}`;
  if (!("says" in place) || formula === undefined) return at(TEXTS[language].code, code);
  const lines = `${at(TEXTS[language].formula, formula)} · ${at(TEXTS[language].code, code)}`;
  return `\`\`\`math\n${place.tex}\n\`\`\`\n\n${lines}`;
}

function missing(rest: readonly Row[], language: Language): string[] {
  if (rest.length === 0) return [];
  const texts = TEXTS[language];
  const table = rest.map((row) => `| ${anchor(row.id)}${row.id} | ${titleOf(row, language)} |`);
  const wrong = rest.flatMap(({ id }) => errors(id, language).map((text) => `- ${id}: ${text}`));
  return [
    `## ${texts.missing}`,
    [texts.missingHead, "|---|---|", ...table].join("\n"),
    ...(wrong.length === 0 ? [] : [`### ${texts.errHere}`, wrong.join("\n")]),
  ];
}

const errors = (id: string, language: Language) =>
  corrections.filter(({ rows: of }) => of.includes(id)).map((correction) => correction[language]);

const link = (text: string, path: string) => `[${text}](../../../${path})`;
const joined = (parts: readonly string[]) => `${parts.join("\n\n")}\n`;

function indexOf(language: Language): string {
  const texts = TEXTS[language];
  const other = language === "en" ? "zh" : "en";
  const table = chapters.map(
    (chapter) =>
      `| [${nameOf(chapter, language)}](${chapter.page}.md) | ${builtOf(chapter).length} | ${rowsOf(chapter).length} |`,
  );
  const all = chapters.reduce((sum, chapter) => sum + builtOf(chapter).length, 0);
  return joined([
    `# ${texts.course}`,
    `[${texts.other}](../${other}/README.md) · ${texts.terms}`,
    texts.intro,
    [texts.head, "|---|---|---|", ...table, `| | ${all} | ${rows.length} |`].join("\n"),
    texts.written,
  ]);
}

/** The Chinese name of every row, in the order of the chapters, and where it stands. */
function terms(): string {
  const table = chapters.flatMap((chapter) =>
    rowsOf(chapter).map(({ id, title, zh }) => `| ${zh} | ${title} | [${id}](${chapter.page}.md#${id}) |`),
  );
  return joined([
    "# 术语索引",
    "[课程](README.md) · 在本页查找中文术语，编号一栏通往讲到它的那一页。",
    ["| 术语 | 英文 | 编号 |", "|---|---|---|", ...table].join("\n"),
  ]);
}

/** By the evidence: the outcome in a word of the page, and figures as `tell` has them. */
export function withOutcome(tell: Tell): Tell {
  return (id, name, how, language) =>
    name === "status" ? TEXTS[language].found[evidenceOf(id).status] : tell(id, name, how, language);
}
