import {describe, expect, test} from 'vitest';
import type {FeedState, MergeOutcome} from '../../../src/store/reduce.js';
import {initialState, reduceConnection, reduceMessage} from '../../../src/store/reduce.js';
import {FeedError} from '../../../src/model/errors.js';
import type {Level, Revision, Message} from '../../../src/model/types.js';
import {
  after,
  beat,
  component,
  revision,
  hear,
  incident,
  maintenance,
  native,
  TEN,
  whole,
} from '../model.js';

const status = (said: Revision, level: 'operational' | 'major' = 'major'): Message => ({
  type: 'status',
  revision: said,
  summary: {level, headline: level},
});
const upsert = (said: Revision, id = 'i', fields = {}): Message => ({
  type: 'upsert',
  list: 'incidents',
  item: incident(id, fields),
  revision: said,
  summary: undefined,
});
const remove = (said: Revision, id = 'i'): Message => ({
  type: 'remove',
  list: 'incidents',
  id,
  revision: said,
  summary: undefined,
});
const red = {page: {level: 'major', headline: 'Down'} as const};

const ids = ({snapshot}: FeedState) => snapshot!.incidents.map(({id}) => id);
const ends = ({ended}: FeedState) => ended.map(({report, how}) => `${report.id} ${how}`);
const level = ({snapshot}: FeedState) => snapshot?.page.level;

/** How the last of some messages fits those before it. */
function outcome(...messages: readonly Message[]): MergeOutcome {
  const state = after(...messages.slice(0, -1));
  const message = messages.at(-1)!;
  return reduceMessage(state, {message, problems: [], at: TEN, clockOffset: 0}).outcome;
}

describe('the order of messages', () => {
  test('a replayed "operational" cannot hide an outage, in no kind of message', () => {
    const held = whole({revision: native(7), ...red});
    for (const [old, how] of [
      [whole({revision: native(6)}), 'stale'],
      [whole({revision: native(7)}), 'duplicate'],
      [status(native(7), 'operational'), 'stale'],
      [status(native(5), 'operational'), 'stale'],
    ] as const) {
      expect(level(hear(after(held), TEN + 60_000, old))).toBe('major');
      expect(outcome(held, old)).toBe(how);
    }
  });

  test('the next revision is applied', () => {
    const messages = [whole({revision: native(7)}), status(native(8))];
    const state = after(...messages);
    expect(level(state)).toBe('major');
    expect(state.snapshot!.revision.rev).toBe(8);
    expect(outcome(...messages)).toBe('applied');
  });

  test('a revision further on is a gap: nothing is applied, and the document is needed', () => {
    for (const message of [
      status(native(9)),
      upsert(native(9)),
      remove(native(12)),
      beat(native(9)),
    ]) {
      const messages = [whole({revision: native(7)}), message];
      expect(level(after(...messages))).toBe('operational');
      expect(outcome(...messages)).toBe('gap');
      expect(outcome(...messages, whole({revision: native(6)}))).toBe('stale');
      expect(outcome(...messages, whole({revision: native(12)}))).toBe('applied');
    }
  });

  test('a snapshot further on is no gap', () => {
    const messages = [whole({revision: native(7)}), whole({revision: native(70), ...red})];
    expect(level(after(...messages))).toBe('major');
    expect(outcome(...messages)).toBe('applied');
  });

  test('a message before any snapshot is a gap', () => {
    expect(outcome(status(native(1)))).toBe('gap');
    expect(outcome(beat(native(0)))).toBe('gap');
  });

  test('a message without its place in an order that is kept is a gap', () => {
    const messages = [
      whole({revision: native(7), ...red}),
      status(revision({epoch: 'e'}), 'operational'),
    ];
    expect(level(after(...messages))).toBe('major');
    expect(outcome(...messages)).toBe('gap');
  });

  test('a snapshot of another epoch replaces what is held if it is newer', () => {
    const held = after(whole({revision: native(70), ...red}));
    const other = (seconds: number) =>
      whole({revision: native(1, {epoch: 'f', generatedAt: TEN + seconds * 1000})});
    expect(level(hear(held, TEN, other(69)))).toBe('major');
    expect(level(hear(held, TEN, other(71)))).toBe('operational');
  });

  test('any other message of another epoch is a gap, whose revision says nothing about this epoch', () => {
    const messages = [whole({revision: native(7)}), status(native(1000, {epoch: 'f'}))];
    expect(level(after(...messages))).toBe('operational');
    expect(outcome(...messages)).toBe('gap');
    expect(outcome(...messages, whole({revision: native(8)}))).toBe('applied');
    const moved = whole({revision: native(3, {epoch: 'f', generatedAt: TEN + 9e6})});
    expect(outcome(...messages, moved)).toBe('applied');
  });

  test('documents without revisions are ordered by when they were made, or else by the page', () => {
    const plain = (updatedAt: number | undefined, fields = {}) =>
      whole({...fields, page: {level: 'operational', updatedAt, ...fields}});
    const held = after(whole({page: {level: 'major', updatedAt: TEN}}));
    expect(level(hear(held, TEN, plain(TEN - 1)))).toBe('major');
    expect(level(hear(held, TEN, plain(TEN)))).toBe('operational');
    expect(level(hear(held, TEN, plain(TEN + 1)))).toBe('operational');
    expect(level(hear(held, TEN, plain(undefined)))).toBe('operational');
    const made = after(whole({revision: revision({generatedAt: TEN}), ...red}));
    expect(level(hear(made, TEN, whole({revision: revision({generatedAt: TEN - 1})})))).toBe(
      'major',
    );
  });

  test('every message may come twice', () => {
    for (const message of [
      upsert(native(8)),
      status(native(8)),
      remove(native(8)),
      beat(native(7)),
      whole({revision: native(8), ...red}),
    ]) {
      const once = after(whole({revision: native(7), incidents: [incident('i')]}), message);
      const twice = hear(once, TEN + 1000, message);
      expect({...twice, checkedAt: 0}).toEqual({...once, checkedAt: 0});
    }
  });

  test('goodbye changes nothing', () => {
    const state = after(whole({revision: native(7)}));
    expect(hear(state, TEN, {type: 'bye', retryAfterMs: 1})).toBe(state);
  });
});

