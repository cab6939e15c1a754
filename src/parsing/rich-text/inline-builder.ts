import type {Inline} from '../../model/rich-text.js';
import {MAX_BODY_DEPTH} from '../limits.js';
import {lastIndex} from './last-index.js';
import {textOfLine} from './plain-text.js';

type Kind = 'strong' | 'em' | 'del' | 'link' | 'code';

/** A piece that has begun and has not ended. */
interface Frame {
  readonly kind: Kind;
  /** The mark or the name of the tag that opened it. */
  readonly opener: string;
  /** True for a tag: it is closed at the end. A mark that nobody closes stays as it was written. */
  readonly isTag: boolean;
  readonly href: string | undefined;
  readonly children: Inline[];
}

/** Puts the pieces of a paragraph together. */
export interface InlineBuilder {
  addText(text: string): void;
  addCode(text: string): void;
  addLink(link: Inline & {kind: 'link'}): void;
  /** @param isLine - false if a line end is no more than a space. */
  addBreak(isLine: boolean): void;
  /** Opens what a mark begins. */
  open(kind: Kind, mark: string): void;
  openTag(kind: Kind, name: string, href?: string): void;
  /** Closes the innermost piece that was opened so; returns false if there is none. */
  close(kind: Kind, opener: string): boolean;
  /**
   * Closes the innermost `[` of Markdown.
   * @param href - undefined for an address that nobody may follow: the text stays alone.
   * @returns false if there is none.
   */
  closeLink(href: string | undefined): boolean;
  finish(): readonly Inline[];
}

export function createInlineBuilder(): InlineBuilder {
  const root: Inline[] = [];
  const frames: Frame[] = [];
  const current = (): Inline[] => frames.at(-1)?.children ?? root;
  const isInLink = (): boolean => frames.some(({kind, isTag}) => kind === 'link' && isTag);

  const add = (piece: Inline): void => append(current(), piece);

  const addText = (text: string): void => {
    if (text) add({kind: 'text', text});
  };

  /** A mark that lies too deep is text. */
  function push(frame: Frame): void {
    if (frames.length < MAX_BODY_DEPTH) frames.push(frame);
    else if (!frame.isTag) addText(frame.opener);
  }

  /** Ends the innermost piece. One that nobody closed leaves its mark as text. */
  function end(isClosed: boolean): void {
    const frame = frames.pop()!;
    const piece = isClosed || frame.isTag ? toPiece(frame) : undefined;
    if (piece) return add(piece);
    const {kind, opener, isTag, children} = frame;
    // Two marks with nothing between them are no markup: they stay as they were written.
    const isEmpty = isClosed && !isTag && kind !== 'link' && children.length === 0;
    if (!isTag && (!isClosed || isEmpty)) addText(opener);
    for (const child of children) add(child);
    if (isEmpty) addText(opener);
  }

  /** Ends the innermost piece of a kind, and all that it holds. */
  function endThrough(index: number): boolean {
    if (index < 0) return false;
    while (frames.length - 1 > index) end(false);
    end(true);
    return true;
  }

  return {
    addText,
    addCode(text) {
      add({kind: 'code', text});
    },
    addLink(link) {
      if (isInLink()) for (const child of link.children) add(child);
      else add(link);
    },
    addBreak(isLine) {
      if (isLine) add({kind: 'break'});
      else addText(' ');
    },
    open(kind, mark) {
      push({kind, opener: mark, isTag: false, href: undefined, children: []});
    },
    openTag(kind, name, href) {
      push({kind, opener: name, isTag: true, href, children: []});
    },
    close(kind, opener) {
      return endThrough(
        lastIndex(frames, (frame) => frame.kind === kind && frame.opener === opener),
      );
    },
    closeLink(href) {
      const index = lastIndex(frames, ({kind, isTag}) => kind === 'link' && !isTag);
      const frame = frames[index];
      if (!frame) return false;
      const isImage = frame.opener === '![';
      frames[index] = {...frame, href: isImage || isInLink() ? undefined : href};
      return endThrough(index);
    },
    finish() {
      while (frames.length > 0) end(false);
      return root;
    },
  };
}

/** Adds a piece at the end. Texts that meet become one. */
function append(pieces: Inline[], piece: Inline): void {
  const last = pieces.at(-1);
  if (piece.kind === 'text' && last?.kind === 'text') {
    pieces[pieces.length - 1] = {kind: 'text', text: last.text + piece.text};
  } else pieces.push(piece);
}

/** The piece that a frame makes; undefined if only its children stay. */
function toPiece({kind, href, children}: Frame): Inline | undefined {
  if (kind === 'code') return {kind, text: textOfLine(children)};
  if (kind === 'link') {
    if (href === undefined) return undefined;
    // A link without words shows its address: it must not be lost.
    const address: readonly Inline[] = [{kind: 'text', text: href}];
    return {kind, href, children: children.length > 0 ? withoutLinks(children) : address};
  }
  return children.length > 0 ? {kind, children} : undefined;
}

/** An address within a link is text: links do not lie in each other. */
function withoutLinks(pieces: readonly Inline[]): readonly Inline[] {
  const plain: Inline[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'link') for (const word of withoutLinks(piece.children)) append(plain, word);
    else if ('children' in piece) plain.push({...piece, children: withoutLinks(piece.children)});
    else append(plain, piece);
  }
  return plain;
}
