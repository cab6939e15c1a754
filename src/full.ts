/**
 * The full version: importing this teaches every feed of the page to tell all formats apart, and its elements the attributes
 * `format`, `verify` and `keys`.
 */
import {setFormats} from './feed.js';
import {everyDialect} from './formats/every.js';
import {formatOf} from './formats/read.js';
import {signedBy} from './signature.js';
import type {VerifyMode} from './signature.js';
import type {Format} from './sources/source.js';

const every = formatOf(everyDialect, 'every');

setFormats(({format = every, verify, keys = ''}) => {
  const named = typeof format === 'string' ? formatNamed(format) : format;
  return verify ? signedBy(verify as VerifyMode, keys, named) : named;
});

/** @throws {TypeError} for a name that no format has. */
function formatNamed(name: string): Format {
  const dialect = everyDialect.find((candidate) => candidate.name === name);
  if (dialect) return formatOf([{...dialect, matches: () => true}], name);
  if (name === 'statuspage') return formatOf([], name);
  const names = everyDialect.map((candidate) => candidate.name).join(', ');
  throw new TypeError(`format needs statuspage, ${names}, not ${name}`);
}