describe('single changes', () => {
  const held = () =>
    after(
      whole({
        revision: native(7),
        incidents: [incident('a'), incident('b')],
        components: [component('c')],
      }),
    );

  test('an upsert keeps the place of what it replaces, and goes to the end otherwise', () => {
    expect(ids(hear(held(), TEN, upsert(native(8), 'a', {title: 'New'})))).toEqual(['a', 'b']);
    expect(
      hear(held(), TEN, upsert(native(8), 'a', {title: 'New'})).snapshot!.incidents[0]!.title,
    ).toBe('New');
    expect(ids(hear(held(), TEN, upsert(native(8), 'z')))).toEqual(['a', 'b', 'z']);
  });

  test('of components and maintenances go to their lists', () => {
    const state = hear(
      held(),
      TEN,
      {
        type: 'upsert',
        list: 'components',
        item: component('c', {level: 'major'}),
        revision: native(8),
        summary: undefined,
      },
      {
        type: 'upsert',
        list: 'maintenances',
        item: maintenance('a'),
        revision: native(9),
        summary: undefined,
      },
    );
    expect(state.snapshot!.components[0]!.level).toBe('major');
    expect(state.snapshot!.maintenances).toHaveLength(1);
    expect(ids(state)).toEqual(['a', 'b']);
  });

  test('a removal takes its object only, and claims no end', () => {
    const state = hear(held(), TEN, remove(native(8), 'a'), remove(native(9), 'nobody'));
    expect(ids(state)).toEqual(['b']);
    expect(state.ended).toEqual([]);
  });

  test('what a change does not repeat still holds', () => {
    const state = after(
      whole({revision: native(7, {maxStaleSeconds: 60, stream: 'x'}), ...red}),
      upsert(native(8)),
    );
    expect(state.snapshot!.revision).toMatchObject({
      rev: 8,
      maxStaleSeconds: 60,
      stream: 'x',
      generatedAt: TEN + 8000,
    });
    expect(level(state)).toBe('major');
  });

  test('a feed cannot fill the memory of its readers', () => {
    let state = after(whole({revision: native(0)}));
    for (let rev = 1; rev <= 60; rev++) state = hear(state, TEN, upsert(native(rev), `i${rev}`));
    expect(ids(state)).toHaveLength(50);
    // The last ones go, as in a document too long; what is held still develops.
    expect(ids(state).at(-1)).toBe('i50');
    state = hear(state, TEN, upsert(native(61), 'i50', {phase: 'monitoring'}));
    expect(ids(state)).toHaveLength(50);
    expect(state.snapshot!.incidents.at(-1)!.phase).toBe('monitoring');
  });
});

