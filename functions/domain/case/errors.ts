/** Somebody else changed the case after it was read. Reading it again and deciding anew is the whole remedy. */
export class StaleCase extends Error {
  /** Matched by `Retry` in the workflows (`workflows/contracts.ts`, taskErrors). */
  override readonly name = 'Case.Stale';
  constructor(caseId: string) {
    super(`${caseId} changed meanwhile`);
  }
}

/** The case that a task or link names is not in the store. */
export class CaseMissing extends Error {
  override readonly name = 'Case.Missing';
  constructor(caseId: string) {
    super(`${caseId} is not in the store`);
  }
}
