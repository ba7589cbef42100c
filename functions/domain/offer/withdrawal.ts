import * as z from 'zod';

/** Why an offer is taken back that nobody has answered. */
const withdrawals = [
  /** Its case was settled otherwise. */
  'settled',
  /** A person got the case before the customer was told of it. */
  'with-person',
  /** The mail service took the mail for nobody it would deliver to. */
  'not-deliverable',
  /** The mail service took nothing at that moment: the offer is made anew, under another id. */
  'put-off',
  /** A second person said no. */
  'declined',
  /** No second person said yes in time, or it could not go out in time after that. */
  'not-in-time',
  /** When it was to go out, the customer was not to be written to: their way through the campaign says why. */
  'no-contact',
] as const;
export const withdrawalSchema = z.enum(withdrawals);
export type Withdrawal = z.infer<typeof withdrawalSchema>;
