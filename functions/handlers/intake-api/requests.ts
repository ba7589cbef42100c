import * as z from 'zod';
import { refusalSchema } from '../../domain/case/ledger.ts';
import { cursorSchema } from '../../domain/case/list-cursor.ts';

export const QuarantineQuery = z.object({ cursor: cursorSchema });

export const AcceptMailRequest = z.strictObject({
  /** Who wrote, where the mail does not say it, or not so that they could be answered. */
  email: z.email().max(254).optional(),
});

export const AttachMailRequest = z.strictObject({
  /** Id or number of the case. */
  caseId: z.string().min(1).max(60),
  /** The sender may write on this case from now on. */
  trustSender: z.boolean().optional(),
});

/** As staff write it; it is compared in lower case. */
const address = z.email().max(254);

export const AddressQuery = z.object({ address });

export const FreeAddressRequest = z.strictObject({
  address,
  /** For the record: how one knows that mail arrives there. */
  why: z.string().trim().min(3).max(500),
});

export const RejectMailRequest = z.strictObject({
  /** For the record: why nobody handles it. */
  reason: z.string().trim().min(1).max(500),
  /** Tells the sender, in these words of ours; without it the mail is put away in silence. */
  notice: refusalSchema.optional(),
});
