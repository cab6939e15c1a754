import {expect, test} from 'vitest';
import {run, serveProgram} from '../support/program.js';
import {send, startServer, temporaryDirectory} from '../support/server.js';

/** A real server, and the command line pointed at it. */
async function startTerminal(environment: Record<string, string> = {}) {
  const server = await startServer(
    environment['OUTAGE_FEED_TOKEN'] ? {token: environment['OUTAGE_FEED_TOKEN']} : {},
  );
  const type = (...args: string[]) => run(args, {OUTAGE_FEED_URL: server.url, ...environment});
  const document = () => server.feed.document();
  return {...server, type, document};
}

test('one line opens an incident', async () => {
  const {type, document} = await startTerminal();
  const {code, output} = await type(
    ...['post', 'Payments fail', '--component', 'payments', '--impact', 'major'],
  );
  const [incident] = document().incidents;
  expect(code).toBe(0);
  expect(output).toBe(
    `Published ${incident?.id}: Payments fail (investigating, impact major).\n` +
      `More news:  outage-feed update ${incident?.id} "…"\n` +
      `It is over: outage-feed resolve ${incident?.id}\n\n` +
      'Better still:\n' +
      '  "Payments fail" has no text. Say in one sentence what does not work, even if no more is known.\n' +
      '  "Payments fail" does not say when there will be more news. Promise the next one in 20 to 30 minutes ' +
      '(ext.next_update_at, --next-update 30m), even if nothing will be new.\n',
  );
  expect(document().components[0]).toMatchObject({id: 'payments', status: 'partial_outage'});
});

test('an incident from the first word to the last', async () => {
  const {type, document} = await startTerminal();
  await type('post', 'Slow', '--component', 'exports', '--component', 'invoices=major_outage');
  expect(document().components.map(({status}) => status)).toEqual([
    'operational',
    'major_outage',
    'degraded_performance',
  ]);
  await type('update', 'We see why.', '--status', 'identified', '--eta', '2026-11-21T12:00Z');
  await type('update', 'Later.', '--eta', '2026-11-21T13:00Z', '--workaround', 'Wait.');
  expect(document().incidents[0]).toMatchObject({
    status: 'identified',
    ext: {
      eta: {at: '2026-11-21T13:00:00.000Z', previous_at: '2026-11-21T12:00:00.000Z'},
      workaround: 'Wait.',
    },
  });
  const {output} = await type('resolve', '--body', 'All good.');
  expect(output).toMatch(/^Resolved inc-\w{8}: Slow\.\n$/);
  expect(document().status.indicator).toBe('none');
  expect(document().incidents[0]?.incident_updates[0]?.body).toBe('All good.');
});

test('everything that readers can be told is one option away', async () => {
  const {type, document} = await startTerminal();
  await type(
    ...['post', 'Card payments fail', '--body', 'All cards are refused.'],
    ...['--affected', '6,323 users', '--not-affected', 'Bank transfers', '--data', 'safe'],
    ...['--action', 'Contact support = https://acme.example/support?a=b'],
    ...['--provider', 'Cards Inc.=https://status.cards.example/', '--next-update', '30m'],
  );
  expect(document().incidents[0]?.ext).toMatchObject({
    affected: {count: 6323, unit: 'users'},
    not_affected: ['Bank transfers'],
    data_safety: 'safe',
    actions: [{label: 'Contact support', url: 'https://acme.example/support?a=b'}],
    origin: {id: 'cards-inc-', name: 'Cards Inc.', url: 'https://status.cards.example/'},
  });
  await type('update', 'One in three.', '--affected', '0.4 %');
  expect(document().incidents[0]?.ext?.['affected']).toEqual({percent: 0.4});
  await type('update', 'Only there.', '--affected', 'customers in the EU');
  expect(document().incidents[0]?.ext?.['affected']).toEqual({scope: 'customers in the EU'});
});

