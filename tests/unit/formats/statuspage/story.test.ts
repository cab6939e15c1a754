import {expect, test} from 'vitest';
import {parseStory} from '../../../../src/formats/statuspage/story.js';
import {parseTitle} from '../../../../src/parsing/parse.js';

const read = (ext: Record<string, unknown>) => parseStory(ext, parseTitle);

test('what nobody states is absent', () => {
  expect(read({})).toEqual({
    scope: undefined,
    notAffected: [],
    dataSafety: undefined,
    provider: undefined,
    postmortem: undefined,
    security: false,
    estimate: undefined,
    nextUpdateAt: undefined,
    workaround: '',
    actions: [],
  });
});

test.each([
  [{affected: {count: 6323, unit: 'users'}}, {count: 6323, unit: 'users'}],
  [{affected: {percent: 0.4}}, {percent: 0.4}],
  [{affected: {scope: 'customers in the EU'}}, {words: 'customers in the EU'}],
  [{locations: ['Dublin', '', 7]}, {places: ['Dublin', '7']}],
  [{affected: {count: 0}}, {count: 0}],
])('the scope is as the publisher states it: %j', (ext, scope) => {
  expect(read(ext).scope).toMatchObject(scope);
});

test.each([
  {affected: {count: -1}},
  {affected: {percent: 101}},
  {affected: {count: '6323'}},
  {affected: {unit: 'users'}},
  {affected: 'everybody'},
  {locations: 'Dublin'},
])('a scope that says nothing is none: %j', (ext) => {
  expect(read(ext).scope).toBeUndefined();
});

test('the provider is whose trouble it is, not the page that an item was repeated from', () => {
  const origin = {id: 'cards', name: 'Cards Inc.', url: 'https://status.cards.example/'};
  expect(read({origin}).provider).toBeUndefined();
  expect(read({origin: {...origin, adopted: ''}}).provider).toEqual({
    name: 'Cards Inc.',
    url: 'https://status.cards.example/',
  });
  expect(read({origin: {...origin, adopted: 'x', url: 'javascript:x'}}).provider).toEqual({
    name: 'Cards Inc.',
    url: undefined,
  });
});

test('a postmortem needs a safe address', () => {
  const publishedAt = Date.UTC(2026, 10, 23);
  const published_at = '2026-11-23T00:00:00Z';
  expect(read({postmortem: {url: 'https://a.example/x', published_at}}).postmortem).toEqual({
    url: 'https://a.example/x',
    publishedAt,
  });
  expect(read({postmortem: {url: 'javascript:x', published_at}}).postmortem).toBeUndefined();
  expect(read({postmortem: 'https://a.example/x'}).postmortem).toBeUndefined();
});

test('an estimate names the first one and the one before', () => {
  const [at, previous_at, first_at] = [12, 11, 10].map((hour) => `2026-11-21T${hour}:00:00Z`);
  expect(read({eta: {at, previous_at, first_at}}).estimate).toEqual({
    at: Date.UTC(2026, 10, 21, 12),
    previousAt: Date.UTC(2026, 10, 21, 11),
    firstAt: Date.UTC(2026, 10, 21, 10),
  });
});

test('only the known words for the safety of data count', () => {
  expect(read({data_safety: 'delayed'}).dataSafety).toBe('delayed');
  expect(read({data_safety: 'fine'}).dataSafety).toBeUndefined();
});

test('security is only what is called so', () => {
  expect(read({security: true}).security).toBe(true);
  expect(read({security: 'no'}).security).toBe(false);
});
