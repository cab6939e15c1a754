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
    margin-inline-end: auto;
  }
  .headline {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    max-inline-size: none;
    text-wrap: pretty;
  }
  .folded .headline {
    -webkit-line-clamp: 1;
  }
  [part='text']::before {
    content: '\\2013  ';
    content: '\\2013  ' / '';
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
  /* Where one fact may be wider than the row, it wraps: cut, it would be lost. */
  @container (inline-size < 22em) {
    .facts {
      block-size: auto;
    }
    .facts > span {
      white-space: normal;
    }
  }
  /* How old all of this is comes first while the feed cannot be asked. */
  .facts:has(.age) > :not(.age) {
    display: none;
  }
  /* Closed details stand in the row of facts. Open ones take a row of their own. */
  details[open] {
    flex-basis: 100%;
  }
  .body:has([open]) .headline {
    -webkit-line-clamp: none;
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
  li {
    display: flex;
    gap: 8px;
  }
  li > :last-child {
    min-inline-size: 0;
  }
  button {
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
  @container (inline-size < 32em) {
    /* The sentence begins on a line of its own: behind a title it would jump with each new one. */
    [part='text']::before {
      content: '\\a';
      white-space: pre;
    }
    .box:not(.folded) .headline {
      min-block-size: 2lh;
    }
    .body:not(:has([open])) .meta > a {
      display: none;
    }
  }
  @container (inline-size < 16em) {
    .body {
      flex-basis: 100%;
    }
    .headline,
    .folded .headline {
      -webkit-line-clamp: 3;
    }
    .meta {
      flex-wrap: wrap;
    }
    .facts {
      flex-basis: 100%;
    }
  }
  @media print {
    :host {
      display: none !important;
    }
  }
`;
