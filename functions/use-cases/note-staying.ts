import type { Fact } from '../domain/case/fact.ts';
import { stayingOf, takenBackBy } from '../domain/experiment/leaving.ts';
import type { Instant } from '../domain/instant.ts';
import type { Cases } from '../ports/cases.ts';
import { customerOf, noteLeaving, type NoteLeavingDeps } from './note-leaving.ts';
import { recordOutcome } from './record-outcome.ts';

interface NoteStayingDeps extends NoteLeavingDeps {
  readonly cases: NoteLeavingDeps['cases'] & Pick<Cases, 'file'>;
}

/** A case says that a customer who asked to leave stays after all; `id` is that of the fact. */
interface Staying {
  readonly id: string;
  readonly caseId: string;
  readonly at: Instant;
}

/**
 * Takes back a leaving that our house told: the customer was there all the time. Told again, and told before the leaving
 * itself, it comes to the same.
 * @returns `nothing` when nobody was told that they left, `stranger` when the case is of nobody whom we know
 */
export async function noteStaying(
  deps: NoteStayingDeps,
  { id, caseId, at }: Staying,
): Promise<'recorded' | 'known' | 'stranger' | 'nothing'> {
  const customerId = await customerOf(deps, caseId);
  if (customerId === undefined) return 'stranger';
  const facts = (await deps.cases.file(caseId))?.facts ?? [];
  return takeBack(deps, {
    id,
    customerId,
    at,
    leavings: facts.filter(tellsOfLeaving).map((fact) => fact.at),
  });
}

/**
 * What was said after it stands: a leaving of the same case that was taken for the one before is told anew.
 * @param leavings when the case told that its customer leaves
 */
export async function takeBack(
  deps: NoteLeavingDeps,
  {
    id,
    customerId,
    at,
    leavings,
  }: Omit<Staying, 'caseId'> & { readonly customerId: string; readonly leavings: readonly Instant[] },
): Promise<'recorded' | 'known' | 'stranger' | 'nothing'> {
  const word = stayingOf(customerId, { id, at });
  const isAboutNothing =
    !leavings.some((moment) => moment <= at) &&
    takenBackBy(word, await deps.experiments.outcomesOf(customerId)).length === 0;
  if (isAboutNothing) return 'nothing';
  const recorded = await recordOutcome(deps, word);
  if (recorded === 'unknown-customer') return 'stranger';
  for (const later of leavings.filter((moment) => moment > at))
    await noteLeaving(deps, { customerId, at: later });
  return recorded;
}

const tellsOfLeaving = ({ happened }: Fact): boolean =>
  (happened.type === 'OfferAnswered' && happened.answer === 'cancel-contract') ||
  (happened.type === 'CaseResolved' && happened.left === true);
