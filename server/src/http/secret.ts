import {createHash, timingSafeEqual} from 'node:crypto';

/**
 * Makes a function that says whether a guess is the secret. It compares digests, which have the
 * same length, so the comparison takes the same time for every guess.
 */
export function secretMatcher(secret: string): (guess: string) => boolean {
  const expected = digest(secret);
  return (guess) => timingSafeEqual(digest(guess), expected);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
