import * as z from 'zod';
import { decisionSchema, noOffer, type Candidate } from '../offer/decision.ts';

/** The part of a logged decision that a comparison of policies needs. */
export const loggedDecisionSchema = decisionSchema.pick({
  arm: true,
  action: true,
  candidates: true,
  propensity: true,
  policyVersion: true,
  seed: true,
});

/**
 * One line of an exported decision log: the decision, and what became of the customer where it is known. `net` is what
 * staying was worth less what the offer cost, in minor units; `risk` and `value` are what was known of the customer.
 */
export const loggedLineSchema = z.object({
  decision: loggedDecisionSchema,
  /** Churn probability, 0 to 1; without it, 1 − the chance to stay without an offer of any candidate. */
  risk: z.number().min(0).max(1).optional(),
  /** Expected margin, minor units: what staying is worth. */
  worth: z.number(),
  outcome: z.object({ kept: z.boolean(), cost: z.number().nonnegative() }).optional(),
});
export type LoggedLine = z.infer<typeof loggedLineSchema>;

/** What could be done in one situation, and with which chance each policy does it. */
interface Option {
  /** Catalogue id, or `none`. */
  readonly action: string;
  /** Chance that the policy that wrote the log does it. */
  readonly logged: number;
  /** What it is expected to bring, by the chances that were logged with it: staying × worth − cost, in minor units. */
  readonly expected: number;
  readonly cost: number;
}

/** One decision of the log with a known outcome. */
export interface LoggedChoice {
  readonly options: readonly Option[];
  readonly done: string;
  /** What it brought: minor units. */
  readonly net: number;
  readonly risk: number;
}

/**
 * A choice that can be compared, or why not. `no-choice`: a rule left nothing to choose, so every policy does the
 * same; `no-outcome`: nobody has told what became of the customer; `no-chances`: the log does not say with what chance it
 * was drawn.
 */
export function choiceOf(
  line: LoggedLine,
): { readonly choice: LoggedChoice } | { readonly why: 'no-choice' | 'no-outcome' | 'no-chances' } {
  const { decision, worth, outcome } = line;
  if (decision.propensity === 1) return { why: 'no-choice' };
  const drawn = decision.candidates.filter(
    (candidate): candidate is Candidate & { chance: number } => candidate.chance !== undefined,
  );
  const held = holdoutShareOf(decision);
  const [first] = drawn;
  if (first === undefined || held === undefined) return { why: 'no-chances' };
  if (!outcome) return { why: 'no-outcome' };
  const stays = first.chanceWithout ?? 1 - (line.risk ?? 0);
  const offers = drawn.map(({ catalogueId, chance, chanceWith = stays, cost = 0 }): Option => ({
    action: catalogueId,
    logged: (1 - held) * chance,
    expected: chanceWith * worth - cost,
    cost,
  }));
  return {
    choice: {
      options: [{ action: noOffer, logged: held, expected: stays * worth, cost: 0 }, ...offers],
      done: decision.action,
      net: (outcome.kept ? worth : 0) - outcome.cost,
      risk: line.risk ?? 1 - stays,
    },
  };
}

/** From the propensity of what was done: it is the share itself, or the rest of it times the chance of the offer. */
function holdoutShareOf(decision: z.infer<typeof loggedDecisionSchema>): number | undefined {
  if (decision.arm === 'holdout') return decision.propensity;
  const chance = decision.candidates.find(({ catalogueId }) => catalogueId === decision.action)?.chance;
  return chance === undefined || chance === 0 ? undefined : Math.max(0, 1 - decision.propensity / chance);
}
