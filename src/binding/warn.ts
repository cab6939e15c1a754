const warned = new Set<string>();

/**
 * Warns the developer on the console, each sentence only once: a page full of widgets must not fill
 * its console.
 */
export function warnOnce(element: Element, message: string): void {
  const text = `<${element.localName}> ${message}`;
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(text);
}
