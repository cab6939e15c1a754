import {createReadStream} from 'node:fs';
import {CommandError} from './command.js';
import type {Command} from './command.js';
import {report} from './report.js';

export const lintCommand: Command = {
  name: 'lint',
  summary: 'Say what is wrong with a document, and what a reader would miss in it.',
  operands: ['<file, - or url>'],
  options: {json: {type: 'boolean', description: 'print what was found as JSON'}},
  notes: [
    'It needs no server: "-" reads from standard input.\n' +
      'Exit code 0: valid, maybe with recommendations.\n' +
      'Exit code 1: not valid, or cannot be read.\n' +
      'Words are looked at in English only.',
  ],
  examples: [
    'outage-feed lint summary.json',
    'outage-feed lint https://status.acme.example/summary.json',
    'my-status-page export | outage-feed lint -',
  ],
  async run(given, terminal) {
    const [source = ''] = given.operands;
    const {lintFindings} = await import('../lint/lint.js');
    const {makeReport, reportLines} = await import('../findings/report.js');
    const findings = lintFindings(await readSource(source), terminal.clock());
    const found = makeReport(source, findings, {good: 'Valid', bad: 'Not valid'});
    report(given, terminal, found, reportLines(found));
    return found.good ? 0 : 1;
  },
};

/** @throws {CommandError} if there is nothing to read. */
async function readSource(source: string) {
  const {ask, readBody} = await import('../check/exchange.js');
  if (!/^https?:\/\//i.test(source)) {
    const stream = source === '-' ? process.stdin : createReadStream(source);
    return readBody(stream).catch((error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
      throw new CommandError(`${source} cannot be read: ${reason}.`);
    });
  }
  const {documentAccept} = await import('../check/observation.js');
  const {HEADERS_TIMEOUT} = await import('outage-widgets/protocol.js');
  const asking = {fetch: globalThis.fetch, timeoutMs: HEADERS_TIMEOUT};
  const {status, failure, body} = await ask(source, {accept: documentAccept}, asking);
  if (status === 200 && body !== undefined) return body;
  if (failure !== undefined) throw new CommandError(`No answer from ${source}: ${failure}.`);
  const answer = status === 200 ? 'a stream' : `status ${status}`;
  throw new CommandError(`${source} answers with ${answer}, not with a document.`);
}
