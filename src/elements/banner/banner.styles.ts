import {css} from 'lit';

export const styles = css`
  .box {
    padding: var(--outage-padding, 12px 16px);
  }
  .meta {
    max-inline-size: none;
  }
  /* Closed details stand in the row of facts. Open ones take a row of their own. */
  details[open] {
    flex-basis: 100%;
  }
  summary {
    cursor: pointer;
    min-block-size: 24px;
    text-decoration: underline;
    text-underline-offset: 0.2em;
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
    margin: -4px;
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
`;
