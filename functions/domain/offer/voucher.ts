import * as z from 'zod';
import { offerIdSchema } from '../ids.ts';
import { instantSchema } from '../instant.ts';

/** Crockford's alphabet: no letter that looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/** 80 bits: a thousand guesses a second would find one of a million vouchers in ten million years. */
export const VOUCHER_BYTES = 10;

export const voucherCodeSchema = z.string().regex(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);

/** A code for a person to type, `7K2M-…`, from unpredictable bytes. */
export function voucherCodeOf(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)] ?? '').join('');
  return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** As somebody typed it: spaces, small letters, and the letters that Crockford reads as digits. */
export const typedVoucherCode = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
      .match(/.{1,4}/g) ?? []
  ).join('-');

/** A code that was granted, by an offer or for points, and whether it was used. `amount` in minor units. */
export const voucherSchema = z.object({
  code: voucherCodeSchema,
  offerId: offerIdSchema.optional(),
  /** The posting that paid for it. */
  reward: z.object({ customerKey: z.string(), key: z.string() }).optional(),
  /** Offer or reward of the catalogue. */
  catalogueId: z.string(),
  amount: z.int(),
  issuedAt: instantSchema,
  redeemedAt: instantSchema.optional(),
  /** What it was used on, as the shop names it. */
  redeemedFor: z.string().optional(),
});
export type Voucher = z.infer<typeof voucherSchema>;
