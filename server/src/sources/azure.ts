import {isoTime, rollUp} from 'outage-widgets/formats.js';
import type {Adapter, TranslatedReport} from 'outage-widgets/formats.js';
import {asXmlFeed} from './as-xml-feed.js';
import type {XmlFeedItem} from './xml-feed.js';

/**
 * A link that leads to the public site. Many others lead to a host inside Azure that answers
 * nobody.
 */
const PUBLIC_LINK = /^https:\/\/(?:azure\.status\.microsoft|status\.azure\.com)\//;

/**
 * Reads the feed of Azure, which tells only broad outages. An empty channel means that all is well,
 * and items vanish when they are over. The feed has no severity, so each outage is at least
 * `degraded`. It does not tell when a text was changed.
 */
export const azure: Adapter = {
  name: 'azure',
  // The title decides, because the host in the feed is not always the public one.
  matches: (document) => asXmlFeed(document)?.title === 'Azure Status',
  translate(document) {
    const {title: name = '', link = '', updated, items = []} = asXmlFeed(document) ?? {};
    const affected = new Set(items.flatMap(({categories}) => categories));
    const translation = {
      components: [...affected].map((category) => ({
        id: category,
        name: category,
        ext: {level: 'unknown' as const},
      })),
      incidents: items.map(toIncident),
    };
    return {
      page: {
        name,
        url: PUBLIC_LINK.test(link) ? link : undefined,
        updated_at: isoTime(updated),
      },
      status: {ext: {level: rollUp(translation, name ? 'operational' : 'unknown')}},
      ...translation,
    };
  },
};

function toIncident({id, title, link, published, body, categories}: XmlFeedItem): TranslatedReport {
  return {
    // The id is made from the title, so an earlier incident with the same title had it, too.
    id: `${id}@${published}`,
    name: title,
    status: 'unknown',
    started_at: isoTime(published),
    shortlink: PUBLIC_LINK.test(link) ? link : undefined,
    // The categories are services and regions, which the feed does not tell apart.
    components: categories.map((category) => ({id: category, name: category})),
    incident_updates: [{status: 'unknown', body}],
    ext: {level: 'degraded', body_format: 'html'},
  };
}
