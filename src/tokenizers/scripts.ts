/**
 * Runs of one script, as SentencePiece cuts by them. Those of Japanese count as Chinese, a space belongs to any script, and so does what
 * has none of these, which are the scripts of Unicode 9.
 */

import type { Piece } from "./pre-tokenizers.ts";

const SCRIPTS = `
  Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo
  Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Coptic Cuneiform
  Cypriot Cyrillic Deseret Devanagari Duployan Egyptian_Hieroglyphs Elbasan Ethiopic Georgian Glagolitic Gothic Grantha
  Greek Gujarati Gurmukhi Hangul Hanunoo Hatran Hebrew Imperial_Aramaic Inherited Inscriptional_Pahlavi
  Inscriptional_Parthian Javanese Kaithi Kannada Kayah_Li Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu
  Linear_A Linear_B Lisu Lycian Lydian Mahajani Malayalam Mandaic Manichaean Marchen Meetei_Mayek Mende_Kikakui
  Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean New_Tai_Lue Newa Nko Ogham
  Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_South_Arabian Old_Turkic Oriya Osage
  Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra
  Sharada Shavian Siddham SignWriting Sinhala Sora_Sompeng Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le
  Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Ugaritic Vai Warang_Citi Yi`
  .trim()
  .split(/\s+/);

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/v;
const SETS = [HAN, /\p{Script=Common}/v, ...SCRIPTS.map((name) => new RegExp(`\\p{Script=${name}}`, "v"))];

/** Character -> the number of its script; -1: any. */
const known = new Map<string, number>([[" ", -1]]);

function scriptOf(character: string): number {
  let script = known.get(character);
  if (script === undefined) {
    script = SETS.findIndex((set) => set.test(character));
    known.set(character, script);
  }
  return script;
}

/** The runs of a text; what belongs to any script goes with what stands before it, and is dropped at the very beginning. */
export function scriptRuns(text: string): Piece[] {
  const starts: number[] = [];
  let last = -1;
  let at = 0;
  for (const character of text) {
    const script = scriptOf(character);
    if (script >= 0 && script !== last) {
      starts.push(at);
      last = script;
    }
    at += character.length;
  }
  return starts.map((start, i) => ({ text: text.slice(start, starts[i + 1]), start }));
}
