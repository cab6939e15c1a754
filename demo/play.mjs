// Plays a realistic two-hour incident in a minute. It runs in the server and not in the page, so
// that one can press Play and then go and see the product.
import {createIncident, removeIncident, updateIncident} from 'outage-feed';

const minute = 60_000;

/**
 * A good communicator publishes these, each after so many seconds of the minute. Later entries may
 * use the clock.
 */
const script = [
  {
    second: 0,
    label: 'First word, two minutes in: we know, we are looking',
    publish: () => ({
      name: 'Some card payments fail',
      status: 'investigating',
      impact: 'minor',
      components: [{id: 'payments', status: 'degraded_performance'}],
      body: 'Some card payments have been declined for about two minutes. We are looking into it.',
    }),
  },
  {
    second: 8,
    label: 'Cause found, next update promised',
    publish: (now, url) => ({
      status: 'identified',
      impact: 'major',
      components: [{id: 'payments', status: 'partial_outage'}],
      body: 'Our card provider rejects about one in three requests. Nobody is charged twice: a payment that fails is not taken.',
      ext: {
        next_update_at: at(now, 30),
        affected: {percent: 34, unit: 'of card payments'},
        actions: [{label: 'Contact support', url: `${url}/postmortem#support`}],
      },
    }),
  },
  {
    second: 18,
    label: 'It gets worse: escalated',
    publish: (now) => ({
      name: 'Card payments fail',
      status: 'identified',
      impact: 'critical',
      components: [{id: 'payments', status: 'major_outage'}],
      body: 'All card payments fail now. We are moving them to our second provider.',
      ext: {
        next_update_at: at(now, 30),
        eta: {at: at(now, 60), confidence: 'low'},
        affected: {count: 6323, unit: 'customers'},
      },
    }),
  },
  {
    second: 28,
    label: 'A way around it, and an estimate that has moved',
    publish: (now) => ({
      status: 'identified',
      body: 'Half of all card payments run through the second provider. It takes longer than we thought.',
      ext: {
        next_update_at: at(now, 30),
        workaround: 'Pay by bank transfer: the details are on every invoice.',
        eta: {at: at(now, 90), confidence: 'medium'},
      },
    }),
  },
  {
    second: 40,
    label: 'Fix in place, watching it',
    publish: (now) => ({
      status: 'monitoring',
      impact: 'minor',
      components: [{id: 'payments', status: 'degraded_performance'}],
      body: 'All card payments go through again. Declined ones can be retried now; we are watching closely.',
      ext: {next_update_at: at(now, 30), eta: null, workaround: null},
    }),
  },
  {
    second: 52,
    label: 'Resolved, with what was learned',
    publish: (now, url) => ({
      status: 'resolved',
      components: [{id: 'payments', status: 'operational'}],
      body: 'Card payments work again. No data was lost and nobody was charged twice.',
      ext: {postmortem: {url: `${url}/postmortem`, published_at: new Date(now).toISOString()}},
    }),
  },
];

/** Long enough after the last entry for it to be read. */
const length = 60;

/**
 * `GET /play` tells how far it is, `POST` starts it, `DELETE` stops it and takes its incident out.
 *
 * @param {import('hono').Hono} app
 * @param {() => import('outage-feed').Feed} feed
 * @param {() => string} url
 * @returns {() => Promise<void>} ends it
 */
export function addPlay(app, feed, url) {
  /**
   * @type {{startedAt: number, step: number, incident?: string, timers: NodeJS.Timeout[]} |
   * undefined}
   */
  let run;

  const state = () => ({
    running: run !== undefined,
    seconds: run ? Math.min(length, (Date.now() - run.startedAt) / 1000) : 0,
    length,
    step: run?.step ?? -1,
    steps: script.map(({second, label}) => ({second, label})),
  });

  const publish = async (playing, step) => {
    const request = script[step].publish(Date.now(), url());
    playing.step = step;
    if (playing.incident === undefined) {
      playing.incident = (await feed().publish(createIncident(request))).id;
    } else {
      await feed().publish(updateIncident(playing.incident, request));
    }
  };

  const start = async () => {
    const playing = {startedAt: Date.now(), step: -1, timers: []};
    run = playing;
    await publish(playing, 0);
    for (const [step, {second}] of script.entries()) {
      if (step === 0) continue;
      playing.timers.push(
        setTimeout(() => {
          // Somebody may have removed the incident by hand: then there is nothing left to play.
          publish(playing, step).catch(() => stop());
        }, second * 1000),
      );
    }
    playing.timers.push(setTimeout(() => (run = undefined), length * 1000));
  };

  const stop = async () => {
    const stopped = run;
    run = undefined;
    for (const timer of stopped?.timers ?? []) clearTimeout(timer);
    if (stopped?.incident === undefined) return;
    await feed()
      .publish(removeIncident(stopped.incident))
      .catch(() => undefined);
  };

  app.get('/play', (context) => context.json(state(), 200, {'Cache-Control': 'no-store'}));
  app.post('/play', async (context) => {
    if (!isOwnPage(context))
      return context.json({error: 'Only a page of this demo may do that.'}, 403);
    if (!run && hasOpenProblem(feed())) {
      return context.json({error: 'A problem is open. Practice never mixes with a real one.'}, 409);
    }
    if (!run) await start();
    return context.json(state());
  });
  app.delete('/play', async (context) => {
    if (!isOwnPage(context))
      return context.json({error: 'Only a page of this demo may do that.'}, 403);
    await stop();
    return context.json(state());
  });

  return async () => {
    for (const timer of run?.timers ?? []) clearTimeout(timer);
    run = undefined;
  };
}

/** @param {import('outage-feed').Feed} feed */
function hasOpenProblem(feed) {
  return feed.document().incidents.some(({resolved_at}) => !resolved_at);
}

/** A POST without a body needs no preflight, so any page on the web could send one. */
function isOwnPage(context) {
  return ['same-origin', 'none', undefined].includes(context.req.header('sec-fetch-site'));
}

function at(now, minutes) {
  return new Date(now + minutes * minute).toISOString();
}
