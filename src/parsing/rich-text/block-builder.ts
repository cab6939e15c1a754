import type {Block} from '../../model/rich-text.js';
import {MAX_BODY_DEPTH} from '../limits.js';
import {lastIndex} from './last-index.js';

/** A block that has begun and has not ended. */
type Container =
  | {readonly kind: 'root' | 'quote' | 'item'; readonly blocks: Block[]}
  | {readonly kind: 'list'; readonly ordered: boolean; readonly items: (readonly Block[])[]};

/** Puts blocks together, in the order in which their tags come. */
export interface BlockBuilder {
  add(block: Block): void;
  openQuote(): void;
  openList(ordered: boolean): void;
  /** Begins an item; one that is open in the same list ends. */
  openItem(): void;
  /** Closes the innermost container of a kind, and all that it holds. */
  close(kind: 'quote' | 'list'): void;
  closeItem(): void;
  finish(): readonly Block[];
}

export function createBlockBuilder(): BlockBuilder {
  const root: Container = {kind: 'root', blocks: []};
  const open: Container[] = [root];
  const innermost = (kind: Container['kind']): number =>
    lastIndex(open, (container) => container.kind === kind);

  /** Finds the list of blocks to add to. Between the items of a list, a block is an item itself. */
  function target(): Block[] {
    const inner = open.at(-1)!;
    if (inner.kind !== 'list') return inner.blocks;
    const item: Container = {kind: 'item', blocks: []};
    inner.items.push(item.blocks);
    open.push(item);
    return item.blocks;
  }

  /** The tags of what lies too deep are dropped. */
  function push(container: Container): void {
    if (open.length >= MAX_BODY_DEPTH) return;
    target();
    open.push(container);
  }

  function closeFrom(index: number): void {
    while (index > 0 && open.length > index) {
      const container = open.pop()!;
      const block = toBlock(container);
      if (block) target().push(block);
    }
  }

  function closeItem(): void {
    const item = innermost('item');
    if (item > innermost('list')) closeFrom(item);
  }

  return {
    add: (block) => void target().push(block),
    openQuote: () => push({kind: 'quote', blocks: []}),
    openList: (ordered) => push({kind: 'list', ordered, items: []}),
    openItem() {
      closeItem();
      if (open.at(-1)!.kind === 'list') target();
    },
    close: (kind) => closeFrom(innermost(kind)),
    closeItem,
    finish() {
      closeFrom(1);
      return root.blocks;
    },
  };
}

function toBlock(container: Container): Block | undefined {
  if (container.kind === 'quote') return {kind: 'quote', blocks: container.blocks};
  if (container.kind !== 'list' || container.items.length === 0) return undefined;
  return {kind: 'list', ordered: container.ordered, items: container.items};
}
