import {toObject} from '../json.js';
import type {XmlFeed, XmlFeedItem} from './xml-feed.js';

/**
 * Returns the document as a feed with every member of the right type; undefined if it is not a
 * feed. JSON may look like one, so nothing is trusted.
 */
export function asXmlFeed(document: unknown): XmlFeed | undefined {
  const {feed, title, link, updated, items} = toObject(document);
  if ((feed !== 'rss' && feed !== 'atom') || !Array.isArray(items)) return undefined;
  return {
    feed,
    title: toText(title),
    link: toText(link),
    updated: toText(updated),
    items: items.map(toItem),
  };
}

function toItem(value: unknown): XmlFeedItem {
  const item = toObject(value);
  const {categories} = item;
  return {
    id: toText(item['id']),
    title: toText(item['title']),
    link: toText(item['link']),
    published: toText(item['published']),
    updated: toText(item['updated']),
    body: toText(item['body']),
    html: item['html'] === true,
    categories: Array.isArray(categories) ? categories.map(toText).filter(Boolean) : [],
  };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
