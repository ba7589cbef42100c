import { describe } from 'vitest';
import { dynamoCatalogues } from '../../functions/adapters/dynamodb/catalogues.ts';
import { dynamoAttachments } from '../../functions/adapters/dynamodb/attachments.ts';
import { dynamoBeliefs } from '../../functions/adapters/dynamodb/beliefs.ts';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { dynamoApprovals } from '../../functions/adapters/dynamodb/approvals.ts';
import { dynamoCampaignOffers } from '../../functions/adapters/dynamodb/campaign-offers.ts';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { dynamoMailboxes } from '../../functions/adapters/dynamodb/mailboxes.ts';
import { dynamoOffers } from '../../functions/adapters/dynamodb/offers.ts';
import { dynamoDecisionLog } from '../../functions/adapters/dynamodb/decision-log.ts';
import { dynamoPoints } from '../../functions/adapters/dynamodb/points.ts';
import { dynamoSentMails } from '../../functions/adapters/dynamodb/sent-mails.ts';
import { memoryAttachments } from '../../functions/adapters/memory/attachments.ts';
import { memoryBeliefs } from '../../functions/adapters/memory/beliefs.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCatalogues } from '../../functions/adapters/memory/catalogues.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryLedger } from '../../functions/adapters/memory/ledger.ts';
import { memoryMailboxes } from '../../functions/adapters/memory/mailboxes.ts';
import {
  memoryApprovals,
  memoryCampaignOffers,
  memoryOffers,
} from '../../functions/adapters/memory/offers.ts';
import { memoryDecisionLog } from '../../functions/adapters/memory/decision-log.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { memorySentMails } from '../../functions/adapters/memory/sent-mails.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';
import { cataloguesSuite } from './catalogues.suite.ts';
import { attachmentsSuite } from './attachments.suite.ts';
import { beliefsSuite } from './beliefs.suite.ts';
import { casesSuite, type FreshAdapters } from './cases.suite.ts';
import { ledgerSuite } from './ledger.suite.ts';
import { mailboxesSuite } from './mailboxes.suite.ts';
import { offersSuite } from './offers.suite.ts';
import { decisionLogSuite } from './decision-log.suite.ts';
import { pointsSuite } from './points.suite.ts';
import { sentMailsSuite } from './sent-mails.suite.ts';

const suites = {
  cases: casesSuite,
  offers: offersSuite,
  beliefs: beliefsSuite,
  catalogues: cataloguesSuite,
  points: pointsSuite,
  decisions: decisionLogSuite,
  ledger: ledgerSuite,
  'sent mails': sentMailsSuite,
  attachments: attachmentsSuite,
  mailboxes: mailboxesSuite,
};

const inMemory: FreshAdapters = (now) => {
  const store = memoryCaseStore();
  return Promise.resolve({
    cases: memoryCases(store, now),
    offers: memoryOffers(store),
    approvals: memoryApprovals(store),
    campaignOffers: memoryCampaignOffers(store),
    campaigns: memoryOutreach(store).campaigns,
    beliefs: memoryBeliefs(store),
    points: memoryPoints(store),
    decisions: memoryDecisionLog(store),
    catalogues: memoryCatalogues(store, shippedEdition),
    ledger: memoryLedger(store),
    sentMails: memorySentMails(store),
    attachments: memoryAttachments(store, now),
    mailboxes: memoryMailboxes(store),
  });
};

describe.each(Object.entries(suites))('%s in memory', (_, suite) => suite(inMemory));

describeOnDynoxide('on DynamoDB', (freshTable) => {
  const inTable: FreshAdapters = async (now) => {
    const table = await freshTable();
    return {
      cases: dynamoCases(table, now),
      offers: dynamoOffers(table),
      approvals: dynamoApprovals(table),
      campaignOffers: dynamoCampaignOffers(table),
      campaigns: dynamoCampaigns(table),
      beliefs: dynamoBeliefs(table),
      points: dynamoPoints(table),
      decisions: dynamoDecisionLog(table),
      catalogues: dynamoCatalogues(table, shippedEdition),
      ledger: dynamoLedger(table),
      sentMails: dynamoSentMails(table),
      attachments: dynamoAttachments(table, now),
      mailboxes: dynamoMailboxes(table),
    };
  };
  describe.each(Object.entries(suites))('%s', (_, suite) => suite(inTable));
});
