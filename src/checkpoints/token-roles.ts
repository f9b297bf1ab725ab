/** Which tokens begin, end and pad a text, told to the libraries that read a folder, so that they stop where we do. */
import {
  MalformedTokenizerError,
  type Tokenizer,
  type TokenizerFiles,
  tokenizerFromJson,
} from "../tokenizers/index.ts";
import { CONFIG, GENERATION } from "./files.ts";

/** Ids by role, as `config.json` has them; null where there is none, for a missing one would mean LLaMA's. */
type Roles = Readonly<Record<string, unknown>>;

/**
 * The ids that `config.json` names, and the tokenizer's files beside it. transformers ends an answer by `generation_config.json`
 * alone, so that there all ends of a turn are listed; `tell` hears which the file did not have.
 */
export function withRoles(
  { [CONFIG]: said, ...files }: TokenizerFiles,
  tell: (line: string) => void = () => {},
): { roles: Roles; files: TokenizerFiles } {
  const tokenizer = readable({ ...files, [CONFIG]: said });
  if (tokenizer === undefined) return { roles: isObject(said) ? said : {}, files };
  const { bosId = null, padId = null } = tokenizer;
  const [end = null] = tokenizer.stopIds;
  const computed = { bos_token_id: bosId, eos_token_id: tokenizer.eosId ?? end, pad_token_id: padId };
  const roles = isObject(said) ? said : computed;
  return { roles, files: withEnds(files, tokenizer, roles, tell) };
}

/** With a `generation_config.json` that lists all ends of a turn. */
function withEnds(
  files: TokenizerFiles,
  tokenizer: Tokenizer,
  roles: Roles,
  tell: (line: string) => void,
): TokenizerFiles {
  const config = files[GENERATION];
  const said = isObject(config) ? config : undefined;
  const listed: readonly unknown[] = [said?.eos_token_id ?? []].flat();
  const ends = [...tokenizer.turnEnds];
  const lacking = ends.filter((id) => !listed.includes(id));
  if (lacking.length === 0) return files;
  if (listed.length > 0) {
    const tokens = lacking.map((id) => tokenizer.idToToken(id)).join(", ");
    tell(`${GENERATION}: eos_token_id now lists ${tokens} too, which ends a turn by other files of the checkpoint`);
  }
  const eos_token_id = ends.length === 1 ? ends[0] : ends;
  const { bos_token_id, pad_token_id } = roles;
  return { ...files, [GENERATION]: { ...(said ?? present({ bos_token_id, pad_token_id })), eos_token_id } };
}

const present = (fields: Roles) => Object.fromEntries(Object.entries(fields).filter(([, id]) => id != null));

/** What cannot be read as a tokenizer goes along as it is. */
function readable(files: TokenizerFiles): Tokenizer | undefined {
  try {
    return tokenizerFromJson(files);
  } catch (error) {
    if (error instanceof MalformedTokenizerError) return undefined;
    throw error;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
