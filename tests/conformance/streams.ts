// The streams of the public contract test, in our own words: the pieces that a caller sends, and the
// events that it expects before the stream ends. They run in Node and in browsers.
import {seededRandom} from '../support/random.mjs';
import {everyByte, everyFew, utf8} from '../support/splits.ts';

export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  /** The last event id as of this event. */
  readonly id: string;
}

export interface ContractStream {
  readonly chunks: readonly Uint8Array[];
  readonly events: readonly StreamEvent[];
}

export interface ContractCase {
  readonly group: 'parsing' | 'byte order mark' | 'comments' | 'line feeds';
  readonly name: string;
  /** A function, because some are large. */
  readonly stream: () => ContractStream;
}

const event = (data: string, {type = 'message', id = ''} = {}): StreamEvent => ({type, data, id});

type Row = [name: string, chunks: readonly (string | Uint8Array)[], ...events: StreamEvent[]];

const table = (group: ContractCase['group'], rows: readonly Row[]): ContractCase[] =>
  rows.map(([name, chunks, ...events]) => ({
    group,
    name,
    stream: () => ({
      chunks: chunks.map((chunk) => (typeof chunk === 'string' ? utf8(chunk) : chunk)),
      events,
    }),
  }));

const BASE64 = utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** One event of random bytes in base64: four characters for three bytes. */
function large(mebibytes: number): ContractStream {
  const random = seededRandom(mebibytes);
  const data = new Uint8Array(Math.ceil((mebibytes * 2 ** 20) / 3) * 4);
  for (let index = 0; index < data.length; index++) data[index] = BASE64[(random() * 64) | 0]!;
  return {
    chunks: [utf8('data: '), data, utf8('\n\n')],
    events: [event(new TextDecoder().decode(data))],
  };
}

const many = Array.from({length: 100}, (_, index) => `event ${index}`);
const letters = 'data: ¢€𐍈 für 中文 🔥\n\n';

const parsing: ContractCase[] = [
  ...table('parsing', [
    ['an event in one piece', ['data: a\n\n'], event('a')],
    ['an event in several pieces', ['da', 'ta: a', 'b', '\n', '\n'], event('ab')],
    ['two events in one piece', ['data: a\n\ndata: b\n\n'], event('a'), event('b')],
    [
      'the end of one event and the beginning of the next',
      ['data: a\n', '\ndata: b', '\n\n'],
      event('a'),
      event('b'),
    ],
    ['data of several lines', ['data: a\ndata: b\ndata: c\n\n'], event('a\nb\nc')],
    ['empty data', ['data:\n\n'], event('')],
    ['a type', ['event: t\ndata: a\n\ndata: b\n\n'], event('a', {type: 't'}), event('b')],
    ['an empty type', ['event:\ndata: a\n\n'], event('a')],
    ['an id', ['id: 1\ndata: a\n\n'], event('a', {id: '1'})],
    [
      'an id with a NUL, which is none',
      ['id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n'],
      event('a', {id: '1'}),
      event('b', {id: '1'}),
    ],
    [
      'an id that stays',
      ['id: 1\ndata: a\n\ndata: b\n\n'],
      event('a', {id: '1'}),
      event('b', {id: '1'}),
    ],
    [
      'an empty id, which clears the last one',
      ['id: 1\ndata: a\n\nid\ndata: b\n\n'],
      event('a', {id: '1'}),
      event('b'),
    ],
    [
      'the fields in any order',
      ['data: a\nid: 1\nevent: t\n\nevent: u\nid: 2\ndata: b\n\n'],
      event('a', {type: 't', id: '1'}),
      event('b', {type: 'u', id: '2'}),
    ],
    ['an unknown field', ['colour: red\ndata: a\n\n'], event('a')],
    ['no space before a value', ['data:a\n\n'], event('a')],
    ['one space before a value', ['data: a\n\n'], event('a')],
    ['two spaces before a value', ['data:  a\n\n'], event(' a')],
    ['a field without a colon', ['data\ndata: a\ndata\n\n'], event('\na\n')],
    ['letters of several bytes', [letters], event(letters.slice(6, -2))],
    ['letters cut into bytes', everyByte(utf8(letters)), event(letters.slice(6, -2))],
    [
      'a hundred events in order',
      many.map((data) => `data: ${data}\n\n`),
      ...many.map((data) => event(data)),
    ],
  ]),
  {group: 'parsing', name: 'an event of 5 MiB', stream: () => large(5)},
  {group: 'parsing', name: 'an event of 10 MiB', stream: () => large(10)},
];

