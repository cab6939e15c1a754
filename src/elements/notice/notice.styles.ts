import {css} from 'lit';

export const styles = css`
  ::slotted([slot]) {
    display: block;
  }
`;
