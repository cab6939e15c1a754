/**
 * How much a finding matters: a `must` breaks readers, a `should` costs them something, a `note`
 * only informs.
 */
export type Weight = 'passed' | 'note' | 'should' | 'must';

/** One thing found out about a feed or a document. */
export interface Finding {
  readonly weight: Weight;
  /** A short name that stays, for programs. */
  readonly rule: string;
  /** What is so, in one sentence. */
  readonly what: string;
  /** What it costs those who read the feed. */
  readonly cost?: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** Section of PROTOCOL.md that asks for it; for section 4 with the number of the item. */
  readonly section?: string;
}

/** A failure says all three: what is wrong, what it costs, what to do. */
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

/** Many failures of one kind, the first few of them; the rest of a broken feed says nothing new. */
export function firstOf(findings: readonly Finding[], most = 10): readonly Finding[] {
  const more = findings.length - most;
  const [last] = findings.slice(-1);
  if (more <= 0 || last === undefined) return findings;
  return [...findings.slice(0, most), note(last.rule, `${more} more of this kind are not shown.`)];
}
