import {createFormat} from 'outage-widgets/formats.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {answerError, answerJson} from '../http/answers.js';
import {secretMatcher} from '../http/secret.js';
import {parseJson, toObject} from '../json.js';

/** A message that a Statuspage page has posted about one incident, maintenance or component. */
export interface WebhookMessage {
  /** The id of the page, as in its documents. */
  readonly pageId: string | undefined;
  /** The one object, and the summary of the page. */
  readonly snapshot: Snapshot;
  /** Whether the message has a summary of the page. */
  readonly hasSummary: boolean;
}

const maxBodyBytes = 1024 * 1024;
const statuspage = createFormat([]);

/**
 * Adds the route that Statuspage posts to. Statuspage cannot sign its posts, so the secret in the
 * path is what proves the sender.
 *
 * @param receive resolves once the message is published; undefined if its page is none of our
 * sources.
 */
export function addWebhooks(
  app: Hono,
  secret: string,
  receive: (message: WebhookMessage) => Promise<void> | undefined,
): void {
  const isSecret = secretMatcher(secret);
  const limitBody = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) => answerError(context, 413, 'The message is larger than 1 MiB.'),
  });
  app.post('/webhooks/:secret', limitBody, async (context) => {
    if (!isSecret(context.req.param('secret'))) {
      return answerError(context, 404, 'There is nothing here.');
    }
    const message = readMessage(await context.req.text());
    if (message === undefined) {
      return answerError(
        context,
        400,
        'This is no message of a status page: it has neither "incident" nor "component".',
      );
    }
    const received = receive(message);
    if (received === undefined) {
      return answerError(
        context,
        422,
        'This message is of a page that is no source of this relay.',
      );
    }
    await received;
    return answerJson(context, 202, {received: true});
  });
}

/** Parses a message; undefined if it is not one. */
function readMessage(text: string): WebhookMessage | undefined {
  const {page, incident, component} = toObject(parseJson(text));
  const {id, status_indicator: indicator, status_description: description} = toObject(page);
  const list = (item: unknown): unknown[] => (Object.keys(toObject(item)).length > 0 ? [item] : []);
  const summary = {
    page: {},
    status: {indicator, description},
    components: [...list(component), ...toList(toObject(incident)['components'])],
    incidents: list(incident),
  };
  const {message} = statuspage.document(summary);
  if (message.type !== 'snapshot') return undefined;
  const {components, incidents, maintenances} = message.snapshot;
  if (components.length + incidents.length + maintenances.length === 0) return undefined;
  return {
    pageId: typeof id === 'string' ? id : undefined,
    snapshot: message.snapshot,
    hasSummary: typeof indicator === 'string',
  };
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