describe('proof of life', () => {
  const hearAt = (state: FeedState, at: number, message: Message, clockOffset = 0) =>
    reduceMessage(state, {message, problems: [], at, clockOffset}).state;

  test('is when a message says it was made, by our clock', () => {
    const state = hearAt(
      initialState,
      TEN,
      whole({revision: native(1, {generatedAt: TEN - 5000})}),
    );
    expect(state).toMatchObject({asOf: TEN - 5000, provenAt: TEN - 5000, checkedAt: TEN});
  });

  test('takes the difference of the clocks into account', () => {
    const days = 3 * 86_400_000;
    const state = hearAt(
      initialState,
      TEN + days,
      whole({revision: native(1, {generatedAt: TEN - 5000})}),
      -days,
    );
    expect(state).toMatchObject({asOf: TEN - 5000, provenAt: TEN + days - 5000});
  });

  test('is the moment it came, where a message does not say', () => {
    expect(hearAt(initialState, TEN, whole())).toMatchObject({asOf: TEN, provenAt: TEN});
    expect(hearAt(after(whole()), TEN + 60_000, whole())).toMatchObject({provenAt: TEN + 60_000});
  });

  test('comes with a beat of the held revision', () => {
    const state = hearAt(
      after(whole({revision: native(1)})),
      TEN + 60_000,
      beat(native(1, {generatedAt: TEN + 60_000})),
    );
    expect(state.provenAt).toBe(TEN + 60_000);
  });

  test('does not come with an old copy, however often and late a cache hands it out', () => {
    const copy = whole({revision: native(1, {generatedAt: TEN})});
    const state = hearAt(hearAt(initialState, TEN, copy), TEN + 600_000, copy);
    expect(state).toMatchObject({provenAt: TEN, checkedAt: TEN + 600_000});
    const plain = whole({revision: revision({generatedAt: TEN})});
    expect(hearAt(hearAt(initialState, TEN, plain), TEN + 600_000, plain).provenAt).toBe(TEN);
  });

  test('does not come with an older copy of the same revision, though both clocks are a day behind', () => {
    const day = 26 * 3_600_000;
    const made = (at: number) => whole({revision: native(1, {generatedAt: at})});
    // The clocks of the reader and of the server, by the publisher's.
    for (const [ours, server] of [
      [0, -day],
      [2 * day, -day],
      [-day, 0],
      [-day, -day],
    ] as const) {
      const offset = server - ours;
      const state = hearAt(initialState, TEN + ours, made(TEN), offset);
      const later = hearAt(state, TEN + ours + 900_000, made(TEN - 28_800_000), offset);
      expect(later).toMatchObject({asOf: TEN, provenAt: state.provenAt});
    }
  });

  test('does not come with an older copy without revision though the server’s clock is a day behind', () => {
    const day = 26 * 3_600_000;
    const made = (at: number, fields = {}) =>
      whole({revision: revision({generatedAt: at}), ...fields});
    const state = hearAt(initialState, TEN, made(TEN, red), -day);
    const later = hearAt(state, TEN + 900_000, made(TEN - 28_800_000), -day);
    expect(level(later)).toBe('major');
    expect(later.provenAt).toBe(state.provenAt);
  });

  test('comes again after a time without revision that both clocks call a typing error', () => {
    const made = (at: number) => whole({revision: revision({generatedAt: at})});
    const state = hearAt(initialState, TEN, made(TEN + 10 * 365 * 86_400_000));
    expect(hearAt(state, TEN + 60_000, made(TEN + 60_000)).provenAt).toBe(TEN + 60_000);
  });

  test('is never in the future, and a publisher whose clock is ahead proves nothing twice', () => {
    const ahead = whole({revision: native(1, {generatedAt: TEN + 3_600_000})});
    const state = hearAt(initialState, TEN, ahead);
    expect(state.provenAt).toBe(TEN);
    expect(hearAt(state, TEN + 600_000, ahead).provenAt).toBe(TEN);
  });

  test('comes with a new revision also after the publisher set its clock back', () => {
    const state = hearAt(
      initialState,
      TEN,
      whole({revision: native(1, {generatedAt: TEN + 3_600_000})}),
    );
    const next = hearAt(
      state,
      TEN + 60_000,
      whole({revision: native(2, {generatedAt: TEN + 60_000})}),
    );
    expect(next.provenAt).toBe(TEN + 60_000);
  });

  test('does not come with a gap or an old message', () => {
    const state = after(whole({revision: native(5)}));
    for (const message of [beat(native(9)), beat(native(4)), status(native(3))]) {
      expect(hearAt(state, TEN + 90_000, message)).toMatchObject({
        provenAt: state.provenAt,
        checkedAt: TEN + 90_000,
      });
    }
  });
});

