import {expect, test} from 'vitest';
import {parseNames} from '../../../src/binding/attributes.js';

test('components are named in an attribute, with commas', () => {
  expect(parseNames(' Payments, API ,, ')).toEqual(['Payments', 'API']);
  expect(parseNames(null)).toEqual([]);
  expect(parseNames('"Search, EU", API,"a,b"')).toEqual(['Search, EU', 'API', 'a,b']);
  expect(parseNames('5" disks, 7" disks, "open')).toEqual(['5" disks', '7" disks', '"open']);
  expect(parseNames('a,b,__proto__,constructor')).toHaveLength(4);
});
