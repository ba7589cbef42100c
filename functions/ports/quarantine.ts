import type { Case } from '../domain/case/case.ts';
import type { LedgerRow } from '../domain/case/ledger.ts';
import type { Page } from './cases.ts';

/** What waits for a person's look: a case taken for spam, or a mail that opened none or may belong to another. */
export type Waiting =
  { readonly kind: 'case'; readonly case: Case } | { readonly kind: 'mail'; readonly row: LedgerRow };

export interface Quarantine {
  /** Oldest first. */
  list(cursor?: string, limit?: number): Promise<Page<Waiting>>;
}
