import {randomUUID} from 'node:crypto';
import {link, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {readFileSync} from 'node:fs';
import {OutageFeedError} from '../errors.js';

/**
 * Locks a file against a second process. The lock names its holder by process id and start time. So
 * the lock of a killed process is recognised even if another process has got its id since.
 *
 * @returns a function that releases the lock.
 * @throws {OutageFeedError} `file-locked`.
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  const mine = identityOf(process.pid);
  const proposal = `${lock}.${randomUUID()}`;
  for (;;) {
    await writeFile(proposal, mine);
    // A link appears together with its content. A new file would be empty for a moment.
    const taken = await link(proposal, lock).then(() => true, isExisting);
    await rm(proposal, {force: true});
    if (taken) return () => rm(lock, {force: true});
    const holder = await readFile(lock, 'utf8').catch((error: NodeJS.ErrnoException) =>
      ifMissing(lock, error),
    );
    if (holder === undefined) continue;
    if (isAlive(holder)) throw lockedError(file, lock, holder);
    await removeStale(lock, holder, proposal);
  }
}

/**
 * Removes a stale lock. It moves the lock away first and then looks at it, because another process
 * may have replaced it in between.
 */
async function removeStale(lock: string, stale: string, aside: string): Promise<void> {
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, lock).catch(() => undefined);
  await rm(aside, {force: true});
}

function isExisting(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

/**
 * Handles a lock that cannot be read: its holder may have released it in between. A lock that
 * belongs to another user must throw, or the loop would ask for it for ever.
 */
function ifMissing(lock: string, cause: NodeJS.ErrnoException): undefined {
  if (cause.code === 'ENOENT') return undefined;
  const message = `${lock} cannot be read (${cause.message}). If no outage-feed runs, delete it.`;
  throw new OutageFeedError('file-locked', message, {cause});
}

function isAlive(holder: string): boolean {
  const id = Number.parseInt(holder, 10);
  if (!(id > 0)) return false;
  try {
    process.kill(id, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return identityOf(id) === holder;
}

/**
 * Identifies a process: "<process id> <start time in clock ticks since boot>", or the id alone
 * where there is no /proc.
 */
function identityOf(id: number): string {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    // The start time is field 22. Field 2, the name in parentheses, may hold spaces.
    return `${id} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return `${id}`;
  }
}

function lockedError(file: string, lock: string, holder: string): OutageFeedError {
  const id = Number.parseInt(holder, 10);
  const who = id === process.pid ? 'this process' : `process ${id}`;
  return new OutageFeedError(
    'file-locked',
    `${file} is open in ${who}. Stop that one first, or name another file. ` +
      `(If no outage-feed runs any more, delete ${lock}.)`,
  );
}
