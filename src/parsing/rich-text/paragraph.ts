import type {Inline} from '../../model/rich-text.js';
import {parseInline} from './inline.js';
import type {InlineOptions} from './inline.js';
import {lastIndex} from './last-index.js';

/** Reads the text of one paragraph or heading; empty if it has no words. */
export function parseParagraph(text: string, options: InlineOptions): readonly Inline[] {
  return trimmed(parseInline(text, options));
}

/** Takes off the breaks and the space at both ends. */
function trimmed(pieces: readonly Inline[]): readonly Inline[] {
  const hasWords = (piece: Inline): boolean =>
    piece.kind !== 'break' && (piece.kind !== 'text' || piece.text.trim() !== '');
  const last = lastIndex(pieces, hasWords);
  const shown = last < 0 ? [] : pieces.slice(pieces.findIndex(hasWords), last + 1);
  return shown.map((piece, index) => {
    if (piece.kind !== 'text') return piece;
    const start = index === 0 ? piece.text.trimStart() : piece.text;
    return {kind: 'text', text: index === shown.length - 1 ? start.trimEnd() : start};
  });
}
