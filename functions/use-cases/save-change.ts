import { isOpen, theSystem } from '../domain/case/case.ts';
import { alsoHappened, type CaseChange, type Happened } from '../domain/case/change.ts';
import { StaleCase } from '../domain/case/errors.ts';
import { brakeOf, isBraked, type WithheldWhy } from '../domain/case/mail-brake.ts';
import type { PersonReason } from '../domain/escalation/reason.ts';
import type { Cases, Saved } from '../ports/cases.ts';
import { escalate } from './escalation-turn.ts';
import type { Firm } from './firm.ts';

interface SaveDeps {
  readonly cases: Pick<Cases, 'save'>;
  readonly firm: Firm;
}

type BrakedSave =
  /** `change` is what was written: with the mails as they are now. */
  | { readonly kind: 'saved'; readonly change: CaseChange }
  | Exclude<Saved, { readonly kind: 'saved' } | { readonly kind: 'mail-withheld' }>;

/**
 * Saves a change and takes the room for its automatic mails in the same step. Where there is none, the same change is
 * saved with those mails withheld: that is on the record, and a person gets the case.
 */
export async function saveBraked(deps: SaveDeps, change: CaseChange): Promise<BrakedSave> {
  const brake = brakeOf(change, deps.firm.settings.automaticMailsPerDay);
  const first = await deps.cases.save(brake ? { ...change, brake } : change);
  if (first.kind === 'saved') return { kind: 'saved', change };
  if (first.kind !== 'mail-withheld') return first;
  const without = withholdMails(deps.firm, change, first.why);
  const second = await deps.cases.save(without);
  if (second.kind === 'saved') return { kind: 'saved', change: without };
  if (second.kind === 'mail-withheld') throw new Error('a change without a brake was braked');
  return second;
}

/** The same, or throws `Case.Stale`: the machine tries the whole step again on what is there then. */
export async function saveOrThrow(deps: SaveDeps, change: CaseChange): Promise<CaseChange> {
  const saved = await saveBraked(deps, change);
  if (saved.kind !== 'saved') throw new StaleCase(change.before.id);
  return saved.change;
}

const reasonOf = {
  'too-many': 'mail-withheld',
  undeliverable: 'customer-unreachable',
} as const satisfies Record<WithheldWhy, PersonReason>;

function withholdMails(firm: Firm, change: CaseChange, why: WithheldWhy): CaseChange {
  const { after, before, facts } = change;
  const at = facts.at(-1)?.at ?? change.mails[0]?.reservedAt ?? before.receivedAt;
  const braked = change.mails.filter((mail) => isBraked(mail, after.email));
  const happened: Happened[] = [
    { happening: { type: 'MailWithheld', purposes: braked.map(({ purpose }) => purpose), why } },
    ...(why === 'undeliverable' && after.unreachable !== true
      ? [{ happening: { type: 'CustomerUnreachable' as const } }]
      : []),
    // Settled by rule and told to nobody is not settled.
    ...((isOpen(after.status) || after.status === 'resolved') && after.person === undefined
      ? [escalate(firm, after, [reasonOf[why]], at)]
      : []),
  ];
  return {
    ...alsoHappened(change, { at, by: theSystem }, happened),
    mails: change.mails.map((mail) => (braked.includes(mail) ? { ...mail, status: 'withheld' } : mail)),
  };
}
