const button = document.querySelector('[data-play]');
const hint = document.querySelector('[data-play-hint]');
const list = document.querySelector('[data-steps]');

let running = false;
let hasOpenProblem = false;
let timer;

export function startPlay() {
  button.addEventListener('click', () => ask(running ? 'DELETE' : 'POST'));
}

/**
 * Practice and a real problem must not be taken for each other; an open one may itself be practice.
 */
export function allowPlay(isProblemOpen) {
  hasOpenProblem = isProblemOpen;
  void ask('GET');
}

/** @param {'GET' | 'POST' | 'DELETE'} method */
async function ask(method) {
  clearTimeout(timer);
  const response = await fetch('/play', {method}).catch(() => undefined);
  if (response?.ok) show(await response.json());
}

function show({seconds, length, step, steps, ...state}) {
  running = state.running;
  button.disabled = hasOpenProblem && !running;
  hint.hidden = !button.disabled;
  button.textContent = running
    ? `Stop (${Math.ceil(length - seconds)} seconds left)`
    : 'Play an outage';
  if (list.children.length === 0) list.append(...steps.map(createStep));
  for (const [index, item] of [...list.children].entries()) {
    item.toggleAttribute('data-done', index <= step);
    if (running && index === step) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
  if (running) timer = setTimeout(() => ask('GET'), 1000);
}

function createStep({second, label}) {
  const item = document.createElement('li');
  const time = document.createElement('span');
  time.className = 'step-time';
  time.textContent = `${second} s`;
  item.append(time, label);
  return item;
}
