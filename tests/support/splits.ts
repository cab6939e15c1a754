// Ways to cut bytes into pieces, for whatever reads them to put together again.
import {seededRandom} from './random.mjs';

/** Text as bytes. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Cuts at the given places. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const starts = [0, ...places];
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.length));
}

/** Pieces of one length, but for the last. */
export const everyFew = (bytes: Uint8Array, length: number): Uint8Array[] =>
  Array.from({length: Math.ceil(bytes.length / length)}, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );

export const everyByte = (bytes: Uint8Array): Uint8Array[] => everyFew(bytes, 1);

/** About every fifth byte begins a piece, or less often where there are many. */
export function someSplit(bytes: Uint8Array, seed: number): Uint8Array[] {
  const random = seededRandom(seed);
  const density = Math.min(0.2, 500 / bytes.length);
  const places = Array.from({length: bytes.length}, (_, index) => index).filter(
    () => random() < density,
  );
  return cut(
    bytes,
    places.filter((place) => place > 0),
  );
}

/**
 * Whole, byte by byte, and split at random with each seed.
 * @param lengths - of pieces to be tried besides.
 */
export function waysToCut(
  bytes: Uint8Array,
  seeds: readonly number[],
  lengths?: readonly number[],
): [how: string, chunks: Uint8Array[]][] {
  const given: [string, Uint8Array[]][] = [];
  if (lengths) {
    let end = 0;
    const places = lengths.map((length) => (end += length));
    given.push([
      'as given',
      cut(
        bytes,
        places.filter((place) => place < bytes.length),
      ),
    ]);
  }
  return [
    ['whole', [bytes]],
    ...given,
    ['byte by byte', everyByte(bytes)],
    ...seeds.map((seed): [string, Uint8Array[]] => [
      `split with seed ${seed}`,
      someSplit(bytes, seed),
    ]),
  ];
}
