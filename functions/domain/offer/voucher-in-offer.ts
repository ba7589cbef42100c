import type { Offer } from './offer.ts';

/** The code that acceptance of this offer brought, if it brought one. */
export const voucherCodeIn = ({ grant }: Pick<Offer, 'grant'>): string | null =>
  grant?.by === 'voucher' ? (grant.reference ?? null) : null;
