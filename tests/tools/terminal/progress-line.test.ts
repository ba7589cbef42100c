import { describe, expect, test } from 'vitest';
import { bar, inWords, newPace } from '../../../tools/terminal/progress-line.ts';

/** A clock of the test, in seconds. */
function paceAt() {
  let seconds = 0;
  const pace = newPace(() => seconds * 1000);
  return {
    at(time: number, done: number): void {
      seconds = time;
      pace.note(done);
    },
    left: (time: number, total: number): string => {
      seconds = time;
      return pace.left(total);
    },
  };
}

describe('the time left', () => {
  test('is not known before the pace is', () => {
    const work = paceAt();
    work.at(0, 0);
    work.at(2, 100);

    expect(work.left(2, 1000)).toBe(', time left not known yet');
  });

  test('follows the steps, and counts down between them', () => {
    const work = paceAt();
    for (const step of [0, 1, 2, 3]) work.at(step * 10, step * 100);

    expect(work.left(30, 1300)).toBe(', 2 min left');
    expect(work.left(30, 700)).toBe(', 40 s left');
    expect(work.left(36, 700)).toBe(', 34 s left');
  });

  test('goes by the last minute: what slows down takes longer', () => {
    const work = paceAt();
    for (const step of [0, 1, 2, 3, 4, 5]) work.at(step, step * 1000);
    for (const step of [0, 1, 2, 3]) work.at(100 + step * 10, 5000 + step * 100);

    expect(work.left(130, 5600)).toBe(', 30 s left');
  });

  test('is not made up when nothing moves', () => {
    const work = paceAt();
    for (const step of [0, 1, 2]) work.at(step, step * 100);

    expect(work.left(62, 1000)).toBe(', nothing for 60 s');
  });

  test('is not said at the end', () => {
    const work = paceAt();
    for (const step of [0, 1, 2]) work.at(step, step * 100);

    expect(work.left(2, 200)).toBe('');
  });
});

test.each([
  [900, '1 s'],
  [89_000, '89 s'],
  [100_000, '2 min'],
  [5_340_000, '89 min'],
  [6_000_000, '1 h 40 min'],
])('%i ms are %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});

test('a bar is full only at the end', () => {
  expect(bar(0.999)).toContain('·] 99 %');
  expect(bar(1)).toBe(`[${'█'.repeat(24)}] 100 %`);
});
