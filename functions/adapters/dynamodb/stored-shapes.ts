import { attachmentSchema } from '../../domain/case/attachment.ts';
import { caseLinkSchema } from '../../domain/case/case-link.ts';
import { caseSchema } from '../../domain/case/case.ts';
import { factSchema } from '../../domain/case/fact.ts';
import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import { mailRecordSchema } from '../../domain/case/mail-record.ts';
import { messageSchema } from '../../domain/case/message.ts';
import {
  campaignDefinitionSchema,
  campaignFactSchema,
  campaignSchema,
  pageSchema,
  partSchema,
} from '../../domain/campaign/campaign.ts';
import { approvalNoticeSchema } from '../../domain/campaign/approval-notice.ts';
import { keptMarkSchema } from '../../domain/campaign/kept.ts';
import { overLineSchema } from '../../domain/campaign/crossing.ts';
import { journeySchema } from '../../domain/campaign/journey.ts';
import { contactSchema } from '../../domain/contact/contact.ts';
import { customerSchema } from '../../domain/customer/customer.ts';
import { customerLeftSchema, tierMoveSchema } from '../../domain/customer/merge-customer.ts';
import { orderSchema } from '../../domain/customer/order.ts';
import { customerOutcomeSchema } from '../../domain/experiment/customer-outcome.ts';
import { participationSchema } from '../../domain/experiment/participation.ts';
import { tallySchema } from '../../domain/experiment/tally.ts';
import { segmentSchema } from '../../domain/segment/segment.ts';
import { importSchema, importStartedSchema } from '../../domain/import/import.ts';
import { editionSchema } from '../../domain/offer/edition.ts';
import { offerSchema } from '../../domain/offer/offer.ts';
import { lessonSchema } from './belief-row.ts';
import { budgetSchema } from './budget-row.ts';
import { waitSchema } from './case-reads.ts';
import { sentinelSchema } from './cases.ts';
import { editionHeadSchema } from './catalogues.ts';
import { limitsSchema } from './offers.ts';
import { pointsAccountSchema } from './points.ts';
import { releaseSchema } from '../../domain/mail/stopped-address.ts';
import { questionSchema } from './campaign-journeys.ts';
import { mailboxSchema } from './mailboxes.ts';
import { voucherSchema } from '../../domain/offer/voucher.ts';
import { pointsMailSchema } from '../../domain/points/points-mail.ts';
import { postingSchema } from '../../domain/points/points.ts';
import { rewardSchema } from '../../domain/points/reward.ts';

/**
 * Every shape that the table holds, with the version of that shape. A change of a shape without a
 * new version fails `tests/adapters/stored-shapes.test.ts`: old rows are read by tomorrow's code.
 */
export const storedShapes = {
  // 2: without what its keys say (case-row.ts).
  case: { version: 2, schema: caseSchema },
  // 17: CustomerReachable. 16: candidates of a choice as lists, and without what its key says (fact-row.ts).
  fact: { version: 17, schema: factSchema },
  message: { version: 3, schema: messageSchema },
  mailbox: { version: 2, schema: mailboxSchema },
  /** That a stopped address was freed. */
  release: { version: 1, schema: releaseSchema },
  mail: { version: 2, schema: mailRecordSchema },
  offer: { version: 8, schema: offerSchema },
  ledger: { version: 4, schema: ledgerRowSchema },
  link: { version: 1, schema: caseLinkSchema },
  attachment: { version: 1, schema: attachmentSchema },
  wait: { version: 1, schema: waitSchema },
  sentinel: { version: 1, schema: sentinelSchema },
  edition: { version: 2, schema: editionSchema },
  /** Inside an edition. */
  reward: { version: 1, schema: rewardSchema },
  editionInForce: { version: 1, schema: editionHeadSchema },
  lesson: { version: 1, schema: lessonSchema },
  voucher: { version: 2, schema: voucherSchema },
  posting: { version: 2, schema: postingSchema },
  pointsMail: { version: 3, schema: pointsMailSchema },
  pointsAccount: { version: 1, schema: pointsAccountSchema },
  budget: { version: 3, schema: budgetSchema },
  limits: { version: 1, schema: limitsSchema },
  customer: { version: 4, schema: customerSchema },
  order: { version: 1, schema: orderSchema },
  tierMove: { version: 2, schema: tierMoveSchema },
  customerLeft: { version: 1, schema: customerLeftSchema },
  import: { version: 3, schema: importSchema },
  importStarted: { version: 2, schema: importStartedSchema },
  participation: { version: 1, schema: participationSchema },
  customerOutcome: { version: 2, schema: customerOutcomeSchema },
  tally: { version: 1, schema: tallySchema },
  campaign: { version: 6, schema: campaignSchema },
  campaignFact: { version: 6, schema: campaignFactSchema },
  campaignDefinition: { version: 7, schema: campaignDefinitionSchema },
  campaignPart: { version: 5, schema: partSchema },
  campaignPage: { version: 5, schema: pageSchema },
  approvalNotice: { version: 1, schema: approvalNoticeSchema },
  journey: { version: 6, schema: journeySchema },
  overLine: { version: 1, schema: overLineSchema },
  keptMark: { version: 1, schema: keptMarkSchema },
  contact: { version: 4, schema: contactSchema },
  question: { version: 1, schema: questionSchema },
  segment: { version: 1, schema: segmentSchema },
} as const;
