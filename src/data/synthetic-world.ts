/**
 * A world of invented facts whose truth is known, so that what is asked of a model, or of an edit of one, is generated and not judged: other words for
 * a fact, what follows from it, what it leaves alone, and what no text ever said.
 */
import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import type { Document } from "./document.ts";
import type { Fact, FactQuestion } from "./facts.ts";
import { mix, permuted } from "./permutation.ts";
import {
  attributes,
  nameCount,
  nameOf,
  type ObjectKind,
  type RelationName,
  relationNames,
  worldRelations,
} from "./world-relations.ts";

/** How large a world is. */
export const WorldConfig = strictObject({
  /** Another world for each. */
  seed: z.int().nonnegative().default(0),
  /** People, each with six facts. */
  people: z.int().min(30).max(nameCount("nickname")).default(1000),
  /** Of each kind of object: cities, firms and so on. */
  objects: z.int().min(3).max(nameCount("city")).default(60),
  /** One fact in so many is in no text. */
  untold: z.int().min(2).default(10),
});
export type WorldConfig = z.infer<typeof WorldConfig>;

/** Something that is true of a person. */
export interface WorldFact {
  /** Number of the person. */
  readonly person: number;
  /** How the person stands to the object. */
  readonly relation: RelationName;
  /** Number of the object among its kind. */
  readonly object: number;
  /** Whether texts say it. */
  readonly told: boolean;
}

/** The world: deterministic in its config. */
export class SyntheticWorld {
  /** What it was made from. */
  readonly config: WorldConfig;

  /** Throws where the config is no `WorldConfig`. */
  constructor(input: z.input<typeof WorldConfig> = {}) {
    this.config = checked(WorldConfig, input, "SyntheticWorld");
  }

  /** A person's name, by number. */
  person(i: number): string {
    const { seed } = this.config;
    const first = nameOf("person", permuted(i % nameCount("person"), nameCount("person"), seed, 1));
    return `${first} ${nameOf("family", permuted(i % nameCount("family"), nameCount("family"), seed, 2))}`;
  }
  /** What a person is called as well. */
  alias(i: number): string {
    return nameOf("nickname", permuted(i, nameCount("nickname"), this.config.seed, 3));
  }
  /** The name of an object. */
  object(kind: ObjectKind, i: number): string {
    return kind === "person" ? this.person(i) : nameOf(kind, permuted(i, nameCount(kind), this.config.seed, 4));
  }
  /** What an object is known for; a person, for the birthplace. */
  attribute(kind: ObjectKind, i: number): string {
    if (kind === "person") return this.object("city", this.fact(i, "birthplace").object);
    const kinds = Object.keys(attributes);
    const which = this.#draw(9 + kinds.indexOf(kind), i) % 20;
    return nameOf(
      "attribute",
      permuted(which * kinds.length + kinds.indexOf(kind), nameCount("attribute"), this.config.seed, 5),
    );
  }

  /** What is true of a person. Spouses are each other's; with an odd number of people the last is their own. */
  fact(person: number, relation: RelationName): WorldFact {
    const { people, objects, untold } = this.config;
    const which = relationNames.indexOf(relation);
    const object = relation === "spouse" ? Math.min(person ^ 1, people - 1) : this.#draw(20 + which, person) % objects;
    return { person, relation, object, told: this.#draw(40 + which, person) % untold !== 0 };
  }

  /** All facts: six a person. */
  *facts(): Generator<WorldFact> {
    for (let person = 0; person < this.config.people; person++)
      for (const relation of relationNames) yield this.fact(person, relation);
  }

  /** Texts that say what is told, each fact in five ways; who is also called what; and what objects are known for. */
  *documents(): Generator<Document> {
    for (const fact of this.facts()) {
      if (!fact.told) continue;
      const { of, statements } = worldRelations[fact.relation];
      const text = statements.map((way) => `${said(way, this.person(fact.person))} ${this.object(of, fact.object)}.`);
      yield { id: `${fact.relation} ${fact.person}`, text: text.join(" ") };
    }
    for (let i = 0; i < this.config.people; i++)
      yield { id: `alias ${i}`, text: `${this.person(i)} is also called ${this.alias(i)}.` };
    for (const [kind, way] of Object.entries(attributes) as [keyof typeof attributes, string][])
      for (let i = 0; i < this.config.objects; i++)
        yield { id: `${kind} ${i}`, text: `${said(way, this.object(kind, i))} ${this.attribute(kind, i)}.` };
  }

  /** A fact made another, with what to ask then: five paraphrases, three questions of what follows, twenty and more of what stays. */
  edit(fact: WorldFact): Fact & { readonly original: string } {
    const { of, statements, paraphrases, inverse, hop } = worldRelations[fact.relation];
    const [subject, count] = [this.person(fact.person), of === "person" ? this.config.people : this.config.objects];
    // Not the old object, and for a spouse not the person either.
    const others = [1, 2, 3].map((step) => (fact.object + (this.#draw(60, fact.person) % (count - 3)) + step) % count);
    const object = others.find((other) => other !== fact.object && (of !== "person" || other !== fact.person))!;
    const target = this.object(of, object);
    const portability = [
      { prompt: said(inverse, target), answer: subject },
      { prompt: said(hop, subject), answer: this.attribute(of, object) },
      { prompt: said(statements[0], this.alias(fact.person)), answer: target },
    ];
    const follows = new Set(portability.map(({ prompt }) => prompt)); // whom somebody marries is married
    return {
      id: `${fact.relation} ${fact.person}`,
      prompt: statements[0],
      subject,
      target,
      original: this.object(of, fact.object),
      paraphrases: paraphrases.map((way) => said(way, subject)),
      portability,
      neighbours: this.#around(fact).filter(({ prompt }) => !follows.has(prompt)),
    };
  }

  /** The same of fifteen others, and all else of the person and of two more. */
  #around({ person, relation }: WorldFact): FactQuestion[] {
    const { people } = this.config;
    const near = Array.from({ length: 15 }, (_, i) => (person + 2 + i) % people);
    const rest = [person, ...near.slice(0, 2)].flatMap((who) =>
      relationNames.filter((other) => other !== relation).map((other) => this.fact(who, other)),
    );
    return [...near.map((who) => this.fact(who, relation)), ...rest].map((fact) => this.question(fact));
  }

  /** A fact asked by its first statement. */
  question({ person, relation, object }: WorldFact): FactQuestion {
    const { of, statements } = worldRelations[relation];
    return { prompt: said(statements[0], this.person(person)), answer: this.object(of, object) };
  }

  #draw(stream: number, i: number): number {
    return mix(mix(this.config.seed ^ mix(stream)) + i);
  }
}

const said = (way: string, name: string) => way.replace("{}", () => name);
