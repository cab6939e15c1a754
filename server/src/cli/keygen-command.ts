import {writeFile} from 'node:fs/promises';
import {CommandError, UsageError} from './command.js';
import type {Command} from './command.js';

export const keygenCommand: Command = {
  name: 'keygen',
  summary: 'Make a key to sign a feed with.',
  operands: ['<feed>/<key>'],
  options: {
    file: {
      type: 'string',
      value: 'path',
      description: 'where the secret half is written; default: ./<feed>-<key>.pem',
    },
  },
  notes: [
    'The public half is printed, for the widgets. To replace a key, give the widgets both,\n' +
      'serve with --sign twice until the pages that know only the old one are gone, then\n' +
      'leave the old one out.',
  ],
  examples: ['outage-feed keygen acme/2026', 'outage-feed serve --sign ./acme-2026.pem'],
  async run(given, terminal) {
    const [id = ''] = given.operands;
    const {createKey} = await import('../signing/keys.js');
    const file = given.text('file') ?? `./${id.replace('/', '-')}.pem`;
    const key = make(() => createKey(id));
    // An existing key may be one that pages trust, so it is not overwritten.
    await writeFile(file, key.secret, {mode: 0o600, flag: 'wx'}).catch(
      ({code, message}: NodeJS.ErrnoException) => {
        const reason = code === 'EEXIST' ? 'it is there already. Name another --file' : message;
        throw new CommandError(`${file} was not written: ${reason}.`);
      },
    );
    terminal.print(
      [
        `secret  ${file}: keep it where the feed is served, and nowhere else`,
        `public  ${key.publicKey}`,
        '',
        `  outage-feed serve --sign ${file}`,
        `  <script async src="/outage-widgets-full.js" data-src="…" data-verify="require" ` +
          `data-keys="${key.publicKey}"></script>`,
      ].join('\n'),
    );
  },
};

function make<Result>(task: () => Result): Result {
  try {
    return task();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}
