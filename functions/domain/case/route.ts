import type { Case, CaseKind } from './case.ts';

/** Which way a triaged case goes: recovery by rule, a person, thanks, or nothing (spam). */
export type Route = 'recover' | 'person' | 'thank' | 'none';

/** Kinds that end without anybody looking need more than a guess. */
export function routeOf(kind: CaseKind, flags: readonly string[], sure: boolean): Route {
  switch (kind) {
    case 'complaint':
      return 'recover';
    case 'enquiry':
    case 'cancellation':
      return 'person';
    case 'suggestion':
    case 'praise':
      return flags.length > 0 || !sure ? 'person' : 'thank';
    case 'spam':
      return 'none';
  }
}

/** What we call a text whose kind triage is unsure of: an unsure spam is a complaint, for nobody may be lost to a guess. */
export const safeKind = (kind: CaseKind, sure: boolean): CaseKind =>
  kind === 'spam' && !sure ? 'complaint' : kind;

/** The way of a case as it was triaged. @param leastConfidence from which the kind counts as sure */
export const routeOfCase = (record: Case, leastConfidence: number): Route =>
  routeOf(record.kind, record.triaged?.flags ?? [], (record.triaged?.confidence ?? 0) >= leastConfidence);
