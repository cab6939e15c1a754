import {expect, test} from 'vitest';
import {run, serveProgram} from '../support/program.js';
import {incident, page, startRelay, startSource, status} from '../support/relay.js';
import {send, temporaryDirectory} from '../support/server.js';

test('relay says what it found, keeps trying the rest, and never says the secret', async () => {
  const [fine, dead] = [await startSource(page({incidents: [incident()]})), await startSource({})];
  dead.answer(status(500));
  const file = `${await temporaryDirectory()}/feed.json`;
  const secret = 'correct-horse-battery';
  const {url, child, exited, said} = await serveProgram(
    ['--from', `Shop=${fine.url}`, '--from', `Cards=${dead.url}`, '--file', file],
    {OUTAGE_FEED_WEBHOOK_SECRET: secret},
    'relay',
  );
  await expect.poll(said).toContain('Cards: It answers with status 500. Next try in');
  await expect.poll(said).toContain('Shop: Statuspage, 2 components, 1 open incident');
  const post = {page: {id: 'p1'}, incident: incident({name: 'Posted'})};
  expect((await send(`${url}/webhooks/${secret}`, 'POST', post)).status).toBe(202);
  const {body} = await send(`${url}/summary.json`, 'GET');
  expect(body.incidents).toMatchObject([{id: 'shop:i1', name: 'Posted'}]);
  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
  expect(said()).not.toContain(secret);
});

test('list shows what is suggested, and adopt publishes it', async () => {
  const provider = await startSource(page({incidents: [incident()]}));
  const {url, feed} = await startRelay({
    page: 'Acme',
    providers: [{url: provider.url, name: 'Cards'}],
  });
  const type = (...args: string[]) => run([...args, '--url', url]);
  const listed = await type('list');
  expect(listed.output).toContain('Suggested, from providers');
  expect(listed.output).toContain('  cards:i1  identified  Cards: Payments fail');
  const {output, code} = await type('adopt', 'cards:i1');
  const [own] = feed.document().incidents;
  expect({code, output}).toEqual({
    code: 0,
    output: expect.stringContaining(
      `Published ${own?.id}: Payments fail (identified, impact major).`,
    ),
  });
  expect((await type('list')).output).toContain(`(published as ${own?.id})`);
  expect(await type('adopt', 'nothing')).toMatchObject({
    code: 1,
    errors: 'There is no suggestion nothing. It may be over.\n',
  });
});

test.each([
  [['relay'], 'A relay needs a source: the URL of a status document.'],
  [['relay', '--from', 'status.acme.example'], 'A source is a URL like https://status.example/'],
  [
    ['relay', '--from', 'https://a.example', '--format', 'x'],
    'There is no format "x". Known: statuspage,',
  ],
  [['relay', '--webhook-secret', 'short'], 'The webhook secret must be at least 16'],
  [['relay', '--from', 'https://me:pass@a.example'], 'has no user name or password in it'],
])('%j is a mistake, explained, with exit code 2', async (args, message) => {
  const {code, output, errors} = await run([...args]);
  expect({code, output}).toEqual({code: 2, output: ''});
  expect(errors).toContain(message);
});
