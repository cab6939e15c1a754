import {css} from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }
  .indicator {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 6px;
  }
`;
