import {expect, test} from 'vitest';
import {decideLayout} from '../../../src/elements/banner/layout-decision.ts';
import type {LayoutFacts} from '../../../src/elements/banner/layout-decision.ts';

/** A banner as the first child of a body that is an ordinary block. */
const plain: LayoutFacts = {
  isInBody: true,
  display: 'block',
  direction: 'row',
  hasRow: false,
  isCovered: false,
  isClipping: false,
  isOverfilling: false,
};

const cases: readonly [string, Partial<LayoutFacts>, 'flow' | 'overlay', RegExp][] = [
  ['a plain body', {}, 'flow', /nothing/],
  ['a flex row', {display: 'flex'}, 'overlay', /flex row/],
  ['a flex row from right to left', {display: 'flex', direction: 'row-reverse'}, 'overlay', /row/],
  ['an inline flex row', {display: 'inline-flex'}, 'overlay', /flex row/],
  ['a flex column', {display: 'flex', direction: 'column'}, 'flow', /nothing/],
  ['a grid', {display: 'grid'}, 'overlay', /grid/],
  ['an inline grid', {display: 'inline-grid'}, 'overlay', /grid/],
  ['a grid with a row for the banner', {display: 'grid', hasRow: true}, 'flow', /nothing/],
  ['a row for the banner, in no grid', {display: 'flex', hasRow: true}, 'overlay', /flex row/],
  ['a page of exactly one window', {isOverfilling: true}, 'overlay', /does not scroll/],
  ['a box that hides the rest', {isClipping: true}, 'overlay', /cannot scroll/],
  ['a fixed header', {isCovered: true}, 'overlay', /fixed or sticky/],
  ['a container that is a flex row', {isInBody: false, display: 'flex'}, 'flow', /nothing/],
  ['a container that is a grid', {isInBody: false, display: 'grid'}, 'flow', /nothing/],
  [
    'a container on a page of one window',
    {isInBody: false, isOverfilling: true},
    'flow',
    /nothing/,
  ],
  ['a container under a header', {isInBody: false, isCovered: true}, 'overlay', /fixed or sticky/],
  ['a container that hides the rest', {isInBody: false, isClipping: true}, 'overlay', /scroll/],
];

test.each(cases)('%s', (_name, facts, layout, reason) => {
  const decision = decideLayout({...plain, ...facts});
  expect(decision.layout).toBe(layout);
  expect(decision.reason).toMatch(reason);
});
