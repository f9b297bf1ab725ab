/**
 * What the files beside `tokenizer.json` change of it, as transformers 5 reads a folder (TokenizersBackend): tokens that they add, and which
 * role each has. Once `tokenizer_config.json` has `added_tokens_decoder`, `special_tokens_map.json` and
 * `added_tokens.json` are passed over; otherwise the map overrules the config.
 */

import { z } from "zod";
import { type AddedToken, AddedTokenConfig } from "./added-tokens.ts";

const { id: _, ...flags } = AddedTokenConfig.shape;
const Described = z.object({ ...flags, special: z.boolean().optional(), normalized: z.boolean().optional() });
/** A token by its text alone, or described. */
export const TokenName = z.union([z.string(), Described]);
const Extra = z.union([z.array(TokenName), z.record(z.string(), TokenName)]).nullish();

export const ROLES = [
  "bos_token",
  "eos_token",
  "unk_token",
  "sep_token",
  "pad_token",
  "cls_token",
  "mask_token",
] as const;
export type Role = (typeof ROLES)[number];
const Names = z.object({
  ...(Object.fromEntries(ROLES.map((role) => [role, TokenName.nullish()])) as Record<
    Role,
    z.ZodOptional<z.ZodNullable<typeof TokenName>>
  >),
  additional_special_tokens: Extra,
  extra_special_tokens: Extra,
});
export const SpecialTokensMap = Names;
export const AddedTokensJson = z.record(z.string(), z.int().nonnegative());
/** What of `tokenizer_config.json` concerns tokens. */
export const TokensConfig = Names.extend({
  added_tokens_decoder: z.record(z.string().regex(/^\d+$/), Described).optional(),
  split_special_tokens: z.boolean().nullish(),
});

export interface Companions {
  readonly config: z.output<typeof TokensConfig>;
  readonly map: z.output<typeof SpecialTokensMap>;
  readonly added: z.output<typeof AddedTokensJson>;
}

type Name = z.output<typeof TokenName>;
export const contentOf = (name: Name) => (typeof name === "string" ? name : name.content);

/** The tokens with a role, and those named without one. */
function named({ config, map }: Companions): { roles: Partial<Record<Role, Name>>; others: Name[] } {
  const names = config.added_tokens_decoder === undefined ? { ...config, ...given(map) } : config;
  const extra = names.extra_special_tokens ?? names.additional_special_tokens ?? [];
  const roles: Partial<Record<Role, Name>> = {};
  for (const role of ROLES) if (names[role] != null) roles[role] = names[role];
  return { roles, others: Array.isArray(extra) ? extra : Object.values(extra) };
}

const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The text of each role's token. */
export function rolesOf(companions: Companions): Partial<Record<Role, string>> {
  const roles = Object.entries(named(companions).roles);
  return Object.fromEntries(roles.map(([role, name]) => [role, contentOf(name)]));
}

/**
 * The added tokens of `tokenizer.json` and those that the other files add, which get the model's id where it has the token and the next
 * free one otherwise, whatever id the file says: so does the library.
 */
export function addedTokensOf(
  own: readonly AddedToken[],
  companions: Companions,
  model: { readonly size: number; tokenToId(token: string): number | undefined },
): AddedToken[] {
  const tokens = new Map(own.map((token) => [token.content, token]));
  let next = own.reduce((most, { id }) => Math.max(most, id + 1), model.size);
  const add = (token: Omit<AddedToken, "id">) => {
    const id = tokens.get(token.content)?.id ?? model.tokenToId(token.content) ?? next++;
    // What was special once stays so.
    const special = token.special || (tokens.get(token.content)?.special ?? false);
    tokens.set(token.content, { ...token, id, special });
  };
  const { roles, others } = named(companions);
  const special = new Set([...Object.values(roles), ...others].map(contentOf));
  const isRole = new Set(Object.values(roles).map(contentOf));
  for (const token of listed(companions, special))
    if (!sameToken(tokens.get(token.content), token))
      add({ ...token, special: token.special || isRole.has(token.content) });
  for (const name of [...Object.values(roles), ...others]) if (!tokens.has(contentOf(name))) add(described(name, true));
  return [...tokens.values()];
}

/** Tokens with an id in a file beside `tokenizer.json`, in its order. */
function listed({ config, added }: Companions, special: ReadonlySet<string>): Omit<AddedToken, "id">[] {
  const byId = (entries: [number, Omit<AddedToken, "id">][]) =>
    entries.sort(([a], [b]) => a - b).map(([, token]) => token);
  if (config.added_tokens_decoder !== undefined)
    return byId(Object.entries(config.added_tokens_decoder).map(([id, name]) => [Number(id), described(name, false)]));
  return byId(
    Object.entries(added).map(([content, id]) => [
      id,
      { ...described(content, special.has(content)), normalized: !special.has(content) },
    ]),
  );
}

function described(name: Name, isSpecial: boolean): Omit<AddedToken, "id"> {
  const token = typeof name === "string" ? undefined : name;
  const special = token?.special ?? isSpecial;
  return {
    content: contentOf(name),
    single_word: token?.single_word ?? false,
    lstrip: token?.lstrip ?? false,
    rstrip: token?.rstrip ?? false,
    normalized: token?.normalized ?? !special,
    special,
  };
}

const sameToken = (a: AddedToken | undefined, b: Omit<AddedToken, "id">) =>
  a !== undefined &&
  (["single_word", "lstrip", "rstrip", "normalized", "special"] as const).every((flag) => a[flag] === b[flag]);
