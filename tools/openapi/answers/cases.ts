import * as z from 'zod';
import { caseLinkSchema } from '../../../functions/domain/case/case-link.ts';
import {
  actorSchema,
  assessmentSchema,
  caseKindSchema,
  caseStatusSchema,
  channelSchema,
  personTurnSchema,
  queueSchema,
  triagedSchema,
} from '../../../functions/domain/case/case.ts';
import { happeningSchema } from '../../../functions/domain/case/fact.ts';
import { mailRecordSchema } from '../../../functions/domain/case/mail-record.ts';
import { messageSchema } from '../../../functions/domain/case/message.ts';
import { tierSchema } from '../../../functions/domain/customer/customer.ts';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { localeSchema } from '../../../functions/domain/language.ts';
import { candidateSchema } from '../../../functions/domain/offer/decision.ts';
import { offerSchema } from '../../../functions/domain/offer/offer.ts';
import { remedySchema } from '../../../functions/domain/remedy/remedy.ts';
import { listOf } from '../list-of.ts';

/** Cases as staff see them. */

export const CaseLine = z.object({
  id: z.string(),
  number: z.string(),
  status: caseStatusSchema,
  kind: caseKindSchema,
  subject: z.string(),
  customer: z.object({ name: z.string(), email: z.string(), tier: tierSchema }),
  risk: assessmentSchema.pick({ probability: true, band: true }).nullable(),
  severity: triagedSchema.shape.severity.nullable(),
  category: z.string().nullable(),
  flags: z.array(z.string()),
  queue: queueSchema.nullable(),
  owner: z.string().nullable(),
  dueAt: instantSchema,
  receivedAt: instantSchema,
  answerBy: instantSchema,
  version: z.int(),
  mailPending: z
    .boolean()
    .optional()
    .describe('After an action: it stands, and its mail goes out when the mail service is back.'),
});

export const CaseList = listOf(CaseLine);

const happenings = happeningSchema.options.flatMap((option) => [...option.shape.type.values]);

export const CaseDetail = CaseLine.extend({
  channel: channelSchema,
  locale: localeSchema,
  orderRef: z.string().nullable(),
  claimedCustomer: z.string().nullable().describe('As the customer gave it: a claim, not an identity.'),
  customerId: z.string().nullable(),
  triage: triagedSchema.nullable(),
  assessment: assessmentSchema.nullable(),
  riskReasons: z.array(
    z.object({
      feature: z.string(),
      value: z.union([z.string(), z.number(), z.null()]),
      contribution: z.number().describe('Log-odds.'),
      text: z.string(),
    }),
  ),
  remedy: remedySchema.nullable(),
  offer: offerSchema.extend({ title: z.string() }).nullable(),
  person: personTurnSchema.extend({ reasonWords: z.array(z.string()) }).nullable(),
  rankedOffers: z
    .array(
      candidateSchema.extend({
        handling: z.enum(['may-make', 'needs-approval', 'not-possible']),
        title: z.string(),
        whyNotWords: z.string().optional(),
      }),
    )
    .describe('What a person may offer now, best first; empty unless the case is in front of a person.'),
  rootCause: z.string().nullable(),
  resolvedAt: instantSchema.nullable(),
  closeAt: instantSchema.nullable(),
  cancellationAt: instantSchema.nullable(),
  messages: z.array(messageSchema),
  links: z.array(caseLinkSchema).describe('Other cases of the same episode, and mails that came again.'),
  addresses: z.array(z.string()).describe('Addresses whose mail may join this case.'),
  facts: z.array(
    z
      .looseObject({
        id: z.string(),
        number: z.int(),
        at: instantSchema,
        by: actorSchema,
        type: z.enum(happenings),
      })
      .describe('What happened, with the fields of its type.'),
  ),
  mails: z.array(
    mailRecordSchema
      .pick({ purpose: true, number: true, to: true, status: true })
      .extend({ sentAt: instantSchema.nullable() }),
  ),
});
