import {openPreview} from './preview.js';
import {publish} from './publishing.js';

const overview = document.querySelector('[data-overview]');
const feedback = document.querySelector('[data-feedback]');

/** The words after a publish, read aloud too. */
export function say(text) {
  feedback.textContent = text;
}

/**
 * Opens a form in place of the overview: one thing at a time. Resolves when it is published or
 * cancelled.
 *
 * @param {HTMLFormElement} form
 * @param {object} options
 * @param {string} options.title
 * @param {() => {path: string, body: unknown, names: readonly string[]}} options.read the request,
 * as the form stands
 * @param {() => Promise<boolean>} [options.ask] a last question before it is sent
 * @param {string} options.done what to say once it is published
 */
export async function compose(form, {title, read, ask, done}) {
  const heading = form.querySelector('[data-title]');
  const problem = form.querySelector('[data-problem]');
  const button = form.querySelector('[data-publish]');
  heading.textContent = title;
  problem.textContent = '';
  say('');
  overview.hidden = true;
  form.hidden = false;
  scrollTo(0, 0);
  heading.focus();

  const listening = new AbortController();
  const {signal} = listening;
  const preview = await openPreview(form.querySelector('[data-preview]'));
  const update = () => {
    const {path, body, names} = read();
    // Half a date would only be refused; the last good preview stays.
    if (form.checkValidity()) preview.show(path, body, names);
  };
  form.addEventListener('input', update, {signal});
  update();

  await new Promise((resolve) => {
    form.querySelector('[data-cancel]').addEventListener('click', resolve, {signal});
    form.addEventListener(
      'keydown',
      (event) => {
        // Enter in a line of text would publish to everyone. Only the button does.
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
          event.preventDefault();
      },
      {signal},
    );
    form.addEventListener(
      'submit',
      async (event) => {
        event.preventDefault();
        if (button.disabled) return;
        if (ask && !(await ask())) return;
        button.disabled = true;
        problem.textContent = '';
        try {
          const {path, body} = read();
          await publish('POST', path, body);
          say(done);
          resolve();
        } catch (error) {
          problem.textContent = error.message;
        } finally {
          button.disabled = false;
        }
      },
      {signal},
    );
  });

  listening.abort();
  preview.close();
  form.hidden = true;
  overview.hidden = false;
  scrollTo(0, 0);
  document.querySelector('#content').focus({preventScroll: true});
}

/**
 * Fills the choice of components.
 *
 * @param {HTMLFormElement} form
 * @param {readonly {id: string, name: string}[]} components
 * @param {readonly string[]} checked ids
 */
export function offerComponents(form, components, checked) {
  form.querySelector('[data-component-choices]').replaceChildren(
    ...components.map(({id, name}) => {
      const label = document.createElement('label');
      const input = document.createElement('input');
      input.type = 'checkbox';
      input.name = 'component';
      input.value = id;
      input.checked = checked.includes(id);
      label.append(input, ` ${name}`);
      return label;
    }),
  );
}

/** The ids that are ticked. */
export function chosenComponents(form) {
  return new FormData(form).getAll('component');
}

/** "Payments, Exports and API" */
export function listNames(components, ids) {
  const names = components.filter(({id}) => ids.includes(id)).map(({name}) => name);
  return new Intl.ListFormat('en').format(names);
}
