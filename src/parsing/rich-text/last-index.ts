/**
 * Finds the last item of a kind; -1 if there is none. Browsers before 2022 have no `findLastIndex`.
 */
export function lastIndex<Item>(items: readonly Item[], isSought: (item: Item) => boolean): number {
  let index = items.length - 1;
  while (index >= 0 && !isSought(items[index]!)) index--;
  return index;
}
