import { releaseSchema, stopSchema } from '../../functions/domain/mail/stopped-address.ts';
import * as z from 'zod';
import { worthReports } from '../../functions/use-cases/report-worth.ts';
import {
  actorSchema,
  assessmentSchema,
  caseKindSchema,
  caseStatusSchema,
  channelSchema,
  personTurnSchema,
  queueSchema,
  triagedSchema,
} from '../../functions/domain/case/case.ts';
import { caseLinkSchema } from '../../functions/domain/case/case-link.ts';
import {
  ledgerOutcomeSchema,
  mailDecisionSchema,
  refusalNoticeSchema,
  mailVerdictsSchema,
} from '../../functions/domain/case/ledger.ts';
import { campaignStatusSchema } from '../../functions/domain/campaign/campaign.ts';
import { happeningSchema } from '../../functions/domain/case/fact.ts';
import { mailRecordSchema } from '../../functions/domain/case/mail-record.ts';
import { messageSchema } from '../../functions/domain/case/message.ts';
import { loyaltyFactors } from '../../functions/domain/customer/loyalty.ts';
import { loyaltySchema, strategySchema } from '../../functions/domain/customer/strategy.ts';
import { customerSchema, linkedAddressSchema, tierSchema } from '../../functions/domain/customer/customer.ts';
import { importSchema, rowErrorSchema } from '../../functions/domain/import/import.ts';
import { instantSchema } from '../../functions/domain/instant.ts';
import { localeSchema } from '../../functions/domain/language.ts';
import { participationSchema } from '../../functions/domain/experiment/participation.ts';
import { candidateSchema, decisionSchema } from '../../functions/domain/offer/decision.ts';
import { postingSchema } from '../../functions/domain/points/points.ts';
import { grantAnswerSchema, grantSchema } from '../../functions/domain/offer/grant.ts';
import { withdrawalSchema } from '../../functions/domain/offer/withdrawal.ts';
import { bandSchema } from '../../functions/domain/churn/default-bands.ts';
import { voucherSchema } from '../../functions/domain/offer/voucher.ts';
import { offerIdSchema } from '../../functions/domain/ids.ts';
import { editionSchema } from '../../functions/domain/offer/edition.ts';
import { offerAnswerSchema, offerSchema, offerStatusSchema } from '../../functions/domain/offer/offer.ts';
import { rewardSchema } from '../../functions/domain/points/reward.ts';
import { remedySchema } from '../../functions/domain/remedy/remedy.ts';

/**
 * Shapes of what the API answers. The views themselves are plain functions and carry no schema into a bundle;
 * `tests/handlers/openapi.test.ts` holds these to what those functions return.
 */

export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    recorded: z
      .union([offerAnswerSchema, grantAnswerSchema])
      .optional()
      .describe('The answer that an offer or a grant had already, or that came late.'),
  })
  .describe('RFC 9457. `title` says what happened, `detail` what to do; nothing that was sent is repeated.');

export const CaseView = z.object({
  caseNumber: z.string(),
  status: caseStatusSchema,
  kind: caseKindSchema,
  subject: z.string(),
  receivedAt: instantSchema,
  answerBy: instantSchema,
  timeZone: z.string(),
  locale: localeSchema,
  remedy: z.object({ text: z.string() }).nullable(),
  offer: z.object({ url: z.string(), status: offerStatusSchema }).nullable(),
  messages: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      from: z.enum(['customer', 'us']),
      channel: channelSchema,
      text: z.string(),
      attachments: z.array(z.object({ filename: z.string().nullable(), size: z.int() })),
    }),
  ),
  canMessage: z.boolean(),
});

export const AttachmentLink = z.object({
  url: z.string().describe('On another origin, as a download of type application/octet-stream.'),
  filename: z.string(),
  size: z.int(),
  expiresAt: instantSchema,
});

export const AddedMessage = z.object({
  id: z.string(),
  at: instantSchema,
  from: z.literal('customer'),
  channel: channelSchema,
  text: z.string(),
});

