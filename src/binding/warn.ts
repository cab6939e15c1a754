const warned = new Set<string>();

/** Tells the developer once; a page full of widgets must not fill its console. Returns undefined. */
export function warnOnce(element: Element, message: string): undefined {
  const text = `<${element.localName}> ${message}`;
  if (!warned.has(text)) console.warn(text);
  warned.add(text);
}
