import type { CaseStatus } from './case.ts';

/** Somebody else changed the case after it was read. Reading it again and deciding anew is the whole remedy. */
export class StaleCase extends Error {
  /** Matched by `Retry` in the workflows (`workflows/contracts.ts`, taskErrors). */
  override readonly name = 'Case.Stale';
  constructor(caseId: string) {
    super(`${caseId} changed meanwhile`);
  }
}

/** A fact that would take a case where it may not go: whoever wrote it looked at another state of the case. */
export class IllegalMove extends Error {
  override readonly name = 'Case.IllegalMove';
  constructor(fact: string, from: CaseStatus, to: CaseStatus) {
    super(`${fact} would move a case from ${from} to ${to}`);
  }
}

/** The case that a task or link names is not in the store. */
export class CaseMissing extends Error {
  override readonly name = 'Case.Missing';
  constructor(caseId: string) {
    super(`${caseId} is not in the store`);
  }
}
