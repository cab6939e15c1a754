import {expect, test} from 'vitest';
import {cstate} from '../../../../src/formats/vendors/cstate.ts';
import {readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);

test('categories become groups, unless their title is hidden', () => {
  const {page, components, incidents} = readFixture(cstate, 'healthy');
  expect(page).toMatchObject({
    name: 'Acme Verfügbarkeit',
    url: 'https://status.acme.example/',
    updatedAt: at('2026-11-21T09:50:00Z'),
    level: 'operational',
    headline: '',
  });
  expect(components).toEqual([
    {id: 'group Läden', name: 'Läden', level: 'operational', group: true, groupId: undefined},
    {id: 'Kasse', name: 'Kasse', level: 'operational', group: false, groupId: 'group Läden'},
    {id: 'Konto', name: 'Konto', level: 'operational', group: false, groupId: 'group Läden'},
    {id: 'Blog', name: 'Blog', level: 'operational', group: false, groupId: undefined},
  ]);
  expect(incidents).toEqual([]);
});

test('texts are marked with their language; the day it was built is no proof of life, and no lack of one', () => {
  expect(readFixture(cstate, 'healthy').revision).toMatchObject({
    locale: 'de',
    generatedAt: undefined,
  });
});

test('an issue under two systems is one, with times as Go prints them', () => {
  const {page, components, incidents} = readFixture(cstate, 'incident');
  expect(page.level).toBe('degraded');
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Läden', 'major'],
    ['Kasse', 'degraded'],
    ['Konto', 'major'],
    ['Blog', 'operational'],
  ]);
  expect(incidents).toHaveLength(1);
  expect(incidents).toMatchObject([
    {
      id: 'https://status.acme.example/issues/slow/',
      title: 'Anmeldung dauert länger',
      phase: 'unknown',
      level: 'degraded',
      startedAt: at('2026-11-21T09:00:00Z'),
      updatedAt: at('2026-11-21T09:40:00Z'),
      resolvedAt: undefined,
      url: 'https://status.acme.example/issues/slow/',
      components: [
        {id: 'Kasse', name: 'Kasse'},
        {id: 'Konto', name: 'Konto'},
      ],
      updates: [],
    },
  ]);
});

test('what is informational is a notice, pinned or not', () => {
  const {page, incidents} = readFixture(cstate, 'maintenance');
  expect(page.level).toBe('notice');
  expect(incidents.map(({title, level}) => [title, level])).toEqual([['Neue Adresse', 'notice']]);
});

test('a summary may contradict its systems; what has no value is unknown', () => {
  const {page, components, incidents} = readFixture(cstate, 'odd');
  expect(page).toMatchObject({level: 'degraded', updatedAt: undefined});
  expect(components.map(({name, level, groupId}) => [name, level, groupId])).toEqual([
    ['Läden', 'unknown', undefined],
    ['Kasse', 'operational', 'group Läden'],
    ['Konto', 'unknown', 'group Läden'],
    ['Blog', 'operational', undefined],
  ]);
  expect(incidents).toMatchObject([
    {title: 'Anmeldung dauert länger', phase: 'unknown', level: 'unknown', startedAt: undefined},
    {title: 'Vorbei', phase: 'resolved', resolvedAt: at('2026-11-20T12:00:00Z')},
  ]);
});
