import {answerFindings} from './answers.js';
import {cachingFindings} from './caching.js';
import {corsFindings} from './cors.js';
import {documentFindings} from './document.js';
import type {Finding} from '../findings/finding.js';
import {freshnessFindings} from './freshness.js';
import {livenessFindings} from './liveness.js';
import {kindOf} from './observation.js';
import type {Observation} from './observation.js';
import {resumeFindings} from './resume.js';
import {streamFindings} from './stream.js';

/** Judges what was seen of a feed. The findings are in the order of PROTOCOL.md. */
export function checkFindings(observation: Observation): readonly Finding[] {
  const {document, first} = observation;
  const answers = answerFindings(observation);
  if (first === undefined) return answers;
  return [
    ...answers,
    ...corsFindings(observation),
    ...(kindOf(document) === 'document' ? contentFindings(observation) : []),
    ...cachingFindings(observation),
    ...streamFindings(observation),
    ...livenessFindings(observation),
    ...resumeFindings(observation),
  ];
}

function contentFindings(observation: Observation): readonly Finding[] {
  const {body} = observation.document;
  return body === undefined ? [] : [...documentFindings(body), ...freshnessFindings(observation)];
}
