import {slug} from '../changes/page.js';

/** A page to repeat, as the operator names it. */
export interface SourceOptions {
  /** The URL of its document: JSON, RSS or Atom. */
  readonly url: string;
  /** The name of the page. Default: the name in its document, or else its host. */
  readonly name?: string;
}

export interface Source {
  /** Marks the objects of the page in our document. It stays the same after a restart. */
  readonly id: string;
  /** The name of the page until its document tells one. */
  readonly name: string;
  /** Whether the operator chose the name. */
  readonly isNamed: boolean;
  readonly url: string;
}

/**
 * Gives every source an id: its name, or else its host, with the path where several sources share a
 * host.
 *
 * @throws {RangeError} for a URL that is not http: or https:, and for a source given twice.
 */
export function nameSources(options: readonly SourceOptions[]): readonly Source[] {
  const urls = options.map(({url}) => parse(url));
  const hosts = urls.map(({hostname}) => hostname.replace(/^www\./, ''));
  const sources = options.map(({name}, index): Source => {
    const {href, pathname} = urls[index] as URL;
    const host = hosts[index] as string;
    const isShared = hosts.filter((other) => other === host).length > 1;
    const id = name ?? (isShared ? `${host} ${pathname}` : host);
    return {id: slug(id).slice(0, 60), name: name ?? host, isNamed: name !== undefined, url: href};
  });
  const twice = sources.find(
    ({id}, index) => sources.findIndex((other) => other.id === id) < index,
  );
  if (twice === undefined) return sources;
  throw new RangeError(`"${twice.id}" is a source twice. Give one of them a name of its own.`);
}

function parse(url: string): URL {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new RangeError(
      `A source is a URL like https://status.example/summary.json, not "${url}".`,
    );
  }
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return parsed;
  throw new RangeError('The URL of a source has no user name or password in it.');
}
