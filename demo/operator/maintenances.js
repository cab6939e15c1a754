import {chosenComponents, compose, listNames, offerComponents, say} from './compose.js';
import {confirm} from './confirm.js';
import {createButton} from './incidents.js';
import {publish} from './publishing.js';

const form = document.querySelector('[data-compose="maintenance"]');
const place = document.querySelector('[data-maintenances]');
const hour = 3_600_000;

const phases = {
  scheduled: 'Announced',
  in_progress: 'Under way',
  verifying: 'Done, being checked',
};

/** @param {readonly {id: string, name: string}[]} components */
export function planWork(components) {
  form.reset();
  offerComponents(form, components, []);
  const next = new Date(Math.ceil(Date.now() / hour) * hour + hour);
  form.elements.from.value = toLocalValue(next);
  form.elements.until.value = toLocalValue(new Date(next.getTime() + 2 * hour));
  const {timeZone} = new Intl.DateTimeFormat().resolvedOptions();
  form.querySelector('[data-zone]').textContent =
    `Your time, ${timeZone}. Everybody reads it in their own.`;
  return compose(form, {
    title: 'Plan some work',
    read: () => readRequest(components),
    done: 'Announced. Users see it from 24 hours before the start.',
  });
}

function readRequest(components) {
  const {elements} = form;
  const chosen = chosenComponents(form);
  const names = components.filter(({id}) => chosen.includes(id)).map(({name}) => name);
  const suggestion =
    names.length > 0 ? `Work on ${listNames(components, chosen)}` : 'Work on our systems';
  elements.name.placeholder = suggestion;
  elements.until.setCustomValidity(
    elements.until.value <= elements.from.value ? 'The end must be after the start.' : '',
  );
  return {
    path: '/maintenances',
    names,
    body: {
      name: elements.name.value.trim() || suggestion,
      scheduled_for: toTime(elements.from.value),
      scheduled_until: toTime(elements.until.value),
      body: elements.body.value.trim(),
      components: chosen.map((id) => ({id})),
    },
  };
}

export function showMaintenances(maintenances) {
  const open = maintenances.filter(({phase}) => phases[phase] !== undefined);
  const template = document.getElementById('incident-card');
  const edition = JSON.stringify(open);
  if (place.dataset.edition === edition) return;
  place.dataset.edition = edition;
  place.replaceChildren(
    ...open.map((maintenance) => {
      const card = template.content.cloneNode(true);
      card.querySelector('[data-name]').textContent = maintenance.title;
      card.querySelector('[data-facts]').textContent = factsOf(maintenance);
      card.querySelector('[data-actions]').append(...actionsOf(maintenance));
      return card;
    }),
  );
}

function factsOf({phase, components, scheduledFor, scheduledUntil}) {
  const format = new Intl.DateTimeFormat('en', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return [
    phases[phase],
    // Those named by id alone stand here a second time.
    components?.flatMap(({name}) => name || []).join(', ') || undefined,
    scheduledFor && `from ${format.format(scheduledFor)}`,
    scheduledUntil && `until ${format.format(scheduledUntil)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function actionsOf(maintenance) {
  const isRunning = maintenance.phase !== 'scheduled';
  const main = isRunning
    ? createButton('Finish', () =>
        update(maintenance, 'completed', {
          title: 'Is the work done?',
          text: `Everyone is told that “${maintenance.title}” is finished and works again.`,
          yes: 'Yes, it is done',
          done: 'Finished. Users see that it works again.',
        }),
      )
    : createButton('Start now', () =>
        update(maintenance, 'in_progress', {
          title: 'Start the work now?',
          text: `Everyone is told that “${maintenance.title}” has begun.`,
          yes: 'Yes, start',
          done: 'Started. Users see that work is under way.',
        }),
      );
  const callOff = createButton('Call it off', () =>
    update(maintenance, 'completed', {
      title: `Call off “${maintenance.title}”?`,
      text: 'Everyone who has seen it is told that it is called off.',
      yes: 'Yes, call it off',
      done: 'Called off. Users are told so.',
      ext: {phase: 'cancelled'},
    }),
  );
  const removal = createButton('Remove', () => remove(maintenance));
  for (const button of [callOff, removal]) button.className = 'quiet';
  return [main, callOff, removal];
}

async function update({id}, status, {done, ext, ...question}) {
  if (!(await confirm(question))) return;
  const body = {status, ...(ext && {ext})};
  await attempt('POST', `/maintenances/${encodeURIComponent(id)}/updates`, body, done);
}

async function remove({id, title}) {
  const sure = await confirm({
    title: `Take “${title}” off the page?`,
    text: 'It is taken off every page without a word, and cannot be brought back.',
    yes: 'Yes, take it off',
  });
  if (sure)
    await attempt(
      'DELETE',
      `/maintenances/${encodeURIComponent(id)}`,
      undefined,
      'Taken off the page.',
    );
}

async function attempt(method, path, body, done) {
  try {
    await publish(method, path, body);
    say(done);
  } catch (error) {
    say(error.message);
  }
}

/** Formats a time for an `<input type="datetime-local">`: local time without a zone. */
function toLocalValue(date) {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** @returns {string} empty for an empty field; the feed says what is missing */
function toTime(value) {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
