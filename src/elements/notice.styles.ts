import {css} from 'lit';

export const styles = css`
  :host(:not([level])),
  [hidden] {
    display: none !important;
  }
  .notice {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid transparent;
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--outage-radius, 6px);
    contain: paint;
  }
  .body {
    flex: 1;
    min-inline-size: 0;
    max-inline-size: var(--outage-max-width, 75ch);
  }
  .text {
    font-weight: 600;
  }
  .update {
    white-space: pre-line;
  }
  .gap,
  .meta,
  slot[name='workaround']::slotted(*) {
    margin-block-start: 4px;
  }
  slot[name='workaround']::slotted(*) {
    display: block;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  @media (prefers-contrast: more) {
    .notice {
      border-color: var(--_accent);
    }
  }
`;
