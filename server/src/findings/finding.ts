/**
 * The weight of a finding: a `must` breaks readers, a `should` costs them something, and a `note`
 * only informs.
 */
export type Weight = 'passed' | 'note' | 'should' | 'must';

/** One fact about a feed or a document. */
export interface Finding {
  readonly weight: Weight;
  /** A short, stable name for programs. */
  readonly rule: string;
  /** The fact, in one sentence. */
  readonly what: string;
  /** The cost for readers of the feed. */
  readonly cost?: string;
  /** The remedy, as an instruction. */
  readonly remedy?: string;
  /** The section of PROTOCOL.md that requires it; in section 4 with the number of the item. */
  readonly section?: string;
}

/** A failure names the fact, its cost and the remedy. */
export type Failure = Required<Omit<Finding, 'weight' | 'section'>> & Pick<Finding, 'section'>;

export function passed(rule: string, what: string): Finding {
  return {weight: 'passed', rule, what};
}

export function note(rule: string, what: string): Finding {
  return {weight: 'note', rule, what};
}

export function should(failure: Failure): Finding {
  return {weight: 'should', ...failure};
}

export function must(failure: Failure): Finding {
  return {weight: 'must', ...failure};
}

/** Keeps the first failures of one kind, and notes how many more there are. */
export function firstOf(findings: readonly Finding[], most = 10): readonly Finding[] {
  const more = findings.length - most;
  const [last] = findings.slice(-1);
  if (more <= 0 || last === undefined) return findings;
  return [...findings.slice(0, most), note(last.rule, `${more} more of this kind are not shown.`)];
}