const BOM = utf8('\ufeff');

const byteOrderMarks = table('byte order mark', [
  ['at the start', ['\ufeffdata: a\n\n'], event('a')],
  ['in a piece of its own', [BOM, 'data: a\n\n'], event('a')],
  ['cut after one byte', [BOM.subarray(0, 1), BOM.subarray(1), 'data: a\n\n'], event('a')],
  ['cut after two bytes', [BOM.subarray(0, 2), BOM.subarray(2), 'data: a\n\n'], event('a')],
  ['byte by byte', everyByte(utf8('\ufeffdata: a\n\n')), event('a')],
  ['before a comment', ['\ufeff: hi\ndata: a\n\n'], event('a')],
  ['before a blank line', ['\ufeff\ndata: a\n\n'], event('a')],
  ['twice: only the first is none', ['\ufeff\ufeffdata: a\ndata: b\n\n'], event('b')],
  ['before a later line', ['data: a\n\ufeffdata: b\n\n'], event('a')],
  ['before a later event', ['data: a\n\n', '\ufeffdata: b\ndata: c\n\n'], event('a'), event('c')],
  ['inside a value', ['data: \ufeffa\ufeff\n\n'], event('\ufeffa\ufeff')],
]);

/** Our reader has no comments to report: to it they are signs of life, and else nothing. */
const comments = table('comments', [
  ['a comment', [': hi\n']],
  ['two comments, without a blank line', [':a\n', ':b\n']],
  ['a comment before an event', [': hi\ndata: a\n\n'], event('a')],
  ['a comment inside an event', ['data: a\n: hi\ndata: b\n\n'], event('a\nb')],
]);

/** Written with LF. */
const shapes: Row[] = [
  ['one event', ['data: a\n\n'], event('a')],
  ['two events', ['data: a\n\ndata: b\n\n'], event('a'), event('b')],
  ['several lines', ['data: a\ndata: b\n\n'], event('a\nb')],
  ['all fields', ['event: t\nid: 1\ndata: a\n\n'], event('a', {type: 't', id: '1'})],
  ['empty lines of data', ['data: a\ndata\ndata:\n\n'], event('a\n\n')],
  ['blank lines around', ['\n\ndata: a\n\n\n\ndata: b\n\n'], event('a'), event('b')],
];

const splits = {
  whole: (bytes: Uint8Array) => [bytes],
  'byte by byte': everyByte,
  'two bytes at a time': (bytes: Uint8Array) => everyFew(bytes, 2),
};

const lineFeeds: ContractCase[] = [
  ...Object.entries({LF: '\n', CRLF: '\r\n', CR: '\r'}).flatMap(([ending, characters]) =>
    shapes.flatMap(([shape, [text], ...events]) =>
      Object.entries(splits).map(([how, split]): ContractCase => {
        const bytes = utf8((text as string).replaceAll('\n', characters));
        return {
          group: 'line feeds',
          name: `${ending}, ${shape}, ${how}`,
          stream: () => ({chunks: split(bytes), events}),
        };
      }),
    ),
  ),
  ...table('line feeds', [
    ['CRLF, cut between the two', ['data: a\r', '\ndata: b\r', '\n\r', '\n'], event('a\nb')],
  ]),
];

export const contractCases: readonly ContractCase[] = [
  ...parsing,
  ...byteOrderMarks,
  ...comments,
  ...lineFeeds,
];
