import * as z from 'zod';

/** What an id names, by its prefix. */
export const idPrefixes = {
  case: 'cas_',
  message: 'msg_',
  customer: 'cus_',
  order: 'ord_',
  offer: 'off_',
  fact: 'fct_',
  campaign: 'cmp_',
  import: 'imp_',
  attachment: 'att_',
} as const;

const ulid = '[0-9A-HJKMNP-TV-Z]{26}';

export const caseIdSchema = z.string().regex(new RegExp(`^cas_${ulid}$`));
export const offerIdSchema = z.string().regex(new RegExp(`^off_${ulid}$`));
export const attachmentIdSchema = z.string().regex(new RegExp(`^att_${ulid}$`));
export const importIdSchema = z.string().regex(new RegExp(`^imp_${ulid}$`));
export const campaignIdSchema = z.string().regex(/^cmp_[0-9A-Za-z-]{1,60}$/);

/** The ULID inside a prefixed id: 128 bits, the part that a signed link carries. */
export const ulidOf = (id: string): string => id.slice(id.indexOf('_') + 1);

/** A customer keeps the firm's own number as its natural key: the same number imported twice is the same customer. */
export const customerIdOf = (customerNumber: string): string => `${idPrefixes.customer}${customerNumber}`;

/** The id of a customer, from the id itself or from the firm's own number: staff and the CRM may say either. */
export const customerIdIn = (given: string): string =>
  given.startsWith(idPrefixes.customer) ? given : customerIdOf(given);

/** An order keeps the firm's own number, so that it is one however often it is told. */
export const orderIdOf = (orderNumber: string): string => `${idPrefixes.order}${orderNumber}`;

/** A fact is named by its case (or campaign) and its place in the sequence, so a retry names it the same. */
export const factIdOf = (subjectId: string, number: number): string =>
  `${idPrefixes.fact}${ulidOf(subjectId)}-${number}`;
