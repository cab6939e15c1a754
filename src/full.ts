/**
 * The full version. Importing it teaches every feed of the page all formats, and gives
 * `<outage-feed>` the attributes `format`, `verify` and `keys`.
 */
import {setFormats} from './feed/feed.js';
import {centrifugo} from './formats/vendors/centrifugo.js';
import {allAdapters} from './formats/all-adapters.js';
import {createFormat} from './formats/adapted-format.js';
import {signedBy} from './signature.js';
import type {VerifyMode} from './signature.js';
import type {Format} from './formats/format.js';

const every = createFormat(allAdapters, 'every');
const named = [...allAdapters, centrifugo];

setFormats(({format = every, verify, keys = ''}) => {
  const chosen = typeof format === 'string' ? formatNamed(format) : format;
  // Keys without a mode are a mistake. It must not open an unverified feed, so `signedBy` refuses
  // it.
  return verify || keys ? signedBy(verify as VerifyMode, keys, chosen) : chosen;
});

/** @throws {TypeError} for a name that no format has. */
function formatNamed(name: string): Format {
  const adapter = named.find((candidate) => candidate.name === name);
  if (adapter) {
    // Some formats are an empty list while all is well, and no list tells which format it is. All
    // other documents have to match, because an error message in JSON is no news.
    const isEmpty = (root: unknown): boolean => Array.isArray(root) && root.length === 0;
    const matches = (root: unknown): boolean => isEmpty(root) || adapter.matches(root);
    return createFormat([{...adapter, matches}], name);
  }
  if (name === 'statuspage') return createFormat([], name);
  const names = named.map((candidate) => candidate.name).join(', ');
  throw new TypeError(`format needs statuspage, ${names}, not ${name}`);
}
