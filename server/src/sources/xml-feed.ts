import {parseXml} from '@rgrove/parse-xml';
import type {XmlDocument, XmlElement, XmlText} from '@rgrove/parse-xml';
import {SourceError} from './source-error.js';

/**
 * The fields that RSS 2.0, RSS 1.0 and Atom share. Texts are as written, without the escapes of
 * XML, and empty if absent.
 */
export interface XmlFeed {
  readonly feed: 'rss' | 'atom';
  readonly title: string;
  readonly link: string;
  /** The time at which the feed was made. */
  readonly updated: string;
  readonly items: readonly XmlFeedItem[];
}

export interface XmlFeedItem {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly published: string;
  readonly updated: string;
  readonly body: string;
  readonly html: boolean;
  readonly categories: readonly string[];
}

const HTML = 'The answer is an HTML page: the address is wrong, or something on the way blocks it.';
const NO_FEED = 'The answer is XML, but neither RSS nor Atom.';

/**
 * Parses RSS and Atom with @rgrove/parse-xml. It is strict, has no dependencies, and has no code
 * that fetches external entities or expands entities that a document declares, so no entity bomb
 * works. fast-xml-parser brings six packages, expands such entities up to a limit, and guesses at
 * broken XML; feedsmith is built on it. Release 4 is used because release 5 needs Node 22.
 *
 * @throws {SourceError} for an HTML page, broken XML, or XML of another kind.
 */
export function parseXmlFeed(text: string): XmlFeed {
  const {root} = parse(text);
  switch (root?.name.toLowerCase()) {
    case 'rss':
    case 'rdf:rdf': {
      const channel = child(root, 'channel');
      if (!channel) throw new SourceError(NO_FEED);
      // RSS 1.0 has its items next to the channel.
      const items = children(root.name === 'rdf:RDF' ? root : channel, 'item');
      return {
        feed: 'rss',
        title: textOf(channel, 'title'),
        link: textOf(channel, 'link'),
        updated: textOf(channel, 'lastBuildDate', 'pubDate', 'dc:date'),
        items: items.map(rssItem),
      };
    }
    case 'feed':
      return {
        feed: 'atom',
        title: textOf(root, 'title'),
        link: atomLink(root),
        updated: textOf(root, 'updated'),
        items: children(root, 'entry').map(atomEntry),
      };
    case 'html':
      throw new SourceError(HTML);
    case undefined:
    default:
      throw new SourceError(NO_FEED);
  }
}

function parse(text: string): XmlDocument {
  try {
    // Line breaks are normalised first, because the parser takes quadratic time for carriage
    // returns. `&nbsp;` is common without a declaration and stays as written.
    return parseXml(text.replace(/\r\n?/g, '\n'), {ignoreUndefinedEntities: true});
  } catch {
    // The parser also throws when nesting exhausts the stack.
    const isHtml = /<(?:!doctype )?html\b/i.test(text.slice(0, 1000));
    throw new SourceError(isHtml ? HTML : 'The answer is broken XML.');
  }
}

function rssItem(item: XmlElement): XmlFeedItem {
  const published = textOf(item, 'pubDate', 'dc:date');
  return {
    id: textOf(item, 'guid'),
    title: textOf(item, 'title'),
    link: textOf(item, 'link'),
    published,
    updated: textOf(item, 'a10:updated', 'atom:updated') || published,
    body: textOf(item, 'content:encoded', 'description'),
    html: true,
    categories: children(item, 'category').map(({text}) => text.trim()),
  };
}

function atomEntry(entry: XmlElement): XmlFeedItem {
  const body = child(entry, 'content') ?? child(entry, 'summary');
  const type = body?.attributes['type'];
  return {
    id: textOf(entry, 'id'),
    title: textOf(entry, 'title'),
    link: atomLink(entry),
    published: textOf(entry, 'published'),
    updated: textOf(entry, 'updated'),
    body: (type === 'xhtml' ? htmlOf(body) : body?.text)?.trim() ?? '',
    html: type === 'html' || type === 'xhtml',
    categories: children(entry, 'category').map(({attributes}) => attributes['term'] ?? ''),
  };
}

/** Elements as HTML: without their tags the last word of one would run into the next. */
function htmlOf(parent: XmlElement | undefined): string {
  const parts = parent?.children.map((node) => {
    if (node.type === 'element') {
      const {name} = node as XmlElement;
      return `<${name}>${htmlOf(node as XmlElement)}</${name}>`;
    }
    return node.type === 'text' ? escape((node as XmlText).text) : '';
  });
  return parts?.join('') ?? '';
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

function atomLink(parent: XmlElement): string {
  const links = children(parent, 'link').map(({attributes}) => attributes);
  return links.find(({rel = 'alternate'}) => rel === 'alternate')?.['href'] ?? '';
}

/** The text of the first of these children that has any. */
function textOf(parent: XmlElement, ...names: readonly string[]): string {
  for (const name of names) {
    const text = child(parent, name)?.text.trim();
    if (text) return text;
  }
  return '';
}

function child(parent: XmlElement, name: string): XmlElement | undefined {
  return children(parent, name)[0];
}

function children(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter(
    (node): node is XmlElement => node.type === 'element' && (node as XmlElement).name === name,
  );
}
