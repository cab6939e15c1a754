/**
 * One command of the command line. Its help and its parser are made from this, so they always
 * agree.
 */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** The operands as the help shows them. Brackets mark those that may be left out. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Examples, as whole command lines. */
  readonly examples: readonly string[];
  /** Further paragraphs of the help. */
  readonly notes?: readonly string[];
  /**
   * @returns the exit code; nothing means 0.
   * @throws {UsageError} or {CommandError}. Any other error is a bug.
   */
  readonly run: (given: Given, terminal: Terminal) => Promise<number | void>;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  /** The placeholder of the value in the help. */
  readonly value?: string;
  readonly description: string;
  readonly multiple?: boolean;
}

/** The parsed command line. */
export interface Given {
  readonly operands: readonly string[];
  /** The last value of an option; undefined if it was not given. */
  readonly text: (option: string) => string | undefined;
  readonly list: (option: string) => readonly string[];
  readonly flag: (option: string) => boolean;
}

export interface Terminal {
  readonly print: (text: string) => void;
  /** Prints a warning to stderr while the command goes on. */
  readonly warn: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command failed: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
