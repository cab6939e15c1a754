/** How badly, in the words of the protocol: what it does to the incident, and to its components. */
export const severities = {
  notice: {impact: 'none', componentStatus: 'operational'},
  degraded: {impact: 'minor', componentStatus: 'degraded_performance'},
  partial: {impact: 'major', componentStatus: 'partial_outage'},
  major: {impact: 'critical', componentStatus: 'major_outage'},
};

const fromBestToWorst = ['notice', 'degraded', 'partial', 'major'];

/** @returns {string | undefined} undefined at the top */
export function worseThan(level) {
  return fromBestToWorst[fromBestToWorst.indexOf(level) + 1];
}

export function isSeverity(level) {
  return fromBestToWorst.includes(level);
}
