import * as z from 'zod';
import { campaignIdSchema } from '../ids.ts';
import { instantSchema, plusDays, type Instant } from '../instant.ts';
import { campaignOutcomeSchema, type CampaignOutcome } from './campaign.ts';
import type { SegmentRule } from '../segment/rule.ts';
import { isExpired } from '../offer/answer.ts';
import type { Offer } from '../offer/offer.ts';
import type { CampaignDefinition, CampaignStep, OfferState } from './definition.ts';

/**
 * One mail or hand-over of a campaign to one customer: reserved before it is sent, confirmed after; or an offer that waits
 * for a second person's yes, or was not made.
 */
const stepDoneSchema = z.object({
  step: z.string(),
  status: z.enum(['reserved', 'sent', 'refused', 'waiting', 'not-made']),
  at: instantSchema,
  variant: z.string().optional(),
  messageId: z.string().optional(),
  /** The offer that was made. */
  offerId: z.string().optional(),
  /** Why no offer was made, or not yet. */
  why: campaignOutcomeSchema.optional(),
});
export type StepDone = z.infer<typeof stepDoneSchema>;

/** One customer's way through one campaign. `next` is the step to do when `dueAt` comes; without it the way is over. */
export const journeySchema = z.object({
  campaignId: campaignIdSchema,
  customerId: z.string(),
  version: z.int(),
  /** The definition the customer entered under; a later one is for those who enter later. */
  definition: z.int(),
  enteredAt: instantSchema,
  /** The fact that let the customer in, where one did. */
  enteredBy: z.string().optional(),
  /** Until when the first step waits for what passes by itself, where that was in its way; absent once a step was taken. */
  waitsUntil: instantSchema.optional(),
  next: z.string().optional(),
  dueAt: instantSchema.optional(),
  done: z.array(stepDoneSchema),
  /** Answer by step, the first one given. */
  answers: z.record(z.string(), z.object({ answer: z.string(), at: instantSchema })),
  /** Why the way ended before its end. */
  endedBecause: campaignOutcomeSchema.optional(),
});
export type Journey = z.infer<typeof journeySchema>;

/** The step to act on, and when; undefined where the way is over. */
interface Stop {
  readonly step: CampaignStep & { readonly do: 'mail' | 'ask' | 'offer' | 'hand-over' };
  readonly at: Instant;
}

export interface Circumstances {
  readonly at: Instant;
  readonly answers: Journey['answers'];
  /** What became of the offer of a step; undefined while it is open. */
  readonly offerOf: (step: string) => OfferState | undefined;
  readonly meets: (rule: SegmentRule) => boolean;
}

/**
 * Follows waits and branches from a step on to the next thing to do. A branch is decided when it is reached: behind a
 * wait it is left for the day the wait is over, so a `wait` stops the look ahead at the step after it.
 */
export function stopFrom(
  definition: CampaignDefinition,
  from: string | undefined,
  circumstances: Circumstances,
): Stop | { readonly wait: { readonly next: string; readonly at: Instant } } | undefined {
  const { steps } = definition;
  let place = from === undefined ? 0 : steps.findIndex(({ id }) => id === from);
  for (;;) {
    const step = place < 0 ? undefined : steps[place];
    if (!step || step.do === 'end') return undefined;
    switch (step.do) {
      case 'mail':
      case 'ask':
      case 'offer':
      case 'hand-over':
        return { step, at: circumstances.at };
      case 'wait': {
        const next = steps[place + 1];
        return next && { wait: { next: next.id, at: plusDays(circumstances.at, step.days) } };
      }
      case 'branch': {
        const taken = step.cases.find(({ answer, offer, rule }) => {
          if (answer) return circumstances.answers[answer.step]?.answer === answer.is;
          if (offer) return circumstances.offerOf(offer.step) === offer.is;
          return rule !== undefined && circumstances.meets(rule);
        });
        const to = taken?.go ?? step.otherwise;
        place = steps.findIndex(({ id }) => id === to);
      }
    }
  }
}

/**
 * Where a customer goes on once a step is done: the step after it and when it is looked at.
 * @param openUntil when the offer that was made ends: until then, or its answer, the customer waits
 */
