import {css} from 'lit';

export const styles = css`
  ::slotted([slot]) {
    display: block;
  }
  @container (inline-size >= 22em) {
    .meta > span {
      white-space: nowrap;
    }
  }
`;
