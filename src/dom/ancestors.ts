/** A page that nests deeper is none: in a form, a field named `parentElement` leads in circles. */
const MAX_DEPTH = 100;

/** The elements around an element, the nearest first. */
export function ancestorsOf(element: Element): readonly Element[] {
  const found: Element[] = [];
  let node = element.parentElement;
  for (; node && found.length < MAX_DEPTH; node = node.parentElement) found.push(node);
  return found;
}
