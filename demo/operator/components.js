import {say} from './compose.js';
import {confirm} from './confirm.js';
import {publish} from './publishing.js';

const list = document.querySelector('[data-components]');

const statuses = {
  operational: 'operational',
  degraded: 'degraded_performance',
  partial: 'partial_outage',
  major: 'major_outage',
  maintenance: 'under_maintenance',
};

export function showComponents(components) {
  const template = document.getElementById('component-row');
  for (const {id, name, level} of components) {
    let row = [...list.children].find((item) => item.dataset.id === id);
    if (!row) {
      row = template.content.cloneNode(true).firstElementChild;
      row.dataset.id = id;
      row.querySelector('outage-indicator').setAttribute('component', name);
      row.querySelector('[data-name]').textContent = `Status of ${name}`;
      listen(row, id, name);
      list.append(row);
    }
    const select = row.querySelector('select');
    const status = statuses[level] ?? 'operational';
    // A choice that is not yet published stays as it is.
    if (select.value === (select.dataset.published ?? select.value)) select.value = status;
    select.dataset.published = status;
    row.querySelector('button').hidden = select.value === status;
  }
}

function listen(row, id, name) {
  const select = row.querySelector('select');
  const button = row.querySelector('button');
  select.addEventListener('change', () => {
    button.hidden = select.value === select.dataset.published;
  });
  button.addEventListener('click', async () => {
    const [option] = select.selectedOptions;
    const sure = await confirm({
      title: `Set ${name} to “${option.text}”?`,
      text: 'Everyone sees it at once. You can set it again.',
      yes: 'Yes, publish',
    });
    if (!sure) return;
    try {
      await publish('PUT', `/components/${encodeURIComponent(id)}`, {status: option.value});
      say(`${name} is set to “${option.text}”. Users see it now.`);
      button.hidden = true;
    } catch (error) {
      say(error.message);
    }
  });
}