test('after the end: a correction, a postmortem, the history, and a comeback', async () => {
  const {type, document} = await startTerminal();
  expect((await type('history')).output).toBe('Nothing is over yet.\n');
  await type('post', 'Card payments fail', '--body', 'All cards are refussed.');
  const id = document().incidents[0]?.id ?? '';
  expect((await type('correct', id, 'All cards are refused.')).output).toBe(
    `Corrected the words of ${id}: Card payments fail.\n`,
  );
  expect(document().incidents[0]?.incident_updates).toMatchObject([
    {body: 'All cards are refused.'},
  ]);
  await type('resolve', id, '--data', 'safe');
  await type('update', id, '--postmortem', 'https://acme.example/what-happened');
  expect(document().incidents[0]).toMatchObject({
    status: 'resolved',
    ext: {data_safety: 'safe', postmortem: {url: 'https://acme.example/what-happened'}},
  });
  expect((await type('history')).output).toMatch(
    new RegExp(`^\\nOver\\n  ${id}  \\S+Z  Card payments fail, with a postmortem\\n$`),
  );
  expect((await type('reopen', id, 'It is back.')).output).toBe(
    `${id} is open again: Card payments fail.\n`,
  );
  expect(document().incidents[0]).toMatchObject({status: 'investigating'});
});

test('a server that holds what is published does not hold what is typed', async () => {
  const server = await startServer({holdSeconds: 60});
  await run(['post', 'Payments fail'], {OUTAGE_FEED_URL: server.url});
  expect(server.feed.document().incidents).toHaveLength(1);
});

test('a maintenance is scheduled, started and ended', async () => {
  const {type, document} = await startTerminal();
  const scheduled = await type('schedule', 'Upgrade', '--at', '1h', '--component', 'exports');
  expect(scheduled.output).toMatch(/^Announced mnt-\w{8}: Upgrade, from \d{4}-\d\d-\d\dT/);
  await type('start', '--body', 'Here we go.');
  expect(document().components[2]?.status).toBe('under_maintenance');
  await type('end');
  expect(document().scheduled_maintenances[0]?.status).toBe('completed');
  expect(document().components[2]?.status).toBe('operational');
});

test('components are set and added, things are removed, all is listed', async () => {
  const {type, document} = await startTerminal();
  await type('post', 'Oops');
  const id = document().incidents[0]?.id ?? '';
  await type('component', 'search', 'degraded_performance', '--name', 'Search');
  expect((await type('list')).output).toBe(
    [
      'Acme: Partially degraded service (rev 3)',
      '',
      'Incidents',
      `  ${id}  investigating  Oops`,
      '',
      'Components',
      '  payments  operational           Payments',
      '  invoices  operational           Invoices',
      '  exports   operational           Exports',
      '  search    degraded_performance  Search',
      '',
    ].join('\n'),
  );
  expect((await type('remove', id)).output).toBe(`Removed the incident ${id}.\n`);
  expect((await type('remove', 'search')).output).toBe('Removed the component search.\n');
  expect(document().incidents).toEqual([]);
  expect(document().components).toHaveLength(3);
});

test('--json prints what the server answered', async () => {
  const {type, document} = await startTerminal();
  const posted = await type('post', 'Payments fail', '--json');
  expect(JSON.parse(posted.output)).toEqual(document().incidents[0]);
  expect(JSON.parse((await type('list', '--json')).output).ext.rev).toBe(2);
});

test('where there is a choice the id is asked for', async () => {
  const {type, document} = await startTerminal();
  expect(await type('resolve')).toMatchObject({code: 1, errors: 'There is no open incident.\n'});
  await type('post', 'One');
  await type('post', 'Two');
  const [two, one] = document().incidents;
  expect(await type('update', 'News.')).toMatchObject({
    code: 1,
    errors:
      'There is more than one open incident. Say which:\n' +
      `  ${two?.id}  Two\n  ${one?.id}  One\n`,
  });
  expect((await type('update', one?.id ?? '', 'News.')).code).toBe(0);
});