export const OfferView = z.object({
  caseNumber: z.string().nullable(),
  locale: localeSchema,
  timeZone: z.string(),
  status: offerStatusSchema.exclude(['awaiting-approval', 'approved', 'withdrawn']),
  offer: z
    .object({
      id: z.string(),
      title: z.string(),
      whatYouGet: z.string(),
      cost: z.string().describe('What it costs the customer: nothing.'),
      conditions: z.array(z.string()),
      validUntil: instantSchema,
      why: z.string(),
      howChosen: z.string().describe('“Why did I get this?”: what the case is about and who or what chose.'),
    })
    .nullable(),
  voucherCode: z.string().nullable().describe('Of a voucher that was accepted.'),
  remedy: z.object({ text: z.string() }).nullable(),
  answeredAt: instantSchema.optional(),
});

export const AnswerRecorded = z.object({
  status: z.enum(['accepted', 'declined', 'call-me', 'cancel-contract']),
  message: z.string(),
});

export const Subscription = z.object({
  status: z.enum(['subscribed', 'unsubscribed']),
  address: z.string().describe('Masked: enough to know one’s own by.'),
});

export const Question = z.object({
  locale: z.enum(['en', 'zh-Hans']),
  question: z.string(),
  answers: z.array(z.object({ id: z.string(), words: z.string() })),
  given: z.string().nullable().describe('The answer that was given, which stands.'),
});

export const CampaignLine = z.object({
  id: z.string(),
  name: z.string(),
  status: campaignStatusSchema,
  definition: z.int().describe('Number of the definition for those who enter now.'),
  considered: z.int(),
  counts: z.record(z.string(), z.int()).describe('Outcome → customers: sent, holdout, open-complaint, …'),
});

export const CampaignList = z.object({ items: z.array(CampaignLine), cursor: z.string().nullable() });

export const CampaignDetail = CampaignLine.extend({
  answered: z.int().describe('Answers to questions and to offers, late ones too, each once.'),
  bounced: z.int().describe('Mails that came back for good.'),
  kept: z
    .int()
    .describe(
      'Customers whom it reached and of whom it was said within 90 days that they stayed or bought, and not that they left.',
    ),
  segmentInWords: z.string(),
  pass: z
    .object({
      number: z.int(),
      kind: z.enum(['base', 'due']),
      looked: z.int(),
      of: z.int().nullable(),
      secondsLeft: z.number().nullable(),
    })
    .nullable(),
});

export const CampaignTried = z.object({
  lookedAt: z.int(),
  counts: z.record(z.string(), z.int()),
  factor: z.number().describe('By how much to multiply for the whole base.'),
});

const Estimate = z.object({
  customers: z.int(),
  low: z.int(),
  high: z.int(),
  isExact: z
    .boolean()
    .describe('Otherwise from a sample, and low to high hold the number in 19 cases of 20.'),
});
export const SegmentPreview = z.object({
  base: Estimate,
  inSegment: Estimate,
  reachable: Estimate,
  mailCost: z.number().describe('Dollars for one mail to each of the reachable.'),
  lookedAt: z.int(),
  undecided: z.int(),
  inWords: z.record(z.string(), z.string()),
});
export const SegmentDetail = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  inWords: z.record(z.string(), z.string()),
});
export const SegmentFields = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      words: z.record(z.string(), z.string()),
      values: z.array(z.string()).nullable(),
    }),
  ),
});
export const ReadyMadeCampaigns = z.object({
  items: z.array(z.object({ id: z.string(), definition: z.object({ name: z.string() }) })),
});
export const SegmentList = z.object({ items: z.array(SegmentDetail) });

export const QuestionAnswer = z.object({ answer: z.string() });

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

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });

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

export const MailRecord = z.object({
  id: z.string(),
  receivedAt: instantSchema,
  outcome: ledgerOutcomeSchema,
  reason: z.string().nullable(),
  review: z.enum(['open', 'done']).nullable(),
  from: z.object({ name: z.string(), address: z.string() }).nullable(),
  subject: z.string().nullable(),
  caseId: z.string().nullable(),
  relatedCaseId: z.string().nullable().describe('A case that it names; nothing happened on it.'),
  verdicts: mailVerdictsSchema.nullable().describe('What the receiving mail server said.'),
  warnings: z.array(z.string()),
  decisions: z.array(mailDecisionSchema),
  notice: refusalNoticeSchema.nullable().describe('What its sender was told, of a mail that was refused.'),
  version: z.int(),
});

