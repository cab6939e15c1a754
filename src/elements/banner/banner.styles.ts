import {css} from 'lit';

/**
 * A banner has the same height at each step of an incident, as far as its words allow: two lines of
 * text at most, and one row of facts. What has no room there is shown with the details.
 */
export const styles = css`
  .box {
    /* At the edges of the window it has no corners. A scrollbar may stand beside it. */
    border-radius: clamp(0px, (100vw - 100cqi - 24px) * 999, var(--outage-radius, 6px));
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  /* On a wide screen the buttons stay near the words. */
  .body {
    flex: 0 1 75em;
  }
  .headline {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    max-inline-size: none;
  }
  .folded .headline {
    -webkit-line-clamp: 1;
  }
  [part='text']::before {
    /* The word joiner keeps the dash on the line of the next word. */
    content: '\\2013\\2060\\a0';
    content: '\\2013\\2060\\a0' / '';
  }
  .meta {
    flex-wrap: nowrap;
    max-inline-size: none;
  }
  .facts {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    min-inline-size: 0;
    block-size: max(24px, 1lh);
    line-height: max(24px, 1lh);
    overflow: clip;
  }
  .facts > span {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* How old all of this is takes the place of the others while the feed cannot be asked. */
  .facts:has(.age) > :not(.age) {
    display: none;
  }
  summary {
    cursor: pointer;
    line-height: max(24px, 1lh);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    white-space: nowrap;
    list-style: none;
  }
  .panel {
    font-size: calc(1em / 0.875);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding-block: 8px;
  }
  .panel:not(:has(:not(:empty))) {
    display: none;
  }
  li {
    display: flex;
    gap: 8px;
  }
  li > :last-child {
    min-inline-size: 0;
  }
  button {
    font: inherit;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    margin: calc((1lh - 32px) / 2) -4px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    color: inherit;
    background: none;
    cursor: pointer;
  }
  [aria-expanded='false'] svg {
    rotate: 180deg;
  }
  button:hover {
    background: var(--_line);
  }
  /* The title has one box and the sentences another: a sentence begins on a line of its own, and is
     there whole or not at all. */
  @container (inline-size < 32em) {
    .headline {
      display: block;
      max-block-size: 2lh;
    }
    .title {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      unicode-bidi: plaintext;
    }
    .folded .title {
      -webkit-line-clamp: 1;
    }
    [part='text'] {
      display: flex;
      flex-wrap: wrap;
      column-gap: 0.3em;
    }
    [part='text']::before {
      content: none;
    }
    [part='text'] > span {
      max-inline-size: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      unicode-bidi: plaintext;
      white-space: nowrap;
    }
    .maintenance .headline {
      max-block-size: 3lh;
    }
    .maintenance [part='text'] > span {
      white-space: normal;
    }
    /* The first fact is there, and whole: cut, it would be lost. */
    .meta {
      flex-wrap: wrap;
    }
    .facts {
      flex: 0 1 auto;
      block-size: auto;
      margin-inline-end: auto;
    }
    .facts > span {
      white-space: normal;
    }
    .facts:not(:has(.age)) > span + span,
    .long,
    .meta > a {
      display: none;
    }
    .short {
      display: inline;
    }
    /* One line says how old the news is, and before that why, if there is room for both. It is
       filled from its end, so that the age has its place first. */
    .body:not(:has([open])) .facts:has(.age) {
      block-size: 1lh;
      display: flex;
      flex: 1 1 0;
      flex-flow: row-reverse wrap;
      gap: 0 0.3em;
      justify-content: flex-end;
      overflow: hidden;
    }
    .facts > .age {
      order: -1;
    }
    .facts > .age + .age {
      order: -2;
    }
    .body:has([open]) .title {
      display: block;
    }
    .body:has([open]) .meta > a {
      order: 2;
    }
    /* The others come after the word that opened the details, which must not move. */
    .body:has([open]) .facts {
      display: contents;
    }
    .body:has([open]) .facts > span {
      margin-inline-end: auto;
    }
    .body:has([open]) .facts > span + span {
      order: 1;
      flex-basis: 100%;
    }
  }
  /* A sentence may take two lines here, and only the first two sentences are there. */
  @container (inline-size < 22em) {
    .headline {
      max-block-size: none;
    }
    [part='text'] > span {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      white-space: normal;
    }
    .body:not(:has([open])) [part='text'] > :nth-child(n + 3) {
      display: none;
    }
  }
  @container (inline-size < 16em) {
    .box {
      flex-wrap: wrap;
      justify-content: space-between;
    }
    .body {
      order: 1;
      flex-basis: 100%;
    }
    .title,
    .folded .title,
    [part='text'] > span {
      -webkit-line-clamp: 3;
    }
  }
  /* Open details show all of it. */
  .body:has([open]) .headline,
  .body:has([open]) .title {
    -webkit-line-clamp: none;
    max-block-size: none;
  }
  .body:has([open]) .headline {
    display: block;
  }
  .body:has([open]) [part='text'] > span {
    display: inline;
    white-space: normal;
  }
  .body:has([open]) .meta {
    flex-wrap: wrap;
  }
  .body:has([open]) .facts {
    block-size: auto;
  }
  .body:has([open]) .facts > span {
    display: inline;
    white-space: normal;
  }
  .body:has([open]) .long,
  .body:has([open]) .meta > a {
    display: revert;
  }
  .body:has([open]) .short {
    display: none;
  }
  /* The word that opened them stays where it is, and they stand below in a row of their own. */
  details[open] {
    flex-basis: 100%;
  }
  @supports selector(::details-content) {
    details[open] {
      display: contents;
    }
    details::details-content {
      order: 1;
      flex-basis: 100%;
    }
  }
  @media print {
    :host {
      display: none !important;
    }
  }
`;
