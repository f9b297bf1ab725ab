/** What the system says of a file or a stream that it does not give, in words. */
import { getSystemErrorMap } from "node:util";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EISDIR: "it is a folder, not a file",
  EEXIST: "a part of the path is no folder", // all that we make may be there already: folders
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  EROFS: "the disk is read-only",
  EFBIG: "the file would be larger than is allowed here",
  EMFILE: "this process may not open more files",
  ENFILE: "this machine may not open more files",
  EIO: "the disk does not answer as it should",
  ERR_FS_FILE_TOO_LARGE: "it is larger than can be read at once",
  ERR_STRING_TOO_LONG: "it is larger than a text can be",
};

/** Why the system refused, as the end of a sentence; nothing where an error is not the system's. */
export function systemReason(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (Object.hasOwn(REASONS, code)) return REASONS[code];
  for (const [name, message] of getSystemErrorMap().values()) if (name === code) return message;
  return undefined;
}

/** An error of the system's as a sentence: what it was about, why, and in which call. Nothing where it is not the system's. */
export function systemSentence(error: unknown): string | undefined {
  const reason = systemReason(error);
  if (reason === undefined) return undefined;
  const { path, address, syscall } = error as NodeJS.ErrnoException & { address?: string };
  const about = path ?? address;
  return `${about === undefined ? "" : `${about}: `}${reason}${syscall === undefined ? "" : ` (${syscall})`}`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