export const Quarantined = z.discriminatedUnion('what', [
  CaseLine.extend({ what: z.literal('case'), reason: z.string() }),
  MailRecord.extend({ what: z.literal('mail') }),
]);
export const QuarantineList = listOf(Quarantined);
export const CustomerAddresses = z.object({
  id: z.string(),
  emails: z.array(z.string()).describe('As the firm’s own records have them.'),
  linked: z.array(linkedAddressSchema).describe('What staff linked, with what was undone.'),
  version: z.int(),
});

export const MailAddress = z.object({
  address: z.string().describe('In lower case.'),
  stopped: stopSchema
    .nullable()
    .describe('Since when and why no automatic mail goes there; null where it does.'),
  released: z.array(releaseSchema).describe('Who let mail go there again, when and why; latest first.'),
});

export const Decided = z.union([MailRecord, CaseLine]);

const shownRecord = customerSchema.omit({ basePlace: true });
export const Customer = shownRecord.extend({
  loyalty: z.object({
    score: z.number().min(0).max(1),
    loyalty: loyaltySchema,
    reasons: z.array(
      z.object({
        factor: z.enum(loyaltyFactors),
        value: z.number(),
        contribution: z.number().describe('Log-odds; together they give the score.'),
        text: z.string(),
      }),
    ),
  }),
  strategy: strategySchema.describe('Value × loyalty.'),
});
export const CustomerList = listOf(shownRecord);

const catalogue = editionSchema.extend({
  edition: z.int().describe('0 is the catalogue we ship, until one is applied.'),
  appliedAt: instantSchema.nullable(),
  appliedBy: z.string().nullable(),
  rewards: z.array(rewardSchema).optional().describe('What points buy.'),
});

export const Catalogue = catalogue.extend({
  history: z.array(editionSchema.pick({ edition: true, appliedAt: true, appliedBy: true })),
});

export const DecisionList = listOf(
  z.object({
    caseId: z.string().optional(),
    offerId: z.string().optional(),
    decision: decisionSchema,
    followed: z
      .object({
        worth: z.int().describe('What keeping the customer was worth at that moment, minor units.'),
        risk: z.number().min(0).max(1).describe('How likely they were to leave.'),
        outcome: participationSchema.shape.outcome.describe('Absent as long as nobody has told.'),
      })
      .optional()
      .describe('With `outcomes=true`, where this decision drew a customer whom we know.'),
  }),
);

export const Approval = z.object({
  offerId: offerIdSchema,
  version: z.int(),
  status: offerStatusSchema.describe('`approved`: goes out when the customer may be written to.'),
  campaignId: z.string(),
  campaignName: z.string(),
  writtenBy: z
    .array(z.string())
    .describe(
      'Who wrote the definition that it was made under, or one that this came from: none of them approves it.',
    ),
  step: z.string(),
  customerId: z.string(),
  customerNumber: z.string().nullable(),
  tier: tierSchema.nullable(),
  catalogueId: z.string(),
  title: z.string().describe('In the language asked for.'),
  cost: z.int().describe('Minor units; the month’s budget holds them while it waits.'),
  risk: z.number().min(0).max(1).nullable().describe('Chance that the customer leaves, when it was chosen.'),
  band: bandSchema.nullable(),
  madeAt: instantSchema,
  validUntil: instantSchema.describe(
    'While it waits: until when somebody may approve it. Approved: until when it may go out. Open: until when the customer may answer.',
  ),
  approvedBy: z.string().nullable(),
  approvedAt: instantSchema.nullable(),
  withdrawnFor: withdrawalSchema.nullable().describe('Why it was taken back.'),
});
export const ApprovalList = listOf(Approval);
export const ApprovalGiven = Approval.extend({
  goesOutFrom: instantSchema.describe(
    'First moment at which the customer may be written to; the next pass of the campaign after it sends the mail.',
  ),
});

