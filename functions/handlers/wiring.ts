import type * as z from 'zod';
import { dynamoCampaignOffers } from '../adapters/dynamodb/campaign-offers.ts';
import { dynamoCases } from '../adapters/dynamodb/cases.ts';
import { dynamoOffers } from '../adapters/dynamodb/offers.ts';
import { dynamoSentMails } from '../adapters/dynamodb/sent-mails.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { secretLinkKeys } from '../adapters/secrets/link-keys.ts';
import { secretPseudonymKey } from '../adapters/secrets/pseudonym-key.ts';
import { sesPostOffice } from '../adapters/ses/post-office.ts';
import { secretDigests } from '../adapters/system/digests.ts';
import { hmacLinks } from '../adapters/system/links.ts';
import { systemClock, systemIds } from '../adapters/system/world.ts';
import { calendarOf } from '../domain/clock/firm-calendar.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { LinkingEnv, MailingEnv, StoreEnv } from '../runtime/env-schemas.ts';
import type { Firm } from '../use-cases/firm.ts';

type Linking = z.infer<typeof LinkingEnv>;
type Mailing = z.infer<typeof MailingEnv>;

/** The store, and what is read from it. */
export function wireStore(env: Pick<z.infer<typeof StoreEnv>, 'TABLE'>) {
  const table = openTable(env.TABLE);
  return { table, cases: dynamoCases(table, systemClock.now), clock: systemClock, ids: systemIds };
}

/** What every function that changes cases and reads links is made of. `mailFrom` is only told to those that send. */
export function wireCaseDesk(env: Linking, mailFrom = '') {
  const store = wireStore(env);
  const pseudonymKey = secretPseudonymKey(env.PSEUDONYM_SECRET_ID);
  return {
    ...store,
    offers: dynamoOffers(store.table),
    campaignOffers: dynamoCampaignOffers(store.table),
    links: hmacLinks(secretLinkKeys(env.LINK_SECRET_ID), pseudonymKey),
    digests: secretDigests(pseudonymKey),
    firm: firmOf(env.SETTINGS, { publicUrl: env.PUBLIC_URL, mailFrom }),
  };
}

/** The same for those that also write mail. */
export function wireCaseWork(env: Mailing) {
  const desk = wireCaseDesk(env, env.MAIL_FROM);
  return {
    ...desk,
    sentMails: dynamoSentMails(desk.table),
    postOffice: sesPostOffice({
      from: env.MAIL_FROM,
      configurationSet: env.CONFIGURATION_SET,
      region: process.env['AWS_REGION'] ?? 'us-east-1',
    }),
  };
}

/** The firm of a stage. @param outward where its links lead, and whom its mails are from */
export const firmOf = (settings: RuntimeSettings, outward: Pick<Firm, 'publicUrl' | 'mailFrom'>): Firm => ({
  settings,
  calendar: calendarOf(settings),
  publicUrl: outward.publicUrl.replace(/\/+$/, ''),
  mailFrom: outward.mailFrom,
});
