import {must} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import type {StreamMessage} from './messages.js';

/** The place of a message in the history of the publisher. */
export type HistoryPosition = Pick<StreamMessage, 'epoch' | 'rev'>;

/**
 * Checks whether messages continue from the revision held, one rev at a time (PROTOCOL.md, section
 * 3, order). It reports only the first mistake, because the next ones would follow from it.
 */
export function orderFindings(
  messages: readonly StreamMessage[],
  held: HistoryPosition | undefined,
): readonly Finding[] {
  let {epoch, rev} = held ?? {epoch: '', rev: undefined};
  for (const message of messages) {
    if (message.rev === undefined) continue;
    const mistake = rev === undefined ? undefined : mistakeOf(message, {epoch, rev});
    if (mistake !== undefined) return [mistake];
    ({epoch, rev} = message);
  }
  return [];
}

function mistakeOf(
  {name, epoch, rev = 0}: StreamMessage,
  held: HistoryPosition,
): Finding | undefined {
  const at = held.rev ?? 0;
  if (epoch !== held.epoch) {
    return must({
      rule: 'epoch',
      section: '3',
      what: `"${name}" is of epoch ${epoch}, after one of epoch ${held.epoch}.`,
      cost: 'Readers begin anew, and go back and forth if two servers answer by turns.',
      remedy: 'Let all servers behind one address share one epoch and one rev.',
    });
  }
  // A whole document may be repeated; a change may not.
  const repeats = rev === at && !['snapshot', 'beat'].includes(name);
  if (rev < at || repeats) {
    return must({
      rule: 'replay',
      section: '3',
      what: `"${name}" of rev ${rev} came after rev ${at}.`,
      cost: 'Readers ignore it, so what is new in it is lost.',
      remedy: 'Raise rev by one with every change. Send a reader who resumes only what was missed.',
    });
  }
  const skips = name !== 'snapshot' && rev > (name === 'beat' ? at : at + 1);
  if (!skips) return undefined;
  return must({
    rule: 'gap',
    section: '3',
    what: `"${name}" of rev ${rev} came after rev ${at}: something between is missing.`,
    cost: 'Readers drop the stream and load the whole document.',
    remedy: 'Send every change, or a snapshot that holds all of them.',
  });
}
