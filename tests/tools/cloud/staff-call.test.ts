import { expect, test } from 'vitest';
import { Stopped } from '../../../tools/explain-failure.ts';
import { NoAnswer, patiently } from '../../../tools/cloud/staff-call.ts';

test('who watches waits for a laptop that is started again, and sees that', async () => {
  const shown: string[] = [];
  let tries = 0;
  const answer = await patiently(
    { show: (line) => void shown.push(line) },
    () => {
      tries += 1;
      return tries < 3 ? Promise.reject(new NoAnswer('nothing answers')) : Promise.resolve('done');
    },
    0,
  );

  expect(answer).toBe('done');
  expect(shown).toHaveLength(2);
  expect(shown[0]).toContain('nothing answers');
});

test('a refusal is no silence, and is told at once', async () => {
  const work = (): Promise<never> => Promise.reject(new Stopped('not allowed'));

  await expect(patiently({ show: () => undefined }, work)).rejects.toThrow('not allowed');
});
