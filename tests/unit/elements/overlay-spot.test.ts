import {expect, test} from 'vitest';
import {chooseSpot} from '../../../src/elements/banner/overlay-spot.ts';
import type {Box, Corner} from '../../../src/elements/banner/overlay-spot.ts';

// A window of 1000 × 800, and a card of 400 × 100 with a margin of 12.
const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const corners: readonly Corner[] = [
  {block: 'end', inline: 'end', box: box(588, 688, 400, 100)},
  {block: 'end', inline: 'start', box: box(12, 688, 400, 100)},
  {block: 'start', inline: 'end', box: box(588, 12, 400, 100)},
  {block: 'start', inline: 'start', box: box(12, 12, 400, 100)},
];

const touches = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Chooses on a page with these controls. */
const choose = (controls: readonly Box[]) =>
  chooseSpot(corners, 800, (place) => controls.filter((one) => touches(one, place)));

test('on an empty page it takes the best corner', () => {
  expect(choose([])).toMatchObject({block: 'end', inline: 'end', offset: 0});
});

test('it lies above a row of controls', () => {
  // The row ends at 760: the card's lower edge stands 8 px above it.
  const {block, inline, offset} = choose([box(0, 740, 1000, 50)]);
  expect({block, inline, offset}).toEqual({block: 'end', inline: 'end', offset: 788 - 740 + 8});
});

test('it moves past several rows', () => {
  expect(choose([box(0, 740, 1000, 50), box(0, 640, 1000, 40)]).offset).toBe(788 - 640 + 8);
});

test('it goes to the other side rather than to the upper edge', () => {
  const column = Array.from({length: 10}, (_, row) => box(700, 400 + row * 40, 100, 38));
  expect(choose(column)).toMatchObject({block: 'end', inline: 'start', offset: 0});
});

test('it goes up where controls fill the lower half', () => {
  expect(choose([box(0, 390, 1000, 400)])).toMatchObject({block: 'start', inline: 'end'});
});

test('it covers as few controls as it can where they are everywhere', () => {
  const everywhere = Array.from({length: 20}, (_, row) => box(0, row * 40, 1000, 38));
  const onTheRight = Array.from({length: 20}, (_, row) => box(700, row * 40, 100, 38));
  expect(choose([...everywhere, ...onTheRight])).toMatchObject({
    block: 'end',
    inline: 'start',
    offset: 0,
  });
});
