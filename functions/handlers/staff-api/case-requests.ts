import * as z from 'zod';
import { caseStatusSchema, queueSchema } from '../../domain/case/case.ts';
import { cursorSchema } from '../../domain/case/list-cursor.ts';
import { tierSchema } from '../../domain/customer/customer.ts';
import { remedySchema } from '../../domain/remedy/remedy.ts';

const words = (most: number) => z.string().trim().min(1).max(most);

export const ListQuery = z.object({
  queue: queueSchema.optional(),
  status: caseStatusSchema.optional(),
  tier: tierSchema.optional(),
  cursor: cursorSchema,
});

export const AssignRequest = z.strictObject({ to: z.string().min(1).max(60) });
export const OfferRequest = z.strictObject({ offerId: z.string().min(1).max(60) });
export const TextRequest = z.strictObject({ text: words(20_000) });

export const ResolveRequest = z.strictObject({
  rootCause: words(200),
  /** What the customer is told. */
  message: words(20_000),
  /** What is owed by the findings; `amount` in the minor unit of the firm's currency. */
  remedy: z
    .strictObject({
      kind: remedySchema.shape.kind,
      amount: z.int().nonnegative().max(100_000_000).default(0),
      text: words(2000),
    })
    .optional(),
  /** Of a case in which the customer asked to leave: they stay after all. Without it the leaving counts as carried out. */
  stays: z.boolean().optional(),
});

/** Id or number of the other case. */
const otherCase = z.string().min(1).max(60);

export const LinkCaseRequest = z.strictObject({ caseId: otherCase, evidence: words(500) });
export const UnlinkCaseRequest = z.strictObject({ caseId: otherCase, reason: words(500) });

const address = z.email().max(254).toLowerCase();

export const LinkAddressRequest = z.strictObject({ address, evidence: words(500) });
export const UnlinkAddressRequest = z.strictObject({ address, reason: words(500) });
