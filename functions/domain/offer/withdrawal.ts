import * as z from 'zod';

/** Why an offer is taken back that nobody has answered. */
export const withdrawals = [
  /** Its case was settled otherwise. */
  'settled',
  /** A person got the case before the customer was told of it. */
  'with-person',
  /** The mail service took the mail for nobody it would deliver to. */
  'not-deliverable',
  /** The mail service took nothing at that moment: the offer is made anew, under another id. */
  'put-off',
] as const;
export const withdrawalSchema = z.enum(withdrawals);
export type Withdrawal = z.infer<typeof withdrawalSchema>;