test('everything wrong is shown, one thing a line', async () => {
  const {type} = await startTerminal();
  const {code, errors} = await type('post', 'x', '--component', 'pay=down', '--impact', 'huge');
  expect(code).toBe(1);
  expect(errors.split('\n')).toEqual([
    'Nothing was published: 3 things are wrong with the request.',
    '  /impact must be one of: none, minor, major, critical, maintenance',
    '  /components/0/status must be one of: operational, degraded_performance, ' +
      'partial_outage, major_outage, under_maintenance',
    '  /components/0/id is no component of the page. Known: payments, invoices, exports',
    '',
  ]);
});

test('the token comes from the environment or the command line', async () => {
  const {url, type} = await startTerminal({OUTAGE_FEED_TOKEN: 'secret'});
  expect((await type('post', 'One')).code).toBe(0);
  expect((await run(['post', 'Two', '--url', url, '--token', 'secret'])).code).toBe(0);
  expect(await run(['post', 'Three', '--url', url])).toMatchObject({
    code: 1,
    errors: expect.stringContaining('Give it with --token or OUTAGE_FEED_TOKEN.'),
  });
});

test('an empty variable is one that is not set', async () => {
  // Whether anything listens at the default address is not ours to say.
  expect((await run(['list'], {OUTAGE_FEED_URL: ''})).errors).not.toContain('--url must be a URL');
});

test('no server is said in words', async () => {
  const {url, close} = await startServer();
  await close();
  expect(await run(['list', '--url', url])).toMatchObject({
    code: 1,
    errors:
      `No answer from ${url}: nothing listens there.\n` +
      'Start a server with "outage-feed serve", or say where it is with --url.\n',
  });
});

test.each([
  [['poost'], 'There is no command "poost". See: outage-feed --help'],
  [['post'], '"post" needs "<what is wrong>". See: outage-feed post --help'],
  [['post', 'Payments', 'fail'], '"fail" is one thing too many. Put quotes around texts'],
  [['post', 'x', '--impct', 'major'], "Unknown option '--impct'. See: outage-feed post --help"],
  [['post', 'x', '--impact'], "Option '--impact <value>' argument missing."],
  [['post', 'x', '--eta', 'soon'], '--eta takes a time like 30m, 2h, 1d or "2026-11-21 22:00"'],
  [['schedule', 'x'], '"schedule" needs --at: when does it start?'],
  [['list', '--url', 'localhost:8080'], '--url must be a URL like http://127.0.0.1:8080'],
  [['list', '--url', 'http:nothing'], '--url must be a URL like http://127.0.0.1:8080'],
  [['serve', '--port', 'http'], '--port takes a whole number, not "http".'],
  [['serve', '--port', '70000'], 'port must be a whole number from 0 to 65535, not 70000.'],
  [['serve', '--token', ''], 'The token is empty. Leave it out, or set one.'],
])('%j is a mistake, explained, with exit code 2', async (args, message) => {
  const {code, output, errors} = await run([...args]);
  expect({code, output, errors}).toMatchObject({code: 2, output: ''});
  expect(errors).toContain(message);
});

test('every command has help with an example', async () => {
  const {code, output} = await run(['--help']);
  expect(code).toBe(0);
  const names = [...output.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name = '']) => name);
  expect(names).toHaveLength(18);
  const helps = await Promise.all(names.map((name) => run([name, '--help'])));
  for (const [index, help] of helps.entries()) {
    expect(help.code).toBe(0);
    expect(help.output).toContain(`Usage: outage-feed ${names[index]}`);
    expect(help.output).toContain(`\n  outage-feed ${names[index]}`);
  }
});

test('serve says where everything is and who may publish', async () => {
  const file = `${await temporaryDirectory()}/feed.json`;
  const {url, child, exited} = await serveProgram(['--file', file, '--page', 'Acme']);
  const {body} = await send(`${url}/summary.json`, 'GET');
  expect(body.page.name).toBe('Acme');
  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
});
