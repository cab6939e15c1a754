import {chosenComponents, compose, listNames, offerComponents, say} from './compose.js';
import {confirm} from './confirm.js';
import {publish} from './publishing.js';
import {isSeverity, severities, worseThan} from './severities.js';

const form = document.querySelector('[data-compose="incident"]');
const place = document.querySelector('[data-incidents]');
const reportButton = document.querySelector('[data-report]');
const minute = 60_000;

const phases = {
  investigating: 'Looking into it',
  identified: 'Cause known, being fixed',
  monitoring: 'Fix in place, watching',
};

const levels = {
  notice: 'Notice',
  degraded: 'Slow or unreliable',
  partial: 'Partial outage',
  major: 'Major outage',
};

/** The form asks one question per task. */
const kinds = {
  report: {
    fields: ['components', 'severity', 'name', 'promise', 'workaround'],
    bodyLabel: 'What do you know?',
    bodyHint:
      'May stay empty: a first word without text is better than none. You can add it in a minute.',
    button: 'Publish to everyone',
  },
  update: {
    fields: ['status', 'components', 'severity', 'name', 'promise', 'workaround'],
    bodyLabel: 'What is new?',
    bodyHint: 'What people can and cannot do, what you are doing, whether their data is safe.',
    button: 'Publish to everyone',
  },
  resolve: {
    fields: [],
    bodyLabel: 'How did it end?',
    bodyHint: 'Say that it works again, and whether anything was lost.',
    button: 'Tell everyone that it is over',
  },
};

/** @param {readonly {id: string, name: string}[]} components */
export function reportProblem(components) {
  setUp('report', components, {
    checked: [],
    severity: 'partial',
    promise: '30',
    name: '',
    workaround: '',
  });
  return compose(form, {
    title: 'Report a problem',
    read: () => ({path: '/incidents', body: readBody(components), names: chosenNames(components)}),
    done: 'Published. Users see it now.',
  });
}

function postUpdate(incident, components, {title, status, severity}) {
  const affected = (incident.components ?? []).map(({id}) => id);
  setUp('update', components, {
    checked: affected,
    severity: severity ?? (isSeverity(incident.level) ? incident.level : 'partial'),
    status: status ?? incident.phase,
    promise: '30',
    name: incident.title,
    workaround: incident.workaround ?? '',
  });
  return compose(form, {
    title,
    read: () => ({
      path: `/incidents/${encodeURIComponent(incident.id)}/updates`,
      body: readBody(components, affected),
      names: chosenNames(components),
    }),
    done: 'Published. Users see it now.',
  });
}

function resolve(incident, components) {
  const affected = (incident.components ?? []).map(({id}) => id);
  setUp('resolve', components, {checked: affected, name: incident.title});
  return compose(form, {
    title: `Resolve “${incident.title}”`,
    read: () => ({
      path: `/incidents/${encodeURIComponent(incident.id)}/updates`,
      body: {status: 'resolved', body: form.elements.body.value.trim()},
      names: chosenNames(components),
    }),
    ask: () =>
      confirm({
        title: 'Is it really over?',
        text: `Everyone is told that “${incident.title}” is over. That cannot be unsaid: a comeback is a new piece of bad news.`,
        yes: 'Yes, it is over',
      }),
    done: 'Resolved. Users are told that it is over.',
  });
}

async function callFalseAlarm({id, title}) {
  const sure = await confirm({
    title: `Was “${title}” a false alarm?`,
    text: 'Everyone is told that there was no trouble, and that all of it works.',
    yes: 'Yes, a false alarm',
  });
  if (!sure) return;
  try {
    await publish('POST', `/incidents/${encodeURIComponent(id)}/updates`, {
      status: 'resolved',
      ext: {phase: 'false_alarm'},
    });
    say('Users are told that it was a false alarm.');
  } catch (error) {
    say(error.message);
  }
}

async function remove(incident) {
  const sure = await confirm({
    title: `Remove “${incident.title}”?`,
    text: 'It is taken off every page without a word, as if it had never been, and cannot be brought back. If it was real, resolve it instead.',
    yes: 'Yes, remove it',
  });
  if (!sure) return;
  try {
    await publish('DELETE', `/incidents/${encodeURIComponent(incident.id)}`);
    say('Removed. Users do not see it any more.');
  } catch (error) {
    say(error.message);
  }
}

/** @param {keyof typeof kinds} kind */
function setUp(kind, components, values) {
  const {fields, bodyLabel, bodyHint, button} = kinds[kind];
  form.reset();
  for (const field of form.querySelectorAll('[data-field]')) {
    field.hidden = !fields.includes(field.dataset.field);
  }
  form.querySelector('[data-body-label]').textContent = bodyLabel;
  form.querySelector('[data-body-hint]').textContent = bodyHint;
  form.querySelector('[data-publish]').textContent = button;
  offerComponents(form, components, values.checked);
  const {elements} = form;
  elements.severity.value = values.severity ?? '';
  elements.status.value = values.status ?? '';
  elements.promise.value = values.promise ?? '';
  elements.name.value = values.name;
  elements.workaround.value = values.workaround ?? '';
}

