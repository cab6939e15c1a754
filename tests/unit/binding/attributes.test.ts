import {expect, test} from 'vitest';
import {parseNames} from '../../../src/binding/attributes.js';

test('components are named in an attribute, with commas', () => {
  expect(parseNames(' Payments, API ,, ')).toEqual(['Payments', 'API']);
  expect(parseNames(null)).toEqual([]);
  expect(parseNames('a,b,__proto__,constructor')).toHaveLength(4);
});
