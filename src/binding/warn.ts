const warned = new Set<string>();

/** Tells the developer once; a page full of widgets must not fill its console. */
export function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`outage-widgets: ${message}`);
}
