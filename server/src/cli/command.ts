/** One command of the terminal. Its help is made from this, so the two cannot differ. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What stands after the name, as shown in the help; brackets mark what may be left out. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Whole command lines. */
  readonly examples: readonly string[];
  /** More for the help, in paragraphs. */
  readonly notes?: readonly string[];
  /**
   * @returns the exit code; 0 if there is none.
   * @throws {UsageError} or {CommandError}; anything else is a bug of ours.
   */
  readonly run: (given: Given, terminal: Terminal) => Promise<number | void>;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  /** What the value is, for the help. */
  readonly value?: string;
  readonly description: string;
  readonly multiple?: boolean;
}

/** What stood on the command line. */
export interface Given {
  readonly operands: readonly string[];
  /** The last value of an option; undefined if it was not given. */
  readonly text: (option: string) => string | undefined;
  readonly list: (option: string) => readonly string[];
  readonly flag: (option: string) => boolean;
}

export interface Terminal {
  readonly print: (text: string) => void;
  /** Says what is wrong while the command goes on: on stderr. */
  readonly warn: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not be done: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
