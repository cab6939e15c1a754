import {tellConsole} from '../../dom/console.js';

/** Changes with each release. */
export const VERSION = '0.1.0';

/** A custom element class, with the version of the library that it comes from. */
type ElementClass = CustomElementConstructor & {readonly version?: string};

/**
 * Registers an element under a name, unless that name is taken. Elements of another copy of this
 * library are good enough; elements of another version are reported on the console.
 */
export function defineElement(
  element: unknown,
  tag: string,
  registry: CustomElementRegistry,
): void {
  const taken: ElementClass | undefined = registry.get(tag);
  try {
    if (!taken) registry.define(tag, element as ElementClass);
    else if (taken.version !== VERSION) tellConsole('warn', mismatch(tag, taken.version));
  } catch (error) {
    // A page may forbid new elements, or the name may be unusable.
    tellConsole('error', `outage-widgets cannot define <${tag}>:`, error);
  }
}

function mismatch(tag: string, version: string | undefined): string {
  const owner = version ? `outage-widgets ${version}` : 'other code';
  return (
    `<${tag}> is already defined by ${owner}, and outage-widgets ${VERSION} leaves it as it is. ` +
    'Load only one version on a page.'
  );
}
