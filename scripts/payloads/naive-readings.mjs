// Takes a plain look at documents of other status pages, by the folder they are in. Nothing here
// knows how the relay or the formats read them. A field that is left out is not compared.

/**
 * @typedef {object} Reading
 * @property {string} [level] of the page, in our words
 * @property {string[]} [open] titles of open incidents
 * @property {string[]} [affected] names of the components they name
 * @property {string[]} [windows] of planned work that is not over, "<from> <until>" in UTC
 */

/** ISO in UTC; without a zone it is UTC. @param {any} time */
const utc = (time) => {
  if (time === undefined || time === null || time === '') return '';
  const zoned = /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(time) ? `${time.replace(' ', 'T')}Z` : time;
  return new Date(typeof zoned === 'number' ? zoned * 1000 : zoned).toISOString();
};

/** @param {any} from @param {any} [until] */
const window = (from, until) => `${utc(from)} ${utc(until)}`;

const OVER = ['resolved', 'postmortem', 'completed', 'maintenance_complete'];
const INDICATORS = {none: 'operational', minor: 'degraded', major: 'partial', critical: 'major'};

/** @param {any} root @returns {Reading} */
function statuspage({status, incidents = [], scheduled_maintenances: planned = []}) {
  const open = incidents.filter((incident) => !OVER.includes(incident.status));
  return {
    level:
      INDICATORS[status?.indicator] ??
      (status?.indicator === 'maintenance' ? 'maintenance' : 'unknown'),
    open: open.map(({name}) => name),
    affected: open.flatMap(({components = []}) => components.map(({name}) => name)),
    windows: planned
      .filter((maintenance) => !OVER.includes(maintenance.status))
      .map(({scheduled_for: from, scheduled_until: until}) => window(from, until)),
  };
}

/** @param {any} root @returns {Reading} */
function widget(root) {
  const open = root.ongoing_incidents ?? [];
  const running = root.in_progress_maintenances ?? [];
  const planned = root.scheduled_maintenances ?? [];
  return {
    ...(open.length + running.length === 0 && {level: 'operational'}),
    open: open.map(({name}) => name),
    affected: open.flatMap(({affected_components: list = []}) => list.map(({name}) => name)),
    windows: [
      ...running.map(({started_at: from, scheduled_end_at: until}) => window(from, until)),
      ...planned.map(({starts_at: from, ends_at: until}) => window(from, until)),
    ],
  };
}

