import {css} from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }
  .indicator {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0 6px;
  }
  [part='label'] {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .indicator .icon {
    font-size: 0.875em;
  }
`;