export function afterStep(
  definition: CampaignDefinition,
  done: CampaignStep,
  at: Instant,
  openUntil?: Instant,
): { readonly next: string; readonly dueAt: Instant } | undefined {
  const place = definition.steps.findIndex(({ id }) => id === done.id);
  const following = definition.steps[place + 1];
  if (!following || following.do === 'end') return undefined;
  if (done.do === 'ask') return { next: following.id, dueAt: plusDays(at, done.waitDays) };
  if (openUntil !== undefined) return { next: following.id, dueAt: openUntil };
  if (following.do !== 'wait') return { next: following.id, dueAt: at };
  const behind = definition.steps[place + 2];
  return behind && behind.do !== 'end' ? { next: behind.id, dueAt: plusDays(at, following.days) } : undefined;
}

/** @param draw in [0, 1), keyed by campaign step and customer, so that everybody keeps their variant */
export function variantFor(
  variants: readonly { readonly name: string; readonly share: number }[],
  draw: number,
): string {
  let sum = 0;
  for (const { name, share } of variants) {
    sum += share;
    if (draw < sum) return name;
  }
  return variants.at(-1)?.name ?? '';
}

/** Whether anything of a step left the house, or may have. */
export const isReached = ({ status }: Pick<StepDone, 'status'>): boolean =>
  status === 'reserved' || status === 'sent';

/** Mails that the campaign has sent them, or tried to. */
export const mailsOf = (journey: Pick<Journey, 'done'> | undefined): number =>
  journey?.done.filter((one) => isReached(one) || one.status === 'refused').length ?? 0;

/** The offer of this step that waits for a second person, where the way stands there. */
export function waitingAt(journey: Journey | undefined, step: string): Waiting | undefined {
  const last = journey?.done.at(-1);
  if (!journey || last?.step !== step || last.status !== 'waiting' || last.offerId === undefined)
    return undefined;
  return { journey, done: last, offerId: last.offerId };
}

/** A way that stands at an offer which waits for a second person. */
export interface Waiting {
  readonly journey: Journey;
  readonly done: StepDone;
  readonly offerId: string;
}

/**
 * Let in by a fact, or kept waiting at the first step: whether the campaign is for this customer is looked at with that
 * step, when it is taken.
 */
export const isAtTheDoor = (
  { enteredBy, waitsUntil, done, next }: Pick<Journey, 'enteredBy' | 'waitsUntil' | 'done' | 'next'>,
  { steps }: Pick<CampaignDefinition, 'steps'>,
): boolean =>
  (enteredBy !== undefined || waitsUntil !== undefined) && done.length === 0 && next === steps[0]?.id;

/** What became of the offer of a step of this journey; undefined while it is open. @param offer as the store has it */
export function offerStateOf(
  done: Pick<StepDone, 'status'> | undefined,
  offer: Pick<Offer, 'status' | 'validUntil' | 'contractCancelledAt'> | undefined,
  at: Instant,
): OfferState | undefined {
  if (!done) return undefined;
  if (!offer) return 'not-made';
  if (offer.contractCancelledAt !== undefined) return 'cancel-contract';
  if (isExpired(offer, at)) return 'expired';
  switch (offer.status) {
    case 'open':
    case 'awaiting-approval':
    case 'approved':
      return undefined;
    case 'withdrawn':
      return 'not-made';
    case 'accepted':
    case 'declined':
    case 'call-me':
    case 'cancel-contract':
    case 'expired':
      return offer.status;
  }
}

/** What became of a customer at one look, and at which step. */
export interface StepResult {
  readonly outcome: CampaignOutcome;
  readonly step?: string;
  readonly variant?: string;
}

/** What a journey says became of its customer since a moment: for a look that was cut short and is taken again. */
export function resultSince(journey: Journey, since: Instant): StepResult {
  const done = journey.done.findLast(({ at }) => at >= since);
  if (done) {
    const outcome =
      done.why ??
      (done.status === 'sent' ? 'sent' : done.status === 'refused' ? 'not-deliverable' : 'unconfirmed');
    return { outcome, step: done.step, ...(done.variant !== undefined && { variant: done.variant }) };
  }
  if (journey.endedBecause !== undefined) return { outcome: journey.endedBecause };
  if (journey.dueAt === undefined) return { outcome: 'ended' };
  return { outcome: 'deferred', ...(journey.next !== undefined && { step: journey.next }) };
}
