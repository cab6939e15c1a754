import {UsageError} from './command.js';
import type {Command, Given} from './command.js';
import {report} from './report.js';

export const checkCommand: Command = {
  name: 'check',
  summary: 'Say whether a feed, of any server, conforms to the protocol.',
  operands: ['<url>'],
  options: {
    seconds: {
      type: 'string',
      value: 's',
      description: 'listen to a stream for so long; default: 20',
    },
    origin: {
      type: 'string',
      value: 'url',
      description: 'the page to ask from; default: https://app.example',
    },
    json: {type: 'boolean', description: 'print what was found as JSON'},
  },
  notes: [
    'It asks what a browser asks, and changes nothing.\n' +
      'Exit code 0: it conforms, maybe with recommendations.\n' +
      'Exit code 1: it does not, or cannot be reached.',
    'must    the protocol requires it\n' +
      'should  it costs readers something\n' +
      'note    good to know, or not seen in the time',
  ],
  examples: [
    'outage-feed check https://status.acme.example/feed',
    'outage-feed check https://status.acme.example/feed --seconds 110   # waits for the beat too',
  ],
  async run(given, terminal) {
    const url = webAddress('The address', given.operands[0] ?? '');
    const origin = new URL(webAddress('--origin', given.text('origin') ?? 'https://app.example'));
    const seconds = listeningTime(given);
    const {checkFindings} = await import('../check/check.js');
    const {observe} = await import('../check/observe.js');
    const {makeReport, reportLines} = await import('../findings/report.js');
    // Without a word, half a minute of silence would look like a program that hangs.
    if (process.stderr.isTTY) console.error(`Asking, and listening for up to ${seconds} s.`);
    const observation = await observe(url, {
      origin: origin.origin,
      seconds,
      clock: terminal.clock,
    });
    const words = {good: 'Conforms', bad: 'Does not conform'};
    const found = makeReport(url, checkFindings(observation), words);
    report(given, terminal, found, reportLines(found));
    return found.good ? 0 : 1;
  },
};

function webAddress(name: string, url: string): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw new UsageError(
    `${name} must be a URL like https://status.acme.example/feed, not "${url}".`,
  );
}

function listeningTime(given: Given): number {
  const text = given.text('seconds') ?? '20';
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--seconds takes a whole number from 1, not "${text}".`);
}
