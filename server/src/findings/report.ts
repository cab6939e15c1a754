import type {Finding, Weight} from './finding.js';

/** The words for both verdicts. */
export interface VerdictWords {
  readonly good: string;
  readonly bad: string;
}

/** The result of a command, for people and for programs. */
export interface Report {
  readonly subject: string;
  /** True if there is no finding of weight `must`. */
  readonly good: boolean;
  readonly verdict: string;
  /** Sorted by weight, so that the worst findings stand last, next to the verdict. */
  readonly findings: readonly Finding[];
}

const weights: readonly Weight[] = ['passed', 'note', 'should', 'must'];

/** @param subject the URL or file that was checked. */
export function makeReport(
  subject: string,
  findings: readonly Finding[],
  words: VerdictWords,
): Report {
  const sorted = weights.flatMap((weight) => findings.filter((each) => each.weight === weight));
  const count = (weight: Weight): number =>
    findings.filter((each) => each.weight === weight).length;
  const good = count('must') === 0;
  const verdict = good
    ? goodVerdict(words.good, count('should'))
    : badVerdict(words.bad, count('must'));
  return {subject, good, verdict, findings: sorted};
}

/** Formats one line for each finding, and then the verdict. */
export function reportLines({findings, verdict}: Report): readonly string[] {
  return [...findings.map(line), verdict];
}

function line({weight, what, cost, remedy, section}: Finding): string {
  const source = section === undefined ? undefined : `(PROTOCOL ${section})`;
  const text = [what, cost, remedy, source].filter((part) => part !== undefined).join(' ');
  // The text of a feed can come from an attacker. A control character could move the cursor of a
  // terminal.
  return `${weight.padEnd(6)}  ${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')}`;
}

function goodVerdict(good: string, recommendations: number): string {
  if (recommendations === 0) return `${good}.`;
  return `${good}, with ${recommendations} recommendation${recommendations === 1 ? '' : 's'}.`;
}

function badVerdict(bad: string, mistakes: number): string {
  return `${bad}: ${mistakes === 1 ? 'one thing' : `${mistakes} things`} must be mended.`;
}
