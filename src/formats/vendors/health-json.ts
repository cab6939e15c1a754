import {worst} from '../../model/levels.js';
import {isObject, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter} from '../adapter.js';
import {levelOf, table} from '../vocabulary.js';

/** The words of the draft, and the synonyms that it allows (section 3.1). */
const LEVELS = table<Level>({
  pass: 'operational',
  ok: 'operational',
  up: 'operational',
  warn: 'degraded',
  fail: 'major',
  error: 'major',
  down: 'major',
});

/** The members of a document (section 3). */
const MEMBERS = new Set([
  'status',
  'version',
  'releaseId',
  'notes',
  'output',
  'checks',
  'links',
  'serviceId',
  'description',
]);

/**
 * `application/health+json` (draft-inadarei-api-health-check-06): one service's word on itself. Its
 * checks are the components, and it knows no incidents. `output` is for the service's developers
 * and is not shown.
 */
export const healthJson: Adapter = {
  name: 'health-json',
  matches: (root) =>
    isObject(root) &&
    parseWord(root['status'], LEVELS) !== undefined &&
    // A bare status could come from any service that says it is alive, and would replace everything
    // that a page said.
    (isObject(root['checks']) ||
      (Object.keys(root).length > 1 && Object.keys(root).every((key) => MEMBERS.has(key)))),
  translate(value) {
    const {status, description, serviceId, checks} = toObject(value);
    return {
      page: {name: description ?? serviceId},
      status: {ext: {level: levelOf(status, LEVELS)}},
      components: Object.entries(toObject(checks)).map(([name, list]) => {
        const levels = toObjects(Array.isArray(list) ? list : [list]).map((check) =>
          levelOf(check['status'], LEVELS),
        );
        return {id: name, name, ext: {level: worst(levels) ?? 'unknown'}};
      }),
    };
  },
};