describe('an end', () => {
  const open = () =>
    after(
      whole({
        revision: native(1),
        incidents: [incident('i')],
        maintenances: [maintenance('m', {phase: 'in_progress'})],
      }),
    );

  test('is noticed when the publisher says so', () => {
    const state = hear(open(), TEN, upsert(native(2), 'i', {phase: 'resolved'}));
    expect(state.ended).toMatchObject([
      {report: {id: 'i', phase: 'resolved'}, how: 'resolved', at: TEN},
    ]);
  });

  test('is new when it is learned, not when another tab heard of it', () => {
    const received = {
      message: whole({revision: native(2), incidents: [incident('i', {phase: 'resolved'})]}),
      problems: [],
      at: TEN,
      clockOffset: 0,
      seenAt: TEN + 1_800_000,
    } as const;
    expect(reduceMessage(open(), received).state.ended[0]).toMatchObject({at: TEN + 1_800_000});
  });

  test('is noticed when something is not listed any more, which proves nothing else', () => {
    expect(ends(hear(open(), TEN, whole({revision: native(2)})))).toEqual(['i gone', 'm gone']);
  });

  test('has the publisher’s word', () => {
    for (const phase of ['resolved', 'false_alarm'] as const) {
      expect(ends(hear(open(), TEN, upsert(native(2), 'i', {phase})))).toEqual([`i ${phase}`]);
    }
    const work = whole({
      revision: native(2),
      incidents: [incident('i')],
      maintenances: [maintenance('m', {phase: 'cancelled'})],
    });
    expect(ends(hear(open(), TEN, work))).toEqual(['m cancelled']);
  });

  test('of what is withdrawn is none, and one that was noticed is forgotten', () => {
    const gone = whole({revision: native(3), withdrawn: ['incident i', 'maintenance m']});
    expect(hear(open(), TEN, gone).ended).toEqual([]);
    const resolved = hear(open(), TEN, upsert(native(2), 'i', {phase: 'resolved'}));
    expect(hear(resolved, TEN, gone).ended).toEqual([]);
    expect(hear(resolved, TEN, remove(native(3), 'i')).ended).toEqual([]);
  });

  test('of what comes back after it was withdrawn is told', () => {
    const state = hear(
      open(),
      TEN,
      remove(native(2), 'i'),
      upsert(native(3), 'i'),
      upsert(native(4), 'i', {phase: 'resolved'}),
    );
    expect(ends(state)).toEqual(['i resolved']);
  });

  test('is as good as said where a page lists only what is open, and says that all is well', () => {
    const listed = [{id: 'a', name: 'A'}];
    const before = after(whole({incidents: [incident('i', {components: listed})]}));
    const then = (level: Level, own: Level) =>
      ends(hear(before, TEN, whole({page: {level}, components: [component('a', {level: own})]})));
    expect(then('operational', 'operational')).toEqual(['i over']);
    expect(then('partial', 'operational')).toEqual(['i gone']);
    expect(then('operational', 'unknown')).toEqual(['i gone']);
  });

  test('is as good as said by such a page through a relay, too', () => {
    const repeated = incident('i', {repeated: true});
    const then = (level: Level, fields = repeated) =>
      ends(
        hear(
          after(whole({revision: native(1), incidents: [fields]})),
          TEN,
          whole({revision: native(2), page: {level}}),
        ),
      );
    expect(then('operational')).toEqual(['i over']);
    expect(then('degraded')).toEqual(['i gone']);
    expect(then('operational', incident('i'))).toEqual(['i gone']);
  });

  test('is noticed once', () => {
    const resolved = whole({
      revision: native(2),
      incidents: [incident('i', {phase: 'resolved'})],
      maintenances: [maintenance('m', {phase: 'completed'})],
    });
    const state = hear(
      open(),
      TEN,
      resolved,
      whole({revision: native(3)}),
      whole({revision: native(4)}),
    );
    expect(ends(state)).toEqual(['i resolved', 'm resolved']);
  });

  test('of what was not seen open is none', () => {
    expect(after(whole({incidents: [incident('i', {phase: 'resolved'})]}), whole()).ended).toEqual(
      [],
    );
  });

  test('of what was only announced is that it was called off', () => {
    expect(after(whole({maintenances: [maintenance('m')]}), whole()).ended).toEqual([]);
  });

  test('is taken back when the incident is open again', () => {
    const state = hear(
      open(),
      TEN,
      upsert(native(2), 'i', {phase: 'resolved'}),
      upsert(native(3), 'i', {phase: 'investigating'}),
    );
    expect(state.ended).toEqual([]);
    expect(ends(hear(state, TEN, upsert(native(4), 'i', {phase: 'resolved'})))).toEqual([
      'i resolved',
    ]);
  });

  test('of an incident and of a maintenance with the same id are two', () => {
    const state = after(
      whole({incidents: [incident('x')], maintenances: [maintenance('x', {phase: 'verifying'})]}),
      whole(),
    );
    expect(state.ended.map(({report}) => report.kind)).toEqual(['incident', 'maintenance']);
  });

  test('is remembered for the ten latest, newest first', () => {
    let state = after(whole({revision: native(0)}));
    for (let n = 0; n < 12; n++) {
      state = hear(
        state,
        TEN + n,
        upsert(native(2 * n + 1), `i${n}`),
        upsert(native(2 * n + 2), `i${n}`, {phase: 'resolved'}),
      );
    }
    expect(state.ended).toHaveLength(10);
    expect(state.ended[0]!.report.id).toBe('i11');
  });
});

