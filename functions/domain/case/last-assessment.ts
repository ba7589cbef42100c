import type { Fact, Happening } from './fact.ts';

/** How the customer was last assessed, with the reasons for the risk and for a person; undefined before they were. */
export const lastAssessment = (
  facts: readonly Fact[],
): Extract<Happening, { readonly type: 'CaseAssessed' }> | undefined =>
  facts.map(({ happened }) => happened).findLast((happened) => happened.type === 'CaseAssessed');
