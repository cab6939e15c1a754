/** A banner stands in the flow of the page, or over the edge of the window. */
export type Layout = 'flow' | 'overlay';

/** The measurements of a banner that stands in the flow. */
export interface LayoutFacts {
  /** Whether it is a child of the body. Elsewhere a developer chose its place. */
  readonly isInBody: boolean;
  /** The computed `display` of what it stands in. */
  readonly display: string;
  /** The computed `flex-direction` of what it stands in. */
  readonly direction: string;
  /** Whether the page's CSS gives it a row of a grid. */
  readonly hasRow: boolean;
  /** Whether something fixed, sticky or absolute lies over its title. */
  readonly isCovered: boolean;
  /** Whether it pushes content out of a box that hides what does not fit. */
  readonly isClipping: boolean;
  /** Whether the document fits the window without it, and not with it. */
  readonly isOverfilling: boolean;
}

export interface Decision {
  readonly layout: Layout;
  /** For the developer: half a sentence. */
  readonly reason: string;
}

/**
 * Decides where a banner stands if its page does not say. The flow is right where it moves the page
 * down and no more. Inside a container, a developer has chosen the place: it is kept unless nobody
 * could read the banner there, or could reach what it pushes away.
 */
export function decideLayout(facts: LayoutFacts): Decision {
  const obstacle = obstacleOf(facts);
  return obstacle
    ? {layout: 'overlay', reason: obstacle}
    : {layout: 'flow', reason: 'nothing is in its way there'};
}

function obstacleOf(facts: LayoutFacts): string | undefined {
  if (facts.isCovered) return 'a fixed or sticky element lies over its place in the flow';
  if (facts.isClipping) return 'it would push content out of a box that cannot scroll';
  if (!facts.isInBody) return undefined;
  if (isRow(facts)) return 'the body is a flex row';
  if (facts.display.endsWith('grid') && !facts.hasRow) return 'the body is a grid';
  if (facts.isOverfilling) return 'the page fits the window and does not scroll';
  return undefined;
}

const isRow = ({display, direction}: LayoutFacts): boolean =>
  display.endsWith('flex') && direction.startsWith('row');
