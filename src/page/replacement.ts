/**
 * Whether the page around a banner was replaced, and not the banner removed. It was replaced if the
 * banner went with something around it, or if nothing that is seen stayed where it stood.
 *
 * @param records - what changed at once, `banner` being gone after it.
 */
export function isReplacement(records: readonly MutationRecord[], banner: Element): boolean {
  const removed = records.flatMap(({removedNodes}) => [...removedNodes]);
  // A form may have a field that is called `contains`.
  const {contains} = Node.prototype;
  if (removed.some((node) => node !== banner && contains.call(node, banner))) return true;
  const own = records.find(({removedNodes}) => [...removedNodes].includes(banner));
  if (!own) return false;
  const around = records.filter(({target}) => target === own.target);
  const added = new Set(around.flatMap(({addedNodes}) => [...addedNodes]));
  const isAlone = added.size === 0 && removed.length === 1;
  return !isAlone && !hasSurvivor(own.target as Element, added);
}

/** Tells whether an element has a child from before. Frameworks leave scripts and styles alone. */
function hasSurvivor(parent: Element, added: ReadonlySet<Node>): boolean {
  return [...parent.children].some(
    (child) => !added.has(child) && !child.matches('script,style,link,template,noscript'),
  );
}
