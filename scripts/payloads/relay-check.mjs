// Serves a folder of real status documents over HTTP, one folder per vendor, and compares what
// `outage-feed relay` makes of each with what a plain look at the same file finds. `outage-feed
// check` looks at the result too.
//   npm run build && node scripts/payloads/relay-check.mjs <folder>
// `npm test` leaves it out, because such documents are other people's. It exits with 1 on any
// difference.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {serveRelay} from '../../server/dist/index.js';
import {naiveReadings} from './naive-readings.mjs';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Which folder? node scripts/payloads/relay-check.mjs <folder>');
  process.exit(2);
}

const program = fileURLToPath(new URL('../../server/bin/outage-feed.js', import.meta.url));
const levels = {none: 'operational', minor: 'degraded', major: 'partial', critical: 'major'};
const over = ['resolved', 'postmortem', 'completed'];

const scratch = mkdtempSync(join(tmpdir(), 'relay-check-'));
const source = createServer((request, response) => {
  try {
    response.end(readFileSync(join(folder, decodeURIComponent(request.url ?? ''))));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => source.listen(0, '127.0.0.1', () => resolve(undefined)));
const {port} = /** @type {import('node:net').AddressInfo} */ (source.address());

/**
 * Reads what the relay shows.
 *
 * @param {any} document
 */
function shown({status, incidents, scheduled_maintenances: planned}) {
  const open = incidents.filter((incident) => !over.includes(incident.status));
  return {
    level: status.ext?.level ?? levels[status.indicator] ?? status.indicator,
    open: open.map(({name}) => name),
    affected: open.flatMap(({components}) => components.map(({name}) => name)),
    windows: planned
      .filter((maintenance) => !over.includes(maintenance.status))
      .map(({scheduled_for: from, scheduled_until: until}) => `${from} ${until ?? ''}`),
  };
}

/** Blanks folded and long titles cut, for both sides, in no order. @param {unknown} value */
const comparable = (value) =>
  JSON.stringify(
    Array.isArray(value)
      ? [
          ...new Set(value.map((text) => String(text).replace(/\s+/g, ' ').trim().slice(0, 60))),
        ].sort()
      : value,
  );

/** @param {string} path */
function lookAt(path) {
  const [vendor = ''] = path.split('/');
  try {
    const text = readFileSync(join(folder, path), 'utf8');
    return naiveReadings[vendor]?.(JSON.parse(text), path);
  } catch {
    return undefined;
  }
}

/** The last line of `outage-feed check`, and whether it is content. @param {string} url */
async function check(url) {
  const child = spawn(process.execPath, [program, 'check', url, '--seconds', '1']);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  const failed = output.split('\n').filter((line) => /^\s*must/.test(line));
  return {conforms: code === 0, failed: failed.length > 0 ? failed.join('\n') : output};
}

let wrong = 0;
for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
  const path = relative(folder, join(entry.parentPath, entry.name));
  if (!entry.isFile() || entry.name.endsWith('.md')) continue;
  /** @type {(sentence: string) => void} */
  let tell = () => undefined;
  const told = new Promise((resolve) => (tell = resolve));
  const relay = await serveRelay({
    from: [{url: `http://127.0.0.1:${port}/${path}`}],
    port: 0,
    file: join(scratch, `${path.replaceAll('/', '-')}.feed.json`),
    log: (_news, sentence) => tell(sentence),
  });
  console.log(`${path}: ${await told}`);
  const response = await fetch(`${relay.url}/summary.json`);
  if (response.ok) {
    const found = shown(await response.json());
    const plain = lookAt(path);
    console.log(`  ${JSON.stringify(found)}`);
    for (const [field, value] of Object.entries(plain ?? {})) {
      if (comparable(found[field]) === comparable(value)) continue;
      wrong++;
      console.log(`  DIFFERENT ${field}: a plain look finds ${JSON.stringify(value)}`);
    }
    const {conforms, failed} = await check(`${relay.url}/feed`);
    // A recording passes on its own age, which proves nothing of today.
    const isOld = !conforms && failed.split('\n').every((line) => line.includes('generated_at'));
    if (!conforms && !isOld) wrong++;
    const verdict = isOld ? 'conforms, but is as old as the source itself says' : 'conforms';
    console.log(conforms || isOld ? `  ${verdict}` : `  DOES NOT CONFORM\n${failed}`);
  } else {
    console.log(`  refused, ${response.status}`);
  }
  await relay.close();
}
source.close();
rmSync(scratch, {recursive: true});
console.log(wrong === 0 ? 'all as expected' : `${wrong} differences`);
process.exit(wrong > 0 ? 1 : 0);