/** @type {Readonly<Record<string, (root: any, name: string) => Reading>>} */
export const naiveReadings = {
  statuspage,
  rootly: statuspage,
  hostile: statuspage,
  flashduty: widget,
  incidentio: (root) => ('ongoing_incidents' in root ? widget(root) : statuspage(root)),

  instatus({page, activeIncidents = [], activeMaintenances = []}) {
    if (!page) return {open: [], windows: []};
    return {
      ...(page.status === 'UP' && {level: 'operational'}),
      open: activeIncidents.map(({name}) => name),
      windows: activeMaintenances.map(({start, duration}) =>
        window(start, new Date(Date.parse(start) + Number(duration) * 60_000)),
      ),
    };
  },

  betterstack({data, included}) {
    const levels = {
      operational: 'operational',
      degraded: 'degraded',
      downtime: 'major',
      maintenance: 'maintenance',
    };
    const reports = included
      .filter(({type}) => type === 'status_report')
      .map(({attributes}) => attributes);
    const planned = reports.filter(({report_type: type}) => type === 'maintenance');
    return {
      level: levels[data.attributes.aggregate_state],
      open: reports
        .filter((report) => !planned.includes(report) && !report.ends_at)
        .map(({title}) => title),
      windows: planned.map(({starts_at: from, ends_at: until}) => window(from, until)),
    };
  },

  cachet({data}) {
    if (!Array.isArray(data)) return {level: data.status, open: []};
    return {
      open: data.filter(({latest_status: status}) => status !== 4).map(({name}) => name),
      windows: [],
    };
  },

  cstate({summaryStatus, systems}) {
    const levels = {ok: 'operational', notice: 'notice', disrupted: 'degraded', down: 'major'};
    const issues = systems.flatMap(({unresolvedIssues}) => unresolvedIssues);
    return {
      level: levels[summaryStatus],
      open: [...new Set(issues.map(({title}) => title))],
      affected: [...new Set(issues.flatMap(({affected}) => affected))],
    };
  },

  firehydrant: ({incidents}) => ({
    open: incidents.filter(({timestamps}) => !timestamps.resolved).map(({title}) => title),
  }),

  gatus(endpoints) {
    const down = endpoints.some(({results}) => !results.at(-1).success);
    return {level: down ? 'major' : 'operational', open: []};
  },

  gcp(incidents) {
    const open = incidents.filter(({end}) => !end);
    return {
      ...(open.length === 0 && {level: 'operational'}),
      open: open.map(({external_desc: title}) => title),
      windows: [],
    };
  },

  aws: ({current}) => ({
    ...(current.length === 0 && {level: 'operational'}),
    open: current.map(({summary}) => summary),
  }),

  heroku({status, incidents, scheduled}) {
    const green = status.every((system) => system.status === 'green');
    return {
      ...(green && {level: 'operational'}),
      open: incidents.map(({title}) => title),
      windows: scheduled.map(() => ''),
    };
  },

  hund: ({state, issues}) => ({
    level: {operational: 'operational', degraded: 'degraded', outage: 'major'}[state],
    open: issues.filter(({standing, scheduled}) => standing && !scheduled).map(({title}) => title),
    affected: issues.flatMap(({components}) => components.map(({name}) => name)),
    windows: [],
  }),

  openstatus({status, statusReports, pageComponents, maintenances}) {
    const open = statusReports.filter((report) => report.status !== 'resolved');
    return {
      level: {success: 'operational', degraded: 'degraded', error: 'major', info: 'maintenance'}[
        status
      ],
      open: open.map(({title}) => title),
      affected: open.flatMap(({pageComponents: ids}) =>
        pageComponents.filter(({id}) => ids.includes(id)).map(({name}) => name),
      ),
      windows: maintenances.map(({from, to}) => window(from, to)),
    };
  },

  slack(root) {
    const list = Array.isArray(root) ? root : root.active_incidents;
    const open = list.filter(({status}) => status === 'active');
    return {
      ...(!Array.isArray(root) && root.status === 'ok' && {level: 'operational'}),
      open: open.map(({title}) => title),
      affected: open.flatMap(({services}) => services),
    };
  },

  sorry({notice}) {
    const open = notice.type === 'unplanned' && !notice.ended_at;
    return {
      open: open ? [notice.subject] : [],
      affected: open ? notice.components.map(({name}) => name) : [],
      windows: [],
    };
  },

  stashboard: ({services}) =>
    services
      ? {
          level: worstOf(
            services.map((service) =>
              service['current-event']?.status.id === 'down' ? 'major' : 'operational',
            ),
          ),
        }
      : {},

  statusio({result}) {
    const levels = {
      100: 'operational',
      200: 'maintenance',
      300: 'degraded',
      400: 'partial',
      500: 'major',
    };
    const {active, upcoming} = result.maintenance;
    return {
      level: levels[result.status_overall.status_code],
      open: result.incidents.map(({name}) => name),
      windows: [...active, ...upcoming].map(
        ({datetime_planned_start: from, datetime_planned_end: until}) => window(from, until),
      ),
    };
  },

  statuspal: ({incidents, maintenances}) => ({
    open: incidents.filter(({ends_at: end}) => !end).map(({title}) => title),
    windows: maintenances.map(({starts_at: from, ends_at: until}) => window(from, until)),
  }),

  upptime: (sites) => ({
    level: worstOf(
      sites.map(({status}) => ({up: 'operational', degraded: 'degraded', down: 'major'})[status]),
    ),
    open: [],
  }),

  'uptime-kuma': ({incidents, maintenanceList}) => ({
    open: incidents.map(({title}) => title),
    windows: maintenanceList.flatMap(({timeslotList}) =>
      timeslotList.map(({startDate, endDate}) => window(startDate, endDate)),
    ),
  }),
};

/** @param {string[]} levels */
function worstOf(levels) {
  const order = ['operational', 'maintenance', 'notice', 'degraded', 'partial', 'major'];
  return order[Math.max(...levels.map((level) => order.indexOf(level)))];
}
