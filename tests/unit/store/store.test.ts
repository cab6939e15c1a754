import {expect, test} from 'vitest';
import {createStore} from '../../../src/store/store.js';

function open() {
  const errors: unknown[] = [];
  return {store: createStore(0, (error) => errors.push(error)), errors, heard: [] as string[]};
}

test('everybody hears of a new value, nobody of the same one', () => {
  const {store, heard} = open();
  store.subscribe((value) => heard.push(`a${value}`));
  store.subscribe((value) => heard.push(`b${value}`));
  store.set(1);
  store.set(1);
  expect(store.get()).toBe(1);
  expect(heard).toEqual(['a1', 'b1']);
});

test('one that throws never starves the others', () => {
  const {store, errors, heard} = open();
  store.subscribe(() => {
    throw new Error('mine');
  });
  store.subscribe((value) => heard.push(`b${value}`));
  store.set(1);
  expect(heard).toEqual(['b1']);
  expect(errors).toEqual([new Error('mine')]);
});

test('one that left hears nothing, also in the middle of the telling; leaving twice takes nobody else along', () => {
  const {store, heard} = open();
  const listener = (value: number) => void heard.push(`x${value}`);
  let leave = (): unknown => undefined;
  store.subscribe(() => leave());
  leave = store.subscribe(listener);
  store.subscribe(listener);
  store.set(1);
  leave();
  store.set(2);
  expect(heard).toEqual(['x1', 'x2']);
});

test('a listener may set the value: the last word that everybody hears is the newest', () => {
  const {store, heard} = open();
  store.subscribe((value) => void (value < 3 && store.set(value + 1)));
  store.subscribe((value) => heard.push(`b${value}`));
  store.set(1);
  expect(store.get()).toBe(3);
  expect(heard).toEqual(['b3']);
});