export const Posting = postingSchema;

export const PointsStatement = z.object({
  balance: z.int(),
  worth: z.string(),
  lots: z.array(z.object({ expiresAt: instantSchema, points: z.int() })),
  words: z.array(z.string()).describe('For the customer, in the language asked for.'),
  postings: z.array(postingSchema.extend({ text: z.string() })),
});

export const StatementSent = z.object({ status: z.literal('sent') });

export const PointsView = z.object({
  locale: localeSchema,
  balance: z.int(),
  worth: z.string(),
  lots: z.array(z.object({ expiresAt: instantSchema, points: z.int() })),
  movements: z
    .array(z.object({ at: instantSchema, points: z.int(), text: z.string(), voucher: z.string().nullable() }))
    .describe('Latest first, at most 50.'),
  older: z.int().describe('Movements before those.'),
  rewards: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      whatYouGet: z.string(),
      conditions: z.array(z.string()),
      points: z.int(),
      may: z
        .enum(['take', 'short', 'by-team'])
        .describe('Now and alone; too few points; or asked of the team.'),
    }),
  ),
  seen: z.int().describe('The account as it is shown; send it back to spend.'),
  linkEndsAt: instantSchema,
});

export const PointsSpent = z.object({
  status: z.enum(['taken', 'known']),
  points: z.int(),
  title: z.string(),
  voucher: z.string().nullable(),
  balance: z.int(),
});

export const GrantRecorded = grantSchema.extend({
  offerId: offerIdSchema,
  late: z.boolean().describe('A person had been asked already, because nobody had answered.'),
});

export const Voucher = voucherSchema;

export const AppliedCatalogue = catalogue.extend({
  changes: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      path: z.string().describe('Id of the offer, and below it the field.'),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
});

export const ImportCreated = z.object({
  importId: z.string(),
  uploadUrl: z.string().describe('PUT the file here, within the hour, then start the import.'),
});

export const ImportProgress = importSchema
  .pick({
    id: true,
    kind: true,
    state: true,
    read: true,
    written: true,
    unchanged: true,
    errorCount: true,
    nextRow: true,
    unknownColumns: true,
    otherCurrencies: true,
    offset: true,
    size: true,
    failure: true,
  })
  .extend({ errors: z.array(rowErrorSchema) });

export const OutcomesAnswer = z.object({
  recorded: z.int(),
  known: z.int().describe('Said before; changed nothing.'),
  errors: z.array(rowErrorSchema),
});

export const ReportList = z.object({ reports: z.array(z.enum(worthReports)) });

const armCount = z.object({
  customers: z.int(),
  kept: z.int(),
  saveRate: z.number().nullable(),
  cost: z.int(),
  bought: z.int(),
});
const interval = z.object({ low: z.number(), high: z.number() }).nullable();
const increment = z.object({
  estimate: z.number().nullable(),
  interval: interval.describe('Holds the truth with 95 %, however often it is looked at.'),
  known: z.boolean().describe('The interval leaves out zero.'),
  moreCustomers: z.int().nullable().describe('Customers more until it would, at the present estimate.'),
});

export const WorthReport = z.object({
  report: z.enum(worthReports),
  experiment: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  currency: z.string(),
  cohort: z.string(),
  rows: z.array(
    z.object({
      group: z.string(),
      against: z
        .string()
        .optional()
        .describe(
          'The other variant that it is compared with; then `holdout` counts those who got that one.',
        ),
      worth: z.object({
        treated: armCount,
        holdout: armCount,
        saved: increment.describe('Difference of the shares kept.'),
        netPerCustomer: increment.describe('Difference of net value a customer, in minor units.'),
        net: z.object({ estimate: z.number().nullable(), interval }).describe('For all treated together.'),
      }),
      sentences: z.object({ en: z.string(), 'zh-Hans': z.string() }),
    }),
  ),
});
