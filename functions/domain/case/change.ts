import type { Instant } from '../instant.ts';
import { factIdOf } from '../ids.ts';
import type { Participation } from '../experiment/participation.ts';
import type { Settlement } from '../offer/budget.ts';
import type { Offer } from '../offer/offer.ts';
import type { Voucher } from '../offer/voucher.ts';
import type { Posting } from '../points/points.ts';
import { applyFact } from './apply.ts';
import type { Actor, Case } from './case.ts';
import type { CaseLink } from './case-link.ts';
import type { Dispatch, Fact, Happening } from './fact.ts';
import type { LedgerRow } from './ledger.ts';
import type { MailBrake } from './mail-brake.ts';
import type { MailRecord } from './mail-record.ts';
import type { Message } from './message.ts';

/** An open wait of a machine for this case. `answered` wakes it at once: what it waits for has happened already. */
export interface Wait {
  readonly name: 'offer' | 'person';
  readonly taskToken: string;
  readonly round?: number;
  readonly answered?: { readonly answer?: string };
}

/** An offer that is held, in one step with its cost and the customer's limits. */
export interface OfferReservation {
  readonly kind: 'reserve';
  readonly offer: Offer;
  readonly budgetLimit: number;
  /** Minor units held from which the firm is told. */
  readonly warnAt?: number;
  /** Most offers of this kind in the budget's period. */
  readonly limitPerMonth?: number;
  readonly limits: OfferLimits;
}

/** An offer that was answered, let go or carried out, and what becomes of its cost. */
export interface OfferSettling {
  readonly kind: 'settle';
  readonly before: Offer;
  readonly after: Offer;
  readonly budget: Settlement;
  /** What Amends gives itself, in the same step. */
  readonly voucher?: Voucher;
  readonly posting?: Posting;
}

/** What happens to an offer together with the case. */
export type OfferChange = OfferReservation | OfferSettling;

/** Offers that count against one customer's limits by offer id, and the version they were read at (0: none yet). */
export interface OfferLimits {
  readonly customerKey: string;
  readonly version: number;
  readonly made: Readonly<Record<string, CountedOffer>>;
}

/** `open` while the offer waits for approval or an answer; it goes when it is declined, expires or is taken back. */
export interface CountedOffer {
  readonly catalogueId: string;
  readonly at: Instant;
  readonly open: boolean;
}

/** Everything that changes with a case, all or nothing. `before.version` is what the writer read. */
export interface CaseChange {
  readonly before: Case;
  readonly after: Case;
  readonly facts: readonly Fact[];
  readonly messages: readonly Message[];
  readonly mails: readonly MailRecord[];
  readonly offer?: OfferChange;
  readonly wait?: Wait;
  /** The customer enters experiments with it; one who takes part already stays as they are. */
  readonly participations?: readonly Participation[];
  readonly ledger?: LedgerRow;
  /** Version of the ledger row that was read, where a person decides about a mail; without one the row must be new. */
  readonly ledgerWas?: number;
  /** Threads of mail that belong to this case from now on, as `IntakeLookUp` names them. */
  readonly threads?: readonly string[];
  /** Makes the same mail, sent again, known; see `Sentinel`. */
  readonly sentinel?: {
    readonly hash: string;
    readonly requestHash: string;
    readonly expiresAt: Instant;
  };
  /** Links of this case, kept on the other side too. */
  readonly links?: readonly CaseLink[];
  /** Room that its automatic mails need; without it they take none. */
  readonly brake?: MailBrake;
}

/** Something that happens to a case, the machine it calls for, and the wait that it ends. */
export interface Happened {
  readonly happening: Happening;
  readonly dispatch?: Dispatch;
  readonly wakes?: Fact['wakes'];
}

/** What is written along with the facts. */
export type ChangeExtras = Partial<Omit<CaseChange, 'before' | 'after' | 'facts'>>;

/** Numbers the facts, applies them in order, and carries what must be written with them. */
export function changeCase(
  before: Case,
  when: { readonly at: Instant; readonly by: Actor },
  happened: readonly Happened[],
  extras: ChangeExtras = {},
): CaseChange {
  const facts = happened.map((one, index) => numberFact(before, before.factCount + 1 + index, when, one));
  const after = facts.reduce(applyFact, before);
  return {
    messages: [],
    mails: [],
    ...extras,
    before,
    after: { ...after, version: before.version + 1 },
    facts,
  };
}

/** The same change with more facts behind its own. */
export function alsoHappened(
  change: CaseChange,
  when: { readonly at: Instant; readonly by: Actor },
  happened: readonly Happened[],
): CaseChange {
  const facts = happened.map((one, index) =>
    numberFact(change.before, change.after.factCount + 1 + index, when, one),
  );
  return { ...change, facts: [...change.facts, ...facts], after: facts.reduce(applyFact, change.after) };
}

/** The fact of what happened, as the next one of its case or offer. */
export function numberFact(
  subject: Pick<Case, 'id'>,
  number: number,
  when: { readonly at: Instant; readonly by: Actor },
  one: Happened,
): Fact {
  return {
    id: factIdOf(subject.id, number),
    subjectId: subject.id,
    number,
    at: when.at,
    by: when.by,
    happened: one.happening,
    ...(one.dispatch && { dispatch: one.dispatch }),
    ...(one.wakes && { wakes: one.wakes }),
  };
}
