import {css} from 'lit';

export const styles = css`
  :host(:not([level])) {
    display: none;
  }
  .box {
    padding: var(--outage-padding, 12px 16px);
  }
  .body {
    max-inline-size: none;
  }
  p,
  li {
    max-inline-size: var(--outage-max-width, 75ch);
  }
  .title {
    margin-inline-end: 0.25em;
  }
  .panel {
    display: grid;
    gap: 8px;
    margin-block-start: 8px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }
  li {
    display: flex;
    gap: 8px;
  }
  button {
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    cursor: pointer;
    min-block-size: 24px;
  }
  .toggle {
    text-decoration: underline;
  }
  .dismiss {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    margin: -4px;
  }
  .dismiss svg {
    font-size: 16px;
  }
  .dismiss:hover {
    background: var(--_line);
  }
`;
