// Starts the whole demo on one port: the pages, the build, and a feed to publish to. `npm start`
// builds first.
//
// `PORT=3000 npm start` takes that port and no other. Without PORT it takes 8080 or the next free
// one.
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {addPages, pages} from './pages.mjs';
import {addPlay} from './play.mjs';
import {addPreview} from './preview.mjs';
import {addStates} from './states.mjs';
import {addExistingPage} from './existing-page.mjs';

/** In the words of the product's users, as they would name what they came to do. */
const components = [
  {name: 'Payments', description: 'Cards, direct debit and bank transfers'},
  {name: 'Invoices', description: 'Reading, approving and commenting'},
  {name: 'Invoice email', description: 'Invoices that suppliers send by email'},
  {name: 'Exports', description: 'Files for your accountant'},
  {name: 'Sign-in', description: 'Passwords and single sign-on'},
  {name: 'API', description: 'For your own programs'},
];

/**
 * @param {object} [options]
 * @param {number} [options.port] 0 takes any free one
 * @param {boolean} [options.orNextFree] when the port is taken, try the ones after it
 * @param {(line: string) => void} [options.say]
 * @param {() => number} [options.clock] of the feed: pictures need incidents that are some minutes
 * old
 */
export async function startDemo({
  port = 8080,
  orNextFree = true,
  say = console.log,
  clock = Date.now,
} = {}) {
  const built = fileURLToPath(new URL('../cdn/outage-widgets.js', import.meta.url));
  if (!existsSync(built)) throw new Error('There is no build yet. Run: npm run build');
  const {serve} = await import('outage-feed');

  // A fresh folder, so that every start is a healthy one.
  const folder = await mkdtemp(join(tmpdir(), 'outage-widgets-demo-'));
  const removeFolder = () => rm(folder, {recursive: true, force: true});

  /** @param {number} wanted */
  const listen = async (wanted) => {
    /** @type {(() => Promise<void>)[]} */
    const endings = [];
    /** @type {import('outage-feed').RunningServer} */
    let server;
    // The routes need the feed, which exists only once the server does; none is called before.
    const feed = () => server.feed;
    const url = () => server.url;
    const end = () => Promise.all(endings.map((ending) => ending()));
    try {
      server = await serve({
        file: join(folder, 'feed.json'),
        page: 'Damson',
        components,
        port: wanted,
        clock,
        extend(app) {
          addPages(app);
          addStates(app);
          addExistingPage(app);
          endings.push(addPlay(app, feed, url));
          endings.push(addPreview(app, feed, join(folder, 'preview.json')));
        },
      });
    } catch (error) {
      await end();
      throw error;
    }
    return {server, end};
  };

  try {
    const {server, end} = await orTheNext(listen, port, orNextFree ? 10 : 0, say);
    return {
      url: server.url,
      feed: server.feed,
      async close() {
        await end();
        await server.close();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/**
 * @template Started
 * @param {(port: number) => Promise<Started>} start
 * @param {number} port
 * @param {number} tries how many further ports
 * @param {(line: string) => void} say
 * @returns {Promise<Started>}
 */
async function orTheNext(start, port, tries, say) {
  try {
    return await start(port);
  } catch (error) {
    if (error.code !== 'port-in-use' || tries === 0) throw error;
    say(`Port ${port} is taken, trying ${port + 1}.`);
    return orTheNext(start, port + 1, tries - 1, say);
  }
}

/** @param {string | undefined} text */
function parsePort(text) {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT is "${text}". Give a number from 0 to 65535, or leave it out.`);
}

async function main() {
  const port = parsePort(process.env['PORT']);
  const demo = await startDemo(port === undefined ? {} : {port, orNextFree: false});

  const width = Math.max(...pages.map(({path}) => path.length));
  console.log(
    '\nThe demo is running. Everything is healthy; open two windows and break something.\n',
  );
  for (const {path, about} of pages) {
    console.log(`  ${demo.url}${path.padEnd(width)}   ${about}`);
  }
  console.log('\nCtrl+C ends it.');

  let ending = false;
  const end = () => {
    // A second Ctrl+C ends the process at once.
    if (ending) process.exit(1);
    ending = true;
    demo.close().then(
      () => process.exit(0),
      (error) => fail(error),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** @param {Error} error */
function fail(error) {
  console.error(error.message);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main().catch(fail);
