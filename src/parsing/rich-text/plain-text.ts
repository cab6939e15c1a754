import type {Block, Inline} from '../../model/rich-text.js';

/**
 * A body as text alone: for what is spoken, compared, or shown in one line.
 * @param between - stands between two blocks.
 */
export function plainText(blocks: readonly Block[], between = '\n\n'): string {
  return blocks
    .map(textOfBlock)
    .join(between)
    .replace(/[^\S\n]{1,20}\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return textOfLine(block.children);
    case 'code-block':
      return block.text;
    case 'quote':
      return plainText(block.blocks);
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '•'} ${plainText(item, '\n')}`)
        .join('\n');
    case 'rule':
      return '';
  }
}

export function textOfLine(pieces: readonly Inline[]): string {
  return pieces.map(textOfPiece).join('');
}

function textOfPiece(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
    case 'code':
      return piece.text;
    case 'break':
      return '\n';
    case 'del':
      // Struck text without its stroke would say the opposite.
      return `~~${textOfLine(piece.children)}~~`;
    default:
      return textOfLine(piece.children);
  }
}
