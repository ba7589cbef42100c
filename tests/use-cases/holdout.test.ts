import { expect, test } from 'vitest';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { RECOVERY_EXPERIMENT } from '../../functions/domain/experiment/arm.ts';

const CUSTOMERS = 20_000;
const keyed = (key: string) => secretDigests(() => Promise.resolve(key));
const heldOut = async (digests: ReturnType<typeof keyed>, experiment: string): Promise<Set<number>> => {
  const draws = await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, n) => digests.draw(experiment, `cus_${n}`)),
  );
  return new Set(draws.flatMap((draw, n) => (draw < 0.1 ? [n] : [])));
};

test('a tenth of the customers is held out, give or take chance', async () => {
  const held = await heldOut(keyed('a key of this test'), RECOVERY_EXPERIMENT);

  // Four standard deviations of a binomial share at this size are 0.0085.
  expect(held.size / CUSTOMERS).toBeGreaterThan(0.0915);
  expect(held.size / CUSTOMERS).toBeLessThan(0.1085);
});

test('a customer stays in their arm, and another key would draw them anew', async () => {
  const before = await heldOut(keyed('a key of this test'), RECOVERY_EXPERIMENT);

  expect(await heldOut(keyed('a key of this test'), RECOVERY_EXPERIMENT)).toEqual(before);
  expect(await heldOut(keyed('another key'), RECOVERY_EXPERIMENT)).not.toEqual(before);
});

test('who is held out of one experiment is in another by chance alone', async () => {
  const digests = keyed('a key of this test');
  const one = await heldOut(digests, 'one');
  const other = await heldOut(digests, 'other');
  const inBoth = [...one].filter((n) => other.has(n)).length;

  expect(inBoth / CUSTOMERS).toBeGreaterThan(0.007);
  expect(inBoth / CUSTOMERS).toBeLessThan(0.013);
});
