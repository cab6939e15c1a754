import type {FeedState} from '../../src/store/reduce.ts';
import {initialState, reduceMessage} from '../../src/store/reduce.ts';
import type {
  Component,
  Revision,
  Incident,
  Maintenance,
  Message,
  Snapshot,
} from '../../src/model/types.ts';

/** Saturday 21 November 2026, 10:00 UTC. */
export const TEN = Date.UTC(2026, 10, 21, 10);

const report = {
  title: 'Card payments fail',
  startedAt: TEN,
  updatedAt: TEN,
  resolvedAt: undefined,
  url: undefined,
  updates: [],
  components: [],
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
  display: 'banner',
  dismissible: undefined,
  expiresAt: undefined,
  news: true,
  repeated: false,
} as const;

export function incident(id: string, fields: Partial<Incident> = {}): Incident {
  return {...report, kind: 'incident', id, phase: 'identified', level: 'partial', ...fields};
}

export function maintenance(id: string, fields: Partial<Maintenance> = {}): Maintenance {
  return {
    ...report,
    kind: 'maintenance',
    id,
    phase: 'scheduled',
    level: 'maintenance',
    scheduledFor: undefined,
    scheduledUntil: undefined,
    ...fields,
  };
}

export function component(id: string, fields: Partial<Component> = {}): Component {
  return {
    id,
    name: id.toUpperCase(),
    ownName: undefined,
    region: undefined,
    level: 'operational',
    group: false,
    groupId: undefined,
    ...fields,
  };
}

export function revision(fields: Partial<Revision> = {}): Revision {
  return {
    epoch: undefined,
    rev: undefined,
    generatedAt: undefined,
    maxStaleSeconds: undefined,
    pollAfterSeconds: undefined,
    stream: undefined,
    locale: undefined,
    ...fields,
  };
}

/** A revision of our own protocol. */
export function native(rev: number, fields: Partial<Revision> = {}): Revision {
  return revision({epoch: 'e', rev, generatedAt: TEN + rev * 1000, ...fields});
}

export function snapshot(
  fields: Partial<Omit<Snapshot, 'page'>> & {page?: Partial<Snapshot['page']>} = {},
): Snapshot {
  return {
    components: [],
    incidents: [],
    maintenances: [],
    withdrawn: [],
    revision: revision(),
    ...fields,
    page: {
      name: 'Acme',
      url: undefined,
      updatedAt: undefined,
      level: 'operational',
      headline: 'All well',
      ...fields.page,
    },
  };
}

export const whole = (fields?: Parameters<typeof snapshot>[0]): Message => ({
  type: 'snapshot',
  snapshot: snapshot(fields),
});

export const beat = (fields: Revision): Message => ({
  type: 'beat',
  revision: fields,
  summary: undefined,
});

/** The state after some messages, each a second after the one before, the first at ten o'clock. */
export function after(...messages: readonly Message[]): FeedState {
  return hear(initialState, TEN, ...messages);
}

export function hear(state: FeedState, at: number, ...messages: readonly Message[]): FeedState {
  return messages.reduce(
    (before, message, index) =>
      reduceMessage(before, {message, problems: [], at: at + index * 1000, clockOffset: 0}).state,
    state,
  );
}
