// Compares what the built core reads from a folder of real status documents with what a plain look
// at the same JSON finds.
//   node scripts/payloads/core-check.mjs <folder>
// `npm test` leaves it out, because such documents are other people's. It exits with 1 on any
// difference.
import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {statuspage} from '../../dist/core.js';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Which folder? node scripts/payloads/core-check.mjs <folder>');
  process.exit(2);
}

const ROLLUP = {none: 'operational', minor: 'degraded', major: 'partial', critical: 'major'};
const OVER = ['resolved', 'postmortem', 'completed'];
const WELL = ['operational', ''];

/** @param {any} document */
const isSummary = (document) =>
  ['status', 'components', 'incidents', 'scheduled_maintenances'].some(
    (name) => typeof document?.[name] === 'object' && document[name] !== null,
  );

/** One blank for each run, as on a page. @param {unknown} name */
const title = (name) => String(name).replace(/\s+/g, ' ').trim();

/**
 * The plain look. It knows the limits of the core, and nothing else of it.
 * @param {any} document
 */
function look({status, components = [], incidents = [], scheduled_maintenances = []}) {
  const {indicator} = status ?? {};
  return {
    page: ROLLUP[indicator] ?? (indicator === 'maintenance' ? indicator : 'unknown'),
    open: incidents
      .slice(0, 50)
      .filter((incident) => !OVER.includes(incident.status))
      .map(({name}) => title(name)),
    notOperational: components
      .filter(({status: word}) => !WELL.includes(String(word).toLowerCase()))
      .map(({name}) => title(name)),
    maintenances: scheduled_maintenances.slice(0, 100).map(({name}) => title(name)),
    updates: incidents.slice(0, 50).flatMap(({incident_updates: updates = []}) => updates).length,
  };
}

/** @param {unknown} document */
function readByCore(document) {
  const {message, problems} = statuspage.document(document);
  const {page, components, incidents, maintenances} = message.snapshot;
  const found = {
    page: page.level,
    open: incidents
      .filter(({phase}) => phase !== 'resolved' && phase !== 'completed')
      .map((incident) => incident.title),
    notOperational: components.filter(({level}) => level !== 'operational').map(({name}) => name),
    maintenances: maintenances.map((maintenance) => maintenance.title),
    updates: incidents.flatMap(({updates}) => updates).length,
  };
  return {found, problems};
}

let read = 0;
let different = 0;
for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
  if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
  const path = join(entry.parentPath, entry.name);
  const name = relative(folder, path);
  let document;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.log(`${name}: no JSON`);
    continue;
  }
  if (!isSummary(document)) {
    console.log(`${name}: no summary`);
    continue;
  }
  let reading;
  try {
    reading = readByCore(document);
  } catch (error) {
    // Only documents of the family have an indicator. Others are refused in a sentence.
    const isOfFamily = typeof document.status?.indicator === 'string';
    if (isOfFamily) different++;
    console.log(`${name}: ${isOfFamily ? 'DIFFERENT: ' : ''}refused: ${error}`);
    continue;
  }
  read++;
  const {found, problems} = reading;
  const expected = look(document);
  const same = JSON.stringify(found) === JSON.stringify(expected);
  if (!same) different++;
  console.log(
    `${name}: ${same ? 'the same' : 'DIFFERENT'}: page ${found.page}, ${found.open.length} open, ` +
      `${found.notOperational.length} components not operational, ${found.maintenances.length} maintenances, ` +
      `${found.updates} updates, ${problems.length} problems`,
  );
  if (!same) console.log({core: found, plain: expected});
  for (const {pointer, message} of problems) console.log(`  ${pointer} ${message}`);
}
console.log(`${read} documents read, ${different} different`);
process.exit(different > 0 ? 1 : 0);
