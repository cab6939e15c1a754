import {css} from 'lit';

export const styles = css`
  :host(:not([level])) {
    display: none;
  }
  .banner {
    display: flex;
    align-items: start;
    gap: 8px 10px;
    padding: var(--outage-padding, 12px 16px);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, var(--_accent) 22%, transparent);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--outage-radius, 6px);
    contain: paint;
  }
  .body {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    gap: 4px;
  }
  .line,
  .details p,
  .more {
    max-inline-size: var(--outage-max-width, 75ch);
  }
  .title {
    font-weight: 600;
    margin-inline-end: 0.25em;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 16px;
  }
  .details,
  .more {
    display: grid;
    gap: 8px;
    padding-block: 8px 4px;
    border-block-start: 1px solid color-mix(in srgb, var(--_accent) 22%, transparent);
    margin-block-start: 4px;
  }
  .more {
    list-style: none;
  }
  .more li {
    display: flex;
    gap: 8px;
  }
  .body-text {
    white-space: pre-line;
  }
  .dismiss {
    flex: none;
    display: grid;
    place-items: center;
    font-size: 16px;
    min-inline-size: 32px;
    min-block-size: 32px;
    margin: -4px;
    color: var(--_text);
  }
  .dismiss:hover {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  @media (prefers-contrast: more) {
    .banner {
      border-width: 2px;
      border-inline-start-width: 5px;
      border-color: var(--_accent);
    }
  }
  @media (forced-colors: active) {
    .banner {
      border-color: CanvasText;
    }
  }
`;
