import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { StaleCase } from '../../functions/domain/case/errors.ts';
import { workflowTask } from '../../functions/runtime/workflow-task.ts';

/** A step that fails so often before it is done. */
function aStep(
  fails: number,
  error: Error,
): { task: (event: unknown) => Promise<unknown>; runs: () => number } {
  let runs = 0;
  const task = workflowTask({
    input: z.object({ caseId: z.string() }),
    output: z.object({ caseId: z.string() }),
    run: ({ caseId }) => {
      runs += 1;
      return runs <= fails ? Promise.reject(error) : Promise.resolve({ caseId });
    },
  });
  return { task, runs: () => runs };
}

describe('a step of a case', () => {
  test('that somebody else was quicker than is done at once, on what is there then', async () => {
    const { task, runs } = aStep(2, new StaleCase('cas_1'));

    expect(await task({ caseId: 'cas_1' })).toEqual({ caseId: 'cas_1' });
    expect(runs()).toBe(3);
  });

  test('that stays stale is left to the machine, which pauses between its tries', async () => {
    const { task, runs } = aStep(99, new StaleCase('cas_1'));

    await expect(task({ caseId: 'cas_1' })).rejects.toMatchObject({ name: 'Case.Stale' });
    expect(runs()).toBe(4);
  });

  test('that failed otherwise is left to the machine at once, and its message stays here', async () => {
    const { task, runs } = aStep(1, new Error('about Ann Lee'));

    await expect(task({ caseId: 'cas_1' })).rejects.toMatchObject({
      name: 'Error',
      message: "Error; see the function's log",
    });
    expect(runs()).toBe(1);
  });
});
