import {css} from 'lit';

export const styles = css`
  :host(:not([level])) {
    display: none;
  }
  ::slotted([slot]) {
    display: block;
  }
`;
