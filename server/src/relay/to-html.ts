import type {Block, Inline} from 'outage-widgets/protocol.js';

/**
 * Writes a body as HTML that our readers read back as the same body. Markdown would not do: what
 * its marks mean depends on the letters around them. The bodies of Statuspage are HTML, too.
 */
export function toHtml(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join('');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return element('p', writeLine(block.children));
    case 'heading':
      return element('h3', writeLine(block.children));
    case 'code-block':
      // The last line end of a frame is no part of it.
      return element('pre', `${escaped(block.text)}\n`);
    case 'quote':
      return element('blockquote', toHtml(block.blocks));
    case 'rule':
      return '<hr>';
    case 'list': {
      const items = block.items.map((item) => element('li', toHtml(item)));
      return element(block.ordered ? 'ol' : 'ul', items.join(''));
    }
  }
}

function writeLine(pieces: readonly Inline[]): string {
  return pieces.map(writePiece).join('');
}

function writePiece(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return escaped(piece.text);
    case 'code':
      return element('code', escaped(piece.text));
    case 'break':
      return '<br>';
    case 'link':
      return `<a href="${escaped(piece.href)}">${writeLine(piece.children)}</a>`;
    case 'strong':
    case 'em':
    case 'del':
      return element(piece.kind, writeLine(piece.children));
  }
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
