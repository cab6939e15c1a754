import type {Context} from 'hono';
import type {Incident, Maintenance} from '../document.js';
import type {Feed} from '../feed.js';
import {adviceOn} from '../lint/advice.js';
import {changeOf} from '../publications.js';
import type {Publication} from '../publications.js';
import {answerJson} from './answers.js';

/**
 * Answers with what a publication would give, and with what readers would miss in it. Nothing is
 * published.
 */
export function answerPreview(context: Context, feed: Feed, publication: Publication): Response {
  const result = feed.preview(changeOf(publication));
  const advice = isEvent(result) ? adviceOn(result, feed.now()) : [];
  return answerJson(context, 200, {
    result: result ?? null,
    advice: advice.map(({rule, what, cost, remedy}) => ({rule, what, cost, remedy})),
  });
}

function isEvent(result: unknown): result is Incident | Maintenance {
  return typeof result === 'object' && result !== null && 'incident_updates' in result;
}
