// The button in the strip that plays two hours of an outage in a minute, and stops them.
const button = document.querySelector('[data-play]');

/** @param {'GET' | 'POST' | 'DELETE'} method */
async function askPlay(method) {
  const response = await fetch('/play', {method});
  if (!response.ok) throw new Error(`/play answered ${response.status}.`);
  return response.json();
}

function show({running, seconds, length}) {
  button.textContent = running ? `Stop (${Math.ceil(length - seconds)} s left)` : 'Play an outage';
  button.dataset.running = String(running);
  if (running) setTimeout(refresh, 1000);
}

async function refresh() {
  try {
    show(await askPlay('GET'));
  } catch {
    button.textContent = 'Play an outage'; // The demo was ended; there is nothing to count down.
  }
}

button.hidden = false;
button.addEventListener('click', async () => {
  try {
    show(await askPlay(button.dataset.running === 'true' ? 'DELETE' : 'POST'));
  } catch {
    button.textContent = 'Finish the open problem first';
    setTimeout(refresh, 4000);
  }
});
refresh();
