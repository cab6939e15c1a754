import type {Phase} from 'outage-widgets/core.js';
import type {IncidentStatus, MaintenanceStatus} from '../document.js';

/**
 * Some pages list planned work among their incidents; the nearest word that does not end it too
 * early.
 */
export function incidentStatus(phase: Phase): IncidentStatus {
  switch (phase) {
    case 'unknown':
      return 'investigating';
    case 'scheduled':
    case 'in_progress':
      return 'identified';
    case 'verifying':
      return 'monitoring';
    case 'completed':
      return 'resolved';
    default:
      return phase;
  }
}

/** Work of which nobody says that it began is planned. */
export function maintenanceStatus(phase: Phase): MaintenanceStatus {
  switch (phase) {
    case 'unknown':
      return 'scheduled';
    case 'investigating':
    case 'identified':
      return 'in_progress';
    case 'monitoring':
      return 'verifying';
    case 'resolved':
      return 'completed';
    default:
      return phase;
  }
}

export function updateStatus(
  phase: Phase,
  ofEvent: IncidentStatus | MaintenanceStatus,
): IncidentStatus | MaintenanceStatus {
  if (phase !== 'unknown') return phase;
  // What does not say that it ends something does not end it.
  return ['resolved', 'postmortem', 'completed'].includes(ofEvent) ? 'monitoring' : ofEvent;
}
