/** A corner of the window, and the distance by which the card stands away from its edge. */
export interface Spot {
  readonly block: 'start' | 'end';
  readonly inline: 'start' | 'end';
  /** CSS pixels, beside the usual margin. */
  readonly offset: number;
}

/** The sides of a box in the window. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A corner, and the card's box in it. */
export interface Corner extends Omit<Spot, 'offset'> {
  readonly box: Box;
}

/** Finds the controls under a box, which nothing may cover. */
type Look = (box: Box) => readonly Box[];

/** CSS pixels between the card and a control beside it. */
export const AIR = 8;

/**
 * Chooses the spot where the card covers no control. In each corner it moves away from the edge,
 * past the controls there, up to the middle of the window. If there is no such spot, it covers as
 * few controls as it can.
 *
 * @param corners - the best one first.
 * @param height - of the window.
 */
export function chooseSpot(corners: readonly Corner[], height: number, look: Look): Spot {
  const spots = corners.map((corner) => clearSpot(corner, height, look));
  const [best] = spots.sort((a, b) => a.covered - b.covered);
  return best ?? {block: 'end', inline: 'end', offset: 0};
}

/** A spot, and the number of controls that it would cover. */
interface Candidate extends Spot {
  readonly covered: number;
}

function clearSpot({box, block, inline}: Corner, height: number, look: Look): Candidate {
  const atEdge = look(box);
  let controls = atEdge;
  let offset = 0;
  while (controls.length > 0) {
    const next = distancePast(controls, box, block);
    if (next <= offset || next + box.bottom - box.top > height / 2) {
      return {block, inline, offset: 0, covered: atEdge.length};
    }
    offset = next;
    controls = look(moved(box, block === 'end' ? -offset : offset));
  }
  return {block, inline, offset, covered: 0};
}

/** Measures how far the card has to move away from its edge to be past all controls. */
function distancePast(controls: readonly Box[], box: Box, block: Spot['block']): number {
  return block === 'end'
    ? box.bottom - Math.min(...controls.map(({top}) => top)) + AIR
    : Math.max(...controls.map(({bottom}) => bottom)) - box.top + AIR;
}

const moved = ({left, right, top, bottom}: Box, by: number): Box => ({
  left,
  right,
  top: top + by,
  bottom: bottom + by,
});
