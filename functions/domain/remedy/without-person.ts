import { LOW_CONFIDENCE } from '../triage/judgement.ts';
import type { RemedyDecision } from './rules.ts';

/**
 * What was written, as far as it decides whether a rule may answer it. Who wrote has no field here (the remedy wall).
 */
export interface Written {
  /** 0 to 1. */
  readonly confidence: number;
  /** 1 (lowest) to 4. */
  readonly severity: number;
  readonly flags: readonly string[];
  /** What the customer asks for, as triage names it. */
  readonly ask: string;
}

/** Somebody is or may be harmed: what is owed is never what the rule of a late parcel says. */
const HARM: ReadonlySet<string> = new Set(['safety', 'data-breach', 'discrimination']);
/** Remedies in goods or work, which are no answer to somebody who wants the money back. */
const IN_KIND: ReadonlySet<string> = new Set(['replacement', 'repair', 'redelivery']);
const SEVERE = 3;

/**
 * Whether what a rule grants may be told without a person: a wrong remedy is worse than a late one. Not when we guess
 * the cause, not where somebody is harmed, not goods for who asks for money, and no mere apology for a severe case.
 */
export function mayGrant(decision: RemedyDecision, written: Written): boolean {
  if (decision.outcome === 'needs-person') return false;
  if (written.confidence < LOW_CONFIDENCE || written.flags.some((flag) => HARM.has(flag))) return false;
  if (written.ask === 'refund' && IN_KIND.has(decision.remedy.kind)) return false;
  return decision.outcome === 'standard' || written.severity < SEVERE;
}
