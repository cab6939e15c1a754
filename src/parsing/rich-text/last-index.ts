/** `findLastIndex`, which browsers before 2022 do not have. */
export function lastIndex<Item>(items: readonly Item[], isSought: (item: Item) => boolean): number {
  let index = items.length - 1;
  while (index >= 0 && !isSought(items[index]!)) index--;
  return index;
}
