import * as z from 'zod';
import { naturalKey } from '../domain/customer/cell.ts';
import type { ToldPromise } from '../domain/points/which-promise.ts';
import { customerIdIn } from '../domain/ids.ts';

/** A key as a file has it: what is wrong is said without the value. */
const key = z.union([z.string(), z.number()]).transform((given, context) => {
  const read = naturalKey(String(given));
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: read.message });
  return z.NEVER;
});

const promiseEventSchema = z.object({
  source: z.string(),
  detail: z.object({
    promiseId: key,
    customerId: key,
    /** null: about no offer of ours. */
    offerId: key.nullable().optional(),
    /** Id or number. */
    caseId: key.optional(),
  }),
});

/** Under which our own house tells: of our functions only `announce` may. */
const OWN_SOURCE = 'amends';

/**
 * Which promise to whom was kept, as an event `PromiseKept` says it, and which offer or case it is about where it says so;
 * the rest of its detail is passed over. The customer is named by the firm's own number, or by our id.
 * @throws z.ZodError when it is no such event
 */
export function readPromiseEvent(event: unknown): ToldPromise {
  const { source, detail } = promiseEventSchema.parse(event);
  const { promiseId, customerId, offerId, caseId } = detail;
  return {
    promiseId,
    isOurs: source === OWN_SOURCE,
    ...(offerId !== undefined && { offerId }),
    ...(caseId !== undefined && { caseId }),
    customerId: customerIdIn(customerId),
  };
}
