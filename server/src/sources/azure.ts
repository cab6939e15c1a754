import {isoTime, rollUp} from 'outage-widgets/formats.js';
import type {Adapter, TranslatedReport} from 'outage-widgets/formats.js';
import {asXmlFeed} from './as-xml-feed.js';
import type {XmlFeedItem} from './xml-feed.js';

/** Links often lead to a host inside Azure that answers nobody. */
const PUBLIC_LINK = /^https:\/\/(?:azure\.status\.microsoft|status\.azure\.com)\//;

/**
 * Azure's feed of broad outages. An empty channel is its way to say that all is well; items vanish
 * when it is over. It has no severity, but posts nothing that is not broad: `degraded` at the
 * least. It does not say when a text was changed.
 */
export const azure: Adapter = {
  name: 'azure',
  // By its title: the host it names is not always the public one.
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
    // The slug of a title, which another incident of the same title had before.
    id: `${id}@${published}`,
    name: title,
    status: 'unknown',
    started_at: isoTime(published),
    shortlink: PUBLIC_LINK.test(link) ? link : undefined,
    // Services and regions, not told apart.
    components: categories.map((category) => ({id: category, name: category})),
    incident_updates: [{status: 'unknown', body}],
    ext: {level: 'degraded', body_format: 'html'},
  };
}
