import type { Refusal, Ruling } from '../contact/govern.ts';
import { plusDays, type Instant } from '../instant.ts';
import type { CampaignDefinition } from './definition.ts';
import type { Journey } from './journey.ts';

/**
 * A complaint is closed after a week or two, and nothing is sold for two weeks after it: who crossed a line on the day it
 * began still hears from us.
 */
const PATIENCE_DAYS = 30;
/** Where nobody knows when what stands in the way is over. */
const LOOK_AGAIN_DAYS = 1;

/** What passes by itself; anything else is the customer's wish, or the draw of chance, and stands. */
const passing: ReadonlySet<Refusal> = new Set(['open-complaint', 'cool-down', 'weekly-cap']);

/** When to look again at a customer who is refused now; undefined where the refusal does not pass by itself. */
export function lookAgainAt(
  { reason, until }: Extract<Ruling, { readonly kind: 'refuse' }>,
  at: Instant,
): Instant | undefined {
  if (!passing.has(reason)) return undefined;
  return until !== undefined && until > at ? until : plusDays(at, LOOK_AGAIN_DAYS);
}

/** Whether customers enter by what happens to each, so that nobody looks at them again when they are turned away. */
export const entersOneByOne = ({ trigger }: Pick<CampaignDefinition, 'trigger'>): boolean =>
  trigger.when === 'crosses' || trigger.when === 'happens';

/**
 * Until when, and when next, the first step of a customer waits who is refused now; undefined where the refusal stands, or
 * has lasted for as long as the campaign waits.
 * @param journey the way as it is; undefined for who enters now
 */
export function waitAtTheDoor(
  definition: Pick<CampaignDefinition, 'trigger' | 'patienceDays'>,
  journey: Pick<Journey, 'done' | 'waitsUntil'> | undefined,
  ruled: Extract<Ruling, { readonly kind: 'refuse' }>,
  at: Instant,
): { readonly waitsUntil: Instant; readonly dueAt: Instant } | undefined {
  const isAtTheDoor = (journey?.done.length ?? 0) === 0;
  const next = lookAgainAt(ruled, at);
  if (!entersOneByOne(definition) || !isAtTheDoor || next === undefined) return undefined;
  const waitsUntil = journey?.waitsUntil ?? plusDays(at, definition.patienceDays ?? PATIENCE_DAYS);
  if (at >= waitsUntil) return undefined;
  return { waitsUntil, dueAt: next < waitsUntil ? next : waitsUntil };
}

/** Whether a customer whose way is over was never reached, nor drawn to be left alone: a later crossing counts anew. */
export const wasNeverReached = ({
  done,
  dueAt,
  endedBecause,
}: Pick<Journey, 'done' | 'dueAt' | 'endedBecause'>): boolean =>
  dueAt === undefined &&
  endedBecause !== 'holdout' &&
  done.every(({ status }) => status === 'not-made' || status === 'refused');
