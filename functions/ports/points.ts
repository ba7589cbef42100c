import type { Voucher } from '../domain/offer/voucher.ts';
import type { Posting } from '../domain/points/points.ts';

/** Loyalty points: every posting once under its key, and a balance that is always the sum of them. */
export interface Points {
  /**
   * Adds a posting. `repeated` when there is one of this key: it stands and is returned. `short` when it would take
   * more than there is. With `ifUnchanged`, only if nothing was posted since that version was read. A voucher that the
   * points bought is kept in the same step.
   */
  post(posting: Posting, ifUnchanged?: number, voucher?: Voucher): Promise<Posted>;
  /** Balance, its version, and all postings, oldest first. */
  account(customerKey: string): Promise<PointsAccount>;
}

export type Posted =
  | { readonly kind: 'posted' }
  | { readonly kind: 'repeated'; readonly posting: Posting }
  | { readonly kind: 'short' }
  | { readonly kind: 'changed' };

export interface PointsAccount {
  readonly balance: number;
  /** Counts the postings. */
  readonly version: number;
  readonly postings: readonly Posting[];
}
