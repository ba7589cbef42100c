import * as z from 'zod';
import { naturalKey } from '../domain/customer/cell.ts';
import { customerIdOf, idPrefixes } from '../domain/ids.ts';

/** A key as a file has it: what is wrong is said without the value. */
const key = z.union([z.string(), z.number()]).transform((given, context) => {
  const read = naturalKey(String(given));
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: read.message });
  return z.NEVER;
});

const promiseEventSchema = z.object({ detail: z.object({ promiseId: key, customerId: key }) });

/**
 * Which promise to whom was kept, as an event `PromiseKept` says it; the rest of its detail is passed over. The customer
 * is named by the firm's own number, or by our id.
 * @throws z.ZodError when it is no such event
 */
export function readPromiseEvent(event: unknown): {
  readonly promiseId: string;
  readonly customerId: string;
} {
  const { promiseId, customerId } = promiseEventSchema.parse(event).detail;
  return {
    promiseId,
    customerId: customerId.startsWith(idPrefixes.customer) ? customerId : customerIdOf(customerId),
  };
}