describe('the connection', () => {
  const error = new FeedError('network');
  const phase = (state: FeedState, name: FeedState['connection'], why?: FeedError) =>
    reduceConnection(state, name, why);

  test('never changes what was said', () => {
    const held = after(whole({revision: native(1), ...red}));
    for (const name of ['connecting', 'waiting', 'idle'] as const) {
      expect(phase(held, name, error)).toEqual({...held, connection: name, error});
    }
  });

  test('keeps its error until bytes or a message come', () => {
    const failed = phase(initialState, 'waiting', error);
    expect(phase(failed, 'connecting').error).toBe(error);
    expect(phase(failed, 'live').error).toBeUndefined();
    expect(hear(failed, TEN, whole()).error).toBeUndefined();
    // A gap is no word of the feed.
    expect(hear(failed, TEN, beat(native(1))).error).toBe(error);
  });
});

test('no state is ever changed in place', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    }
    return value;
  };
  let state = freeze(initialState);
  const messages = [
    whole({revision: native(1), incidents: [incident('i')]}),
    upsert(native(2), 'j'),
    remove(native(3), 'i'),
    status(native(4)),
    beat(native(9)),
    whole({revision: native(9)}),
  ];
  for (const message of messages) state = freeze(hear(state, TEN, freeze(message)));
  expect(state.snapshot!.revision.rev).toBe(9);
});
