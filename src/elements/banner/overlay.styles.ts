import {css} from 'lit';

/**
 * A card over the edge of the window. `!important` in a shadow tree is stronger than all rules of
 * the page, such as `* {all: unset}`: a card that fell into the flow would break its host.
 */
export const overlayStyles = css`
  :host([placed='overlay']) {
    position: fixed !important;
    z-index: var(--outage-z-index, 2147483000) !important;
    inset-block: var(--_block) !important;
    inset-inline: var(--_inline) !important;
    inline-size: min(28rem, 100vw - 24px) !important;
    pointer-events: none !important;
    visibility: var(--_sight, inherit);
    margin: 0 !important;
    padding: 0 !important;
    border: 0 !important;
    overflow: visible !important;
    background: none !important;
  }
  :host([placed='overlay']) .box {
    pointer-events: auto;
    border-radius: var(--outage-radius, 6px);
    /* The thick line ends straight. */
    border-start-start-radius: 0;
    border-end-start-radius: 0;
    max-block-size: 50vh;
    overflow: auto;
    box-shadow:
      0 1px 2px rgb(0 0 0 / 12%),
      0 6px 24px rgb(0 0 0 / 18%);
  }
  :host([placed='overlay']) .folded {
    align-items: center;
    padding-block: 2px;
    inline-size: fit-content;
    margin-inline-start: var(--_before);
    border-inline-start-width: 1px;
    border-radius: 999px;
  }
  @media (max-width: 480px) {
    :host([placed='overlay']) {
      inset-inline: 8px !important;
      inline-size: auto !important;
    }
  }
`;
