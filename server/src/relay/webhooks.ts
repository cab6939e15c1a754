import {statuspage} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {answerError, answerJson} from '../http/answers.js';
import {secretMatcher} from '../http/secret.js';

/** A message of a Statuspage page about one incident, maintenance or component. */
export interface WebhookMessage {
  /** Of the page, as its documents name it. */
  readonly pageId: string | undefined;
  /** The one thing, and the summary of the page. */
  readonly snapshot: Snapshot;
  /** Whether it tells the summary of the page. */
  readonly hasSummary: boolean;
}

const maxBodyBytes = 1024 * 1024;

/**
 * Adds the path that Statuspage posts to. It cannot sign what it posts: who knows the secret in the
 * path is believed.
 *
 * @param receive resolves once the message is published; undefined if no source of ours has sent
 * it.
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

/** What a message says, undefined if it is none. */
function readMessage(text: string): WebhookMessage | undefined {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  const {page, incident, component} = toObject(root);
  const {id, status_indicator: indicator, status_description: description} = toObject(page);
  const list = (item: unknown): unknown[] => (Object.keys(toObject(item)).length > 0 ? [item] : []);
  // Planned work comes as an incident too, with a window.
  const isPlanned = typeof toObject(incident)['scheduled_for'] === 'string';
  const summary = {
    page: {},
    status: {indicator, description},
    components: [...list(component), ...toList(toObject(incident)['components'])],
    incidents: isPlanned ? [] : list(incident),
    scheduled_maintenances: isPlanned ? list(incident) : [],
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

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
