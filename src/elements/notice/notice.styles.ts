import {css} from 'lit';

export const styles = css`
  ::slotted([slot]) {
    display: block;
  }
  /* In a narrow column the text runs around the icon. */
  @container (inline-size < 16em) {
    .box {
      display: flow-root;
    }
    .icon {
      float: inline-start;
      margin-inline-end: 8px;
    }
  }
  @container (inline-size >= 22em) {
    .meta > span {
      white-space: nowrap;
    }
  }
`;
