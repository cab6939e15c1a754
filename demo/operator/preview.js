import {publish} from './publishing.js';

/** Typing must not send a request per letter. */
const pauseMs = 300;

let drafts = 0;

/**
 * Shows in `place` what users would see. The page's own widgets, fed by a second feed that holds
 * the result.
 *
 * @param {Element} place
 */
export async function openPreview(place) {
  const content = document.getElementById('preview').content.cloneNode(true);
  const feed = content.querySelector('outage-feed');
  const noticePlace = content.querySelector('[data-notice]');
  const indicators = content.querySelector('.frame-indicators');
  let wanted;
  let timer;
  let shownNames = '';

  const send = () => publish('PUT', '/preview', wanted).catch(() => undefined);

  // The published state comes first and the draft after it: only a reader who saw an incident open
  // is told that it is resolved.
  await publish('PUT', '/preview', {}).catch(() => undefined);
  feed.src = `/preview/feed?draft=${++drafts}`;
  place.replaceChildren(content);
  await firstNews(feed);

  return {
    /**
     * @param {string} path
     * @param {unknown} body
     * @param {readonly string[]} names of the components
     */
    show(path, body, names) {
      wanted = {path, body};
      // Rebuilt only when another component is chosen, so that typing changes words and nothing
      // else.
      if (names.join() !== shownNames) {
        shownNames = names.join();
        noticePlace.replaceChildren(
          ...(names.length > 0 ? [createFor('outage-notice', names)] : []),
        );
        indicators.replaceChildren(...names.map((name) => createFor('outage-indicator', [name])));
      }
      clearTimeout(timer);
      timer = setTimeout(send, pauseMs);
    },
    close() {
      clearTimeout(timer);
      place.replaceChildren();
    },
  };
}

function createFor(tag, names) {
  const element = document.createElement(tag);
  element.component = names.join(', ');
  return element;
}

async function firstNews(element) {
  await element.updateComplete;
  const {feed} = element;
  if (!feed || feed.state.snapshot) return;
  await new Promise((resolve) => {
    const stop = feed.subscribe(() => {
      stop();
      resolve();
    });
    // A preview that does not come must not keep anybody from publishing.
    setTimeout(resolve, 2000);
  });
}
