import { theSystem } from '../domain/case/case.ts';
import { changeCase } from '../domain/case/change.ts';
import { StaleCase } from '../domain/case/errors.ts';
import { openFile } from './case-file.ts';
import { turnOf } from './assign-owner.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock } from '../ports/world.ts';

interface PersonWait {
  readonly caseId: string;
  readonly round: number;
  readonly waitFor: 'acknowledgement' | 'resolution' | 'nothing';
  readonly taskToken: string;
}

/**
 * Keeps the token of a wait for a person. What the machine waits for may have happened a moment ago; then the wait
 * is written as answered, and the stream ends it at once.
 */
export async function awaitPerson(
  deps: { readonly cases: Pick<Cases, 'file' | 'save'>; readonly clock: Clock },
  wait: PersonWait,
): Promise<void> {
  const { case: record } = await openFile(deps, wait.caseId);
  const turn = turnOf(record, wait.round);
  const happened =
    turn === undefined || (wait.waitFor === 'acknowledgement' && turn.acknowledgedAt !== undefined);
  const saved = await deps.cases.save(
    changeCase(record, { at: deps.clock.now(), by: theSystem }, [], {
      wait: {
        name: 'person',
        taskToken: wait.taskToken,
        round: wait.round,
        ...(happened && { answered: {} }),
      },
    }),
  );
  if (saved.kind !== 'saved') throw new StaleCase(wait.caseId);
}
