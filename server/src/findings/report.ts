import type {Finding, Weight} from './finding.js';

/** The words of a verdict. */
export interface VerdictWords {
  readonly good: string;
  readonly bad: string;
}

/** What a command says in the end, for people and for programs. */
export interface Report {
  readonly subject: string;
  /** True if nothing must be mended. */
  readonly good: boolean;
  readonly verdict: string;
  /** Sorted: what passed first, what must be mended last, beside the verdict. */
  readonly findings: readonly Finding[];
}

const weights: readonly Weight[] = ['passed', 'note', 'should', 'must'];

/** @param subject the URL or file that was looked at. */
export function makeReport(
  subject: string,
  findings: readonly Finding[],
  words: VerdictWords,
): Report {
  const sorted = weights.flatMap((weight) => findings.filter((each) => each.weight === weight));
  const count = (weight: Weight): number =>
    findings.filter((each) => each.weight === weight).length;
  const good = count('must') === 0;
  const verdict = good ? praise(words.good, count('should')) : blame(words.bad, count('must'));
  return {subject, good, verdict, findings: sorted};
}

/** One line per finding, then the verdict. */
export function reportLines({findings, verdict}: Report): readonly string[] {
  return [...findings.map(line), verdict];
}

function line({weight, what, cost, remedy, section}: Finding): string {
  const source = section === undefined ? undefined : `(PROTOCOL ${section})`;
  const text = [what, cost, remedy, source].filter((part) => part !== undefined).join(' ');
  // A feed's text is an attacker's text: a control character could move the cursor of a terminal.
  return `${weight.padEnd(6)}  ${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')}`;
}

function praise(good: string, recommendations: number): string {
  if (recommendations === 0) return `${good}.`;
  return `${good}, with ${recommendations} recommendation${recommendations === 1 ? '' : 's'}.`;
}

function blame(bad: string, mistakes: number): string {
  return `${bad}: ${mistakes === 1 ? 'one thing' : `${mistakes} things`} must be mended.`;
}
