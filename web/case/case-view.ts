import * as z from 'zod/mini';
import type { Channel } from '../../functions/domain/case/case.ts';

const CaseStatus = z.enum([
  'received',
  'in-recovery',
  'with-person',
  'awaiting-customer',
  'resolved',
  'closed',
  'withdrawn',
]);
export type CaseStatus = z.infer<typeof CaseStatus>;

const Message = z.object({
  id: z.string(),
  at: z.string(),
  from: z.enum(['customer', 'us']),
  channel: z.enum(['form', 'mail', 'phone', 'link'] as const satisfies readonly Channel[]),
  text: z.string(),
  /** What says nothing of files has none: a case is not kept from its customer for that. */
  attachments: z._default(z.array(z.object({ filename: z.nullable(z.string()), size: z.number() })), []),
});
export type Message = z.infer<typeof Message>;

/** What `GET /api/cases/{token}` shows a customer of their own case. */
export const CaseView = z.object({
  caseNumber: z.string(),
  status: CaseStatus,
  kind: z.string(),
  subject: z.string(),
  receivedAt: z.string(),
  answerBy: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  remedy: z.nullable(z.object({ text: z.string() })),
  offer: z.nullable(z.object({ url: z.string(), status: z.string() })),
  messages: z.array(Message),
  canMessage: z.boolean(),
});
export type CaseView = z.infer<typeof CaseView>;

type StepName = 'received' | 'inHand' | 'answered' | 'withYou' | 'closed' | 'withdrawn';

/** The four-step line of a case, and which step it stands on (from 0). */
export function stepsOf(status: CaseStatus): {
  readonly names: readonly StepName[];
  readonly current: number;
} {
  const third = status === 'awaiting-customer' ? 'withYou' : 'answered';
  const last = status === 'withdrawn' ? 'withdrawn' : 'closed';
  const at = {
    received: 0,
    'in-recovery': 1,
    'with-person': 1,
    'awaiting-customer': 2,
    resolved: 2,
    closed: 3,
    withdrawn: 3,
  } as const satisfies Record<CaseStatus, number>;
  return { names: ['received', 'inHand', third, last], current: at[status] };
}

/** Whether our promise of a date still stands open. */
export const isPromiseOpen = (status: CaseStatus): boolean =>
  status === 'received' || status === 'in-recovery' || status === 'with-person';
