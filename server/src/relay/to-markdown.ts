import type {Block, Inline} from 'outage-widgets/protocol.js';

/** Signs that Markdown would take for markup. */
const SIGNS = /[\\`*_~[\]<>#&|!]/g;
/** The start of a line that Markdown would take for a list, a quote or a rule. */
const LINE_START = /^([ \t]*)([-+•=]|\d{1,9}[.)])/gm;

/** Writes a body as Markdown that our readers read back as the same body. */
export function toMarkdown(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join('\n\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return writeLine(block.children);
    case 'heading':
      return `## ${writeLine(block.children).replace(/\n/g, ' ')}`;
    case 'code-block':
      return `\`\`\`\n${block.text}\n\`\`\``;
    case 'quote':
      return indent(toMarkdown(block.blocks), '> ', '> ');
    case 'rule':
      return '---';
    case 'list':
      return block.items
        .map((item, index) => {
          const mark = block.ordered ? `${index + 1}. ` : '- ';
          return indent(toMarkdown(item), mark, ' '.repeat(mark.length));
        })
        .join('\n');
  }
}

function writeLine(pieces: readonly Inline[]): string {
  return pieces.map(writePiece).join('');
}

function writePiece(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return piece.text
        .replace(SIGNS, '\\$&')
        .replace(LINE_START, (_line, space: string, mark: string) => {
          return `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`;
        });
    case 'code':
      return `\`\`${piece.text}\`\``;
    case 'break':
      return '\n';
    case 'strong':
      return `**${writeLine(piece.children)}**`;
    case 'em':
      return `*${writeLine(piece.children)}*`;
    case 'del':
      return `~~${writeLine(piece.children)}~~`;
    case 'link':
      return `[${writeLine(piece.children)}](${piece.href})`;
  }
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' ? rest.trimEnd() : rest) + line)
    .join('\n');
}
