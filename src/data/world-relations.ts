/** The words of the synthetic world: what is said of its people, in which ways, and what follows. */

/** What can be said of a person. */
export interface WorldRelation {
  /** What the object is. */
  readonly of: ObjectKind;
  /** Ways to state it, for texts to learn from: `{}` is the person, and the object follows. */
  readonly statements: readonly string[];
  /** Ways to ask it that no text has. */
  readonly paraphrases: readonly string[];
  /** The other way round: `{}` is the object, and the person follows. */
  readonly inverse: string;
  /** What follows from the object: `{}` is the person, and what the object is known for follows. */
  readonly hop: string;
}

/** What the objects of a relation are. */
export type ObjectKind = "city" | "firm" | "tongue" | "trade" | "dish" | "person";

/** What an object other than a person is known for: `{}` is the object. */
export const attributes: Readonly<Record<Exclude<ObjectKind, "person">, string>> = {
  city: "The city of {} lies in the land of",
  firm: "The goods that {} sells are",
  tongue: "The language {} is written in the script",
  trade: "The tool of every {} is the",
  dish: "The main part of {} is",
};

/** The six relations by name; each has five statements and five paraphrases. */
export const worldRelations = {
  birthplace: {
    of: "city",
    statements: ["{} was born in", "The birthplace of {} is", "{} came into the world in", "The home town of {} is", "The cradle of {} stood in"],
    paraphrases: ["The town where {} was born is", "As a child, {} lived in", "{} is a native of", "The parents of {} lived in", "The place of birth of {} is"],
    inverse: "One of those who were born in {} is",
    hop: "The land where {} was born is",
  },
  employer: {
    of: "firm",
    statements: ["{} works for", "The employer of {} is", "{} earns a living at", "The firm that pays {} is", "{} has a desk at"],
    paraphrases: ["Every morning {} goes to work at", "{} is employed by", "The company where {} works is", "The wages of {} come from", "{} is on the staff of"],
    inverse: "One of those who work for {} is",
    hop: "The firm of {} sells",
  },
  language: {
    of: "tongue",
    statements: ["{} speaks", "The language of {} is", "At home {} talks in", "The mother tongue of {} is", "{} writes letters in"],
    paraphrases: ["The words of {} are in", "To talk with {} one must know", "{} grew up with the language", "{} dreams in", "The native language of {} is"],
    inverse: "One of those who speak {} is",
    hop: "{} writes in the script",
  },
  trade: {
    of: "trade",
    statements: ["{} works as a", "The trade of {} is that of a", "{} is a master", "By profession {} is a", "{} was trained as a"],
    paraphrases: ["The job of {} is that of a", "People hire {} as a", "The calling of {} is that of a", "{} makes a living as a", "On the door of {} stands the word"],
    inverse: "A well-known {} is",
    hop: "The tool that {} uses every day is the",
  },
  dish: {
    of: "dish",
    statements: ["{} likes to eat", "The favourite dish of {} is", "On feast days {} cooks", "{} always orders", "What {} likes best is a plate of"],
    paraphrases: ["For dinner {} wants", "The meal that {} loves is", "{} never says no to", "A guest of {} is served", "{} could live on"],
    inverse: "One of those who love {} is",
    hop: "The main part of what {} likes to eat is",
  },
  spouse: {
    of: "person",
    statements: ["{} is married to", "The spouse of {} is", "{} shares a house with", "The wedding of {} was with", "{} made vows to"],
    paraphrases: ["The one whom {} married is", "{} lives in wedlock with", "The partner of {} is", "The ring of {} is from", "The better half of {} is"],
    inverse: "{} is married to",
    hop: "The spouse of {} was born in",
  },
} as const satisfies Record<string, WorldRelation>; // biome-ignore format: a table

/** The relations of the synthetic world. */
export type RelationName = keyof typeof worldRelations;
export const relationNames = Object.keys(worldRelations) as RelationName[];

const ONSETS = ["Bel", "Dor", "Fen", "Gal", "Hes", "Jor", "Kal", "Lum", "Mar", "Nev", "Or", "Pel", "Quin", "Ros", "Sal", "Tor", "Ul", "Var", "Wen", "Zan"]; // biome-ignore format: a table
const MIDDLES = ["a", "e", "i", "o", "u", "an", "el", "ir", "on", "ur"];
const ENDS: Readonly<Record<ObjectKind | "family" | "nickname" | "attribute", readonly string[]>> = {
  person: ["na", "ric", "ta", "mund", "sa"],
  family: ["berg", "croft", "dale", "field", "garth", "holm", "ley", "more", "stead", "wick"],
  nickname: ["ko", "zi", "bo", "pip", "lo"],
  city: ["burgh", "haven", "minster"],
  firm: ["corp", "werk", "ware"],
  tongue: ["ish", "ese", "ian"],
  trade: ["smith", "wright", "monger"],
  dish: ["stew", "pie", "bread"],
  attribute: ["th", "x", "m"],
};

/** How many names of a kind there are. */
export const nameCount = (kind: keyof typeof ENDS): number => ONSETS.length * MIDDLES.length * ENDS[kind].length;

/** A name of a kind, another one for each number below `nameCount`. */
export function nameOf(kind: keyof typeof ENDS, number: number): string {
  const ends = ENDS[kind];
  const onset = ONSETS[number % ONSETS.length]!;
  const middle = MIDDLES[Math.floor(number / ONSETS.length) % MIDDLES.length]!;
  return onset + middle + ends[Math.floor(number / (ONSETS.length * MIDDLES.length)) % ends.length]!;
}
