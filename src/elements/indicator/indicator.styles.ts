import {css} from 'lit';

/**
 * An indicator stands in a line of text: on its baseline, and with an icon as large as its letters.
 * The icon and the words are two columns, so that the words may wrap and the icon is never alone.
 */
export const styles = css`
  :host {
    display: inline-block;
    container-type: normal;
    max-inline-size: 100%;
  }
  .indicator {
    display: inline-grid;
    grid-template-columns: auto minmax(0, auto);
    column-gap: 0.4em;
    align-items: baseline;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    contain: paint;
  }
  .icon {
    block-size: auto;
  }
  svg {
    inline-size: 1em;
    block-size: 1em;
    translate: 0 0.14em;
  }
  .meta {
    grid-column: 2;
  }
  .meta:empty {
    display: none;
  }
  /* It cannot be asked at the moment whether this still holds. */
  .aged > .icon {
    opacity: 0.6;
  }
  @media print {
    .indicator {
      display: inline;
    }
    .icon {
      display: none;
    }
  }
`;
