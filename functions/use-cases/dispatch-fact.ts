import * as z from 'zod';
import { dispatchSchema } from '../domain/case/fact.ts';
import { enrolByFact, type EnrolDeps } from './enrol-by-fact.ts';
import { goOnAfterOffer, type GoOnDeps } from './go-on-after-offer.ts';
import { occurrenceIn } from './occurrence-in.ts';
import type { Cases } from '../ports/cases.ts';
import type { Machines } from '../ports/world.ts';

/** What a row of the stream must say to be dispatched: a fact that calls for a machine, or a wait already answered. */
const dispatchedSchema = z.object({
  dispatch: dispatchSchema,
  subjectId: z.string().optional(),
  number: z.int().optional(),
  /** On a wait that was answered when it was written. */
  caseId: z.string().optional(),
  name: z.enum(['offer', 'person']).optional(),
  wakes: z
    .object({ wait: z.enum(['offer', 'person']), answer: z.string().optional(), round: z.int().optional() })
    .optional(),
});

const answeredSchema = z.object({ happened: z.object({ offerId: z.string() }) });
const offerOf = (row: unknown): string => answeredSchema.parse(row).happened.offerId;

interface DispatchDeps {
  readonly cases: Pick<Cases, 'wait' | 'read'>;
  readonly machines: Machines;
  readonly offers: GoOnDeps['offers'];
  readonly campaigns: EnrolDeps['campaigns'] & GoOnDeps['campaigns'];
  readonly waiting: EnrolDeps['waiting'];
  readonly clock: EnrolDeps['clock'];
}

/**
 * Starts the machine that a fact calls for, wakes the one that waits for it, or lets a customer into or on in a campaign. The execution is named after the fact,
 * so the same fact, delivered again, starts nothing twice; a wait that is over is no error.
 */
export async function dispatchFact(deps: DispatchDeps, row: unknown): Promise<void> {
  const found = dispatchedSchema.parse(row);
  if (found.dispatch === 'enrol') {
    const occurrence = await occurrenceIn(deps, row);
    if (occurrence) await enrolByFact(deps, occurrence);
    return;
  }
  if (found.dispatch === 'go-on') return goOnAfterOffer(deps, offerOf(row));
  if (found.dispatch !== 'wake') {
    const { subjectId, number } = startOf(found);
    await deps.machines.start(
      found.dispatch,
      `${subjectId}-${number}`,
      inputOf(found.dispatch, subjectId, number),
    );
    return;
  }
  const caseId = found.subjectId ?? found.caseId;
  const waitName = found.wakes?.wait ?? found.name;
  if (caseId === undefined || waitName === undefined) throw new Error('a wake-up names no wait');
  const wait = await deps.cases.wait(caseId, waitName);
  // Not waiting yet: the wait will be written as answered. Another round: that one has its own facts.
  if (!wait || (found.wakes?.round !== undefined && wait.round !== found.wakes.round)) return;
  const answer = found.wakes?.answer ?? wait.answered?.answer;
  await deps.machines.wake(
    wait.taskToken,
    waitName === 'offer' ? { caseId, answer } : { caseId, round: wait.round },
  );
}

function startOf(found: z.infer<typeof dispatchedSchema>): { subjectId: string; number: number } {
  if (found.subjectId === undefined || found.number === undefined)
    throw new Error('a fact to dispatch has no subject or number');
  return { subjectId: found.subjectId, number: found.number };
}

function inputOf(
  machine: 'recovery' | 'escalation' | 'campaign' | 'import',
  subjectId: string,
  fact: number,
): object {
  switch (machine) {
    case 'recovery':
    case 'escalation':
      return { caseId: subjectId, fact };
    case 'campaign':
      return { campaignId: subjectId, fact };
    case 'import':
      return { importId: subjectId, fact };
  }
}
