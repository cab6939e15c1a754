// Shows what users would see if the operator published now. A second feed holds the page as it
// would become: the same change, made by the same code, laid over the real document. So the preview
// cannot differ from what is published after it.
import {
  createApp,
  createFeed,
  createIncident,
  scheduleMaintenance,
  updateIncident,
  updateMaintenance,
} from 'outage-feed';

/**
 * `PUT /preview` takes `{path, body}`, the request that is about to be sent, or `{}` to show what
 * is published. `/preview/feed` is the feed of the result.
 *
 * @param {import('hono').Hono} app
 * @param {() => import('outage-feed').Feed} feed
 * @param {string} file
 * @returns {() => Promise<void>} ends it
 */
export function addPreview(app, feed, file) {
  const opening = createFeed({file, page: 'Preview'});

  app.put('/preview', async (context) => {
    const preview = await opening;
    const {path, body} = await context.req.json();
    const change = changeFor(path, body) ?? asPublished;
    // The ids of open events are kept, and those of new ones are steady, so that typing edits one
    // incident in place.
    await preview.publish((held, {now}) => {
      const published = feed().document();
      const changed = change(
        {...published, ext: held.ext, page: published.page},
        {now, createId: (prefix) => `${prefix}-preview`, history: historyOf(feed())},
      );
      return {document: changed.document, select: () => undefined};
    });
    return context.body(null, 204);
  });

  let mounted;
  app.get('/preview/feed', async (context) => {
    mounted ??= createApp(await opening);
    const url = new URL(context.req.url);
    url.pathname = '/feed';
    return mounted.fetch(new Request(url, {headers: context.req.raw.headers}), context.env);
  });

  return async () => (await opening).close();
}

/** @param {import('outage-feed').Feed} feed */
function historyOf(feed) {
  const {incidents, scheduled_maintenances: maintenances} = JSON.parse(feed.history().body);
  return {incidents, maintenances};
}

const asPublished = (document) => ({document, select: () => undefined});

/**
 * The same doors as those of the publishing routes.
 * @param {string | undefined} path
 */
function changeFor(path, body) {
  const [, kind, id] = /^\/(incidents|maintenances)(?:\/([^/]+)\/updates)?$/.exec(path ?? '') ?? [];
  if (kind === 'incidents') return id ? updateIncident(id, body) : createIncident(body);
  if (kind === 'maintenances') return id ? updateMaintenance(id, body) : scheduleMaintenance(body);
  return undefined;
}