/** @param {readonly string[]} before ids of the components affected so far */
function readBody(components, before = []) {
  const {elements} = form;
  const chosen = chosenComponents(form);
  const severity = elements.severity.value;
  const {impact, componentStatus} = severities[severity];
  const promise = Number(elements.promise.value);
  const suggestion = suggestName(components, chosen);
  const workaround = elements.workaround.value.trim();
  const isNew = !elements.status.value;
  elements.name.placeholder = suggestion;
  return {
    name: elements.name.value.trim() || suggestion,
    ...(elements.status.value && {status: elements.status.value}),
    impact,
    body: elements.body.value.trim(),
    components: [
      ...chosen.map((id) => ({id, status: componentStatus})),
      // No longer affected: it works again.
      ...before.filter((id) => !chosen.includes(id)).map((id) => ({id, status: 'operational'})),
    ],
    ext: {
      level: severity,
      // A new incident has nothing to take back.
      ...(promise > 0
        ? {next_update_at: new Date(Date.now() + promise * minute).toISOString()}
        : !isNew && {next_update_at: null}),
      ...(workaround ? {workaround} : !isNew && {workaround: null}),
    },
  };
}

/** For a first word at once: claims nothing that is not ticked. */
function suggestName(components, chosen) {
  const names = listNames(components, chosen);
  return names ? `Problems with ${names}` : 'We have a problem';
}

function chosenNames(components) {
  const chosen = chosenComponents(form);
  return components.filter(({id}) => chosen.includes(id)).map(({name}) => name);
}

/** Shows the open incidents, each with what to do next. */
export function showIncidents(incidents, components, now) {
  const open = incidents.filter(({phase}) => phase !== 'resolved' && phase !== 'false_alarm');
  const template = document.getElementById('incident-card');
  // Rebuilding takes the focus away, so only when something changed.
  const edition = JSON.stringify(open.map((item) => [item, isLate(item, now)]));
  if (place.dataset.edition === edition) return;
  place.dataset.edition = edition;
  place.replaceChildren(
    ...open.map((incident) => {
      const card = template.content.cloneNode(true);
      card.querySelector('[data-name]').textContent = incident.title;
      card.querySelector('[data-facts]').textContent = factsOf(incident);
      const warning = card.querySelector('[data-warning]');
      warning.hidden = !isLate(incident, now);
      warning.textContent = 'The update you promised is late. One line is enough.';
      card.querySelector('[data-actions]').append(...actionsOf(incident, components, now));
      return card;
    }),
  );
  // With a problem open, its next step is the main one, and a second report the exception.
  reportButton.classList.toggle('main-action', open.length === 0);
  reportButton.textContent = open.length === 0 ? 'Report a problem' : 'Report another problem';
}

function isLate({nextUpdateAt}, now) {
  return nextUpdateAt !== undefined && nextUpdateAt <= now;
}

function factsOf({level, phase, startedAt, components, nextUpdateAt}) {
  const time = new Intl.DateTimeFormat('en', {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return [
    levels[level] ?? 'Problem',
    phases[phase] ?? phase,
    // Those named by id alone stand here a second time.
    components?.flatMap(({name}) => name || []).join(', ') || undefined,
    startedAt && `since ${time.format(startedAt)}`,
    nextUpdateAt && `promised an update by ${time.format(nextUpdateAt)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The most sensible first. */
function actionsOf(incident, components, now) {
  const worse = worseThan(incident.level);
  const update = [
    'Post an update',
    () => postUpdate(incident, components, {title: 'Post an update'}),
  ];
  const fixed = [
    'Mark fix in place',
    () => postUpdate(incident, components, {title: 'Mark fix in place', status: 'monitoring'}),
  ];
  const escalate = worse && [
    'It got worse',
    () => postUpdate(incident, components, {title: 'It got worse', severity: worse}),
  ];
  const end = ['Resolve', () => resolve(incident, components)];
  const order =
    incident.phase === 'monitoring' && !isLate(incident, now)
      ? [end, update, escalate]
      : [update, fixed, escalate, end];
  const buttons = order.filter(Boolean).map(([label, act], index) => {
    const button = createButton(label, act);
    if (index === 0) button.className = 'main-action';
    return button;
  });
  const removal = createButton('Remove', () => remove(incident));
  const falseAlarm = createButton('False alarm', () => callFalseAlarm(incident));
  for (const button of [falseAlarm, removal]) button.className = 'quiet';
  return [...buttons, falseAlarm, removal];
}

export function createButton(label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}
