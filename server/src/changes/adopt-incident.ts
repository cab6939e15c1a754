import type {Incident} from '../document.js';
import {InvalidInputError} from '../errors.js';
import type {Change} from './change.js';

/**
 * Publishes the incident of another page as one of our own, marked with its origin. From then on
 * only our publisher updates and resolves it. It names no components, as those are the other
 * page's.
 */
export function adoptIncident(theirs: Incident): Change<Incident> {
  return (document, {createId}) => {
    const {origin} = theirs.ext ?? {};
    if (origin === undefined) throw new TypeError('Only an incident with an origin is adopted.');
    const before = document.incidents.find(
      ({ext}) => ext?.origin?.id === origin.id && ext.origin.adopted === theirs.id,
    );
    if (before !== undefined) {
      const message = `was published before, as ${before.id}`;
      throw new InvalidInputError([{pointer: '', message}]);
    }
    const id = createId('inc');
    const {revision: _revision, ...ext} = theirs.ext ?? {};
    const {components: _components, ...told} = theirs;
    const own: Incident = {...told, id, ext: {...ext, origin: {...origin, adopted: theirs.id}}};
    return {
      document: {...document, incidents: [own, ...document.incidents]},
      select: (published) => published.incidents.find((incident) => incident.id === id) ?? own,
    };
  };
}
