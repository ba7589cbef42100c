import { expect, test } from 'vitest';
import * as z from 'zod';
import { fieldProblems } from '../../functions/runtime/problem.ts';

const Trigger = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('asked') }),
  z.strictObject({ when: z.literal('daily'), at: z.string() }),
]);
const Request = z.union([
  z.strictObject({ name: z.string(), trigger: Trigger, share: z.number().max(0.5) }),
  z.strictObject({ readyMade: z.string() }),
]);

const pathsOf = (sent: unknown): readonly string[] => {
  const result = Request.safeParse(sent);
  return result.success ? [] : fieldProblems(result.error).map(({ path }) => path);
};

test('a body that may have several forms is told what is wrong with the form it was meant in', () => {
  expect(pathsOf({ name: 'x', trigger: { when: 'now' }, share: 0.1 })).toEqual(['trigger.when']);
  expect(pathsOf({ name: 'x', trigger: { when: 'daily' }, share: 0.9 })).toEqual(['trigger.at', 'share']);
  expect(pathsOf({ readyMade: 7 })).toEqual(['readyMade']);
  expect(pathsOf({ readyMade: 'x', extra: 1 })).toEqual(['extra']);
});
