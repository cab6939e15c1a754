/**
 * A body with its structure: paragraphs, lists, emphasis and links. It is plain data, which
 * elements put into templates piece by piece. So no browser ever parses the markup of a feed.
 */

/** The markup language of a body. */
export type BodyFormat = 'text' | 'markdown' | 'html';

/** A piece of a line. */
export type Inline =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'code'; readonly text: string}
  | {readonly kind: 'break'}
  | {readonly kind: 'strong' | 'em' | 'del'; readonly children: readonly Inline[]}
  /** `href` is an absolute `https:`, `http:` or `mailto:` URL. */
  | {readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[]};

/** A part of a body that stands on lines of its own. */
export type Block =
  | {readonly kind: 'paragraph' | 'heading'; readonly children: readonly Inline[]}
  | {readonly kind: 'code-block'; readonly text: string}
  | {readonly kind: 'quote'; readonly blocks: readonly Block[]}
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    }
  | {readonly kind: 'rule'};
