import type {Phase} from 'outage-widgets/core.js';
import {isOver} from 'outage-widgets/protocol.js';
import type {IncidentStatus, MaintenanceStatus} from '../document.js';

/**
 * The nearest status of an incident. Some pages list planned work among their incidents, so the
 * nearest word must not end it too early.
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
    case 'cancelled':
    case 'false_alarm':
      return 'resolved';
    default:
      return phase;
  }
}

/**
 * The nearest status of a maintenance. Work is planned as long as the page does not say that it has
 * begun.
 */
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
    case 'cancelled':
    case 'false_alarm':
      return 'completed';
    default:
      return phase;
  }
}

export function updateStatus(
  phase: Phase,
  ofEvent: IncidentStatus | MaintenanceStatus,
): IncidentStatus | MaintenanceStatus {
  if (phase === 'cancelled') return 'completed';
  if (phase === 'false_alarm') return 'resolved';
  if (phase !== 'unknown') return phase;
  // An update of an unknown phase must not end the event.
  return isOver(ofEvent) ? 'monitoring' : ofEvent;
}
