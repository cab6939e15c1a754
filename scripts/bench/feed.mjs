// @ts-check
// Measures what it costs to tell a crowd: the embedded hub beside the plainest Node server that
// does the same (its floor) and beside Nchan, in one run. All subscribers stay connected to all
// three, and the rounds take turns, so that a busy machine meets each alike. Run `npm run
// bench:feed`; `-- --subscribers 1000` takes fewer, `--rounds 5` takes less time. Linux tells
// memory and CPU.
import {spawnSync} from 'node:child_process';
import {availableParallelism, loadavg} from 'node:os';
import {setTimeout as pause} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {startCrowd} from './feed-crowd.mjs';
import {cpuMs, memoryBytes} from './feed-costs.mjs';
import {documentOf, startBare, startEmbedded, startNchan} from './feed-servers.mjs';
import {kB, median, ms, table, times} from './words.mjs';

const {values} = parseArgs({
  options: {
    subscribers: {type: 'string', default: '5000'},
    rounds: {type: 'string', default: '20'},
    json: {type: 'boolean', default: false},
  },
});
const subscribers = Number(values.subscribers);
const rounds = Number(values.rounds);
const WARM_UP = 3;
/** Ms after which it ends, come what may. */
const LONGEST = 170_000;
/** Ms for what a publish leaves behind: garbage, acknowledgements. */
const REST = 100;

const openFiles = spawnSync('sh', ['-c', 'ulimit -Hn'], {encoding: 'utf8'}).stdout.trim();
if (Number(openFiles) < subscribers + 200) {
  console.error(
    `Each process may open ${openFiles} files here, too few for ${subscribers} subscribers. ` +
      'Raise that (ulimit -Hn), or pass --subscribers with a smaller number.',
  );
  process.exit(1);
}

setTimeout(() => {
  console.error(`Not finished after ${LONGEST / 1000} s. Try fewer: --subscribers 1000.`);
  process.exit(1);
}, LONGEST).unref();

/** @param {string} text */
const say = (text) => values.json || console.log(text);

const embedded = await startEmbedded();
const document = await documentOf(embedded);
const servers = [await startBare(document), embedded];
const nchan = await startNchan(document);
if (typeof nchan === 'string') say(`Without Nchan: ${nchan}.`);
else servers.push(nchan);

say(
  `${subscribers} subscribers on loopback, a document of ${kB(Buffer.byteLength(document))}, ` +
    `${rounds} publishes to each server in turn:`,
);
const sides = [];
for (const server of servers) {
  const before = memoryBytes(server.pids());
  const crowd = await startCrowd(server.port, server.path, subscribers);
  await pause(1000);
  const bytes = (memoryBytes(server.pids()) - before) / subscribers;
  sides.push({server, crowd, bytes, firsts: numbers(), lasts: numbers(), cpu: 0});
}
for (let round = -WARM_UP; round < rounds; round += 1) {
  for (const side of sides) {
    const before = cpuMs(side.server.pids());
    const {firstMs, lastMs} = await side.crowd.publish(side.server.publish);
    await pause(REST);
    if (round < 0) continue;
    side.firsts.push(firstMs);
    side.lasts.push(lastMs);
    side.cpu += cpuMs(side.server.pids()) - before;
  }
}

const results = sides.map(({server, crowd, bytes, firsts, lasts, cpu}) => ({
  server: server.name,
  connectMs: crowd.connectMs,
  firstMs: median(firsts),
  lastMs: median(lasts),
  worstMs: Math.max(...lasts),
  bytesPerConnection: bytes,
  cpuMsPer1000: (cpu / (rounds * subscribers)) * 1000,
}));
say(
  table(
    results.map((result) => ({
      server: result.server,
      'all connected': ms(result.connectMs),
      'first has it': ms(result.firstMs),
      'last has it': ms(result.lastMs),
      'worst round': ms(result.worstMs),
      'memory each': kB(result.bytesPerConnection),
      'CPU per 1,000': ms(result.cpuMsPer1000),
    })),
  ),
);

const [floor, hub] = results;
const ratio = {
  lastMs: (hub?.lastMs ?? NaN) / (floor?.lastMs ?? NaN),
  cpuMs: (hub?.cpuMsPer1000 ?? NaN) / (floor?.cpuMsPer1000 ?? NaN),
};
say(
  `\nembedded hub: ${times(ratio.lastMs)} its floor to the last delivery, ${times(ratio.cpuMs)} in CPU`,
);
const load = loadavg()[0] ?? 0;
const busy = load > availableParallelism() * 2;
if (busy) say(`The machine was busy (load ${load.toFixed(1)}): do not quote these times.`);
if (values.json) console.log(JSON.stringify({subscribers, rounds, results, ratio, busy}, null, 2));
process.exit();

/** @returns {number[]} */
function numbers() {
  return [];
}
