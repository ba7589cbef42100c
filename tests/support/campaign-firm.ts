import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { mailboxOf, memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCatalogues } from '../../functions/adapters/memory/catalogues.ts';
import {
  memoryApprovals,
  memoryCampaignOffers,
  memoryOffers,
} from '../../functions/adapters/memory/offers.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import { memoryExperiments } from '../../functions/adapters/memory/experiments.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memorySentMails } from '../../functions/adapters/memory/sent-mails.ts';
import { memorySweeps } from '../../functions/adapters/memory/sweeps.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import { tellApprovers } from '../../functions/use-cases/tell-approvers.ts';
import { sweep } from '../../functions/use-cases/sweep.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import type { CampaignDefinition, CampaignStep } from '../../functions/domain/campaign/definition.ts';
import type { Case, CaseStatus } from '../../functions/domain/case/case.ts';
import type { ChurnModel } from '../../functions/domain/churn/score.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { customerSchema, type Customer } from '../../functions/domain/customer/customer.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import { MailPostponed } from '../../functions/domain/mail/postponed.ts';
import type { PostOffice } from '../../functions/ports/world.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { closeCampaign } from '../../functions/use-cases/close-campaign.ts';
import { startDuePasses } from '../../functions/use-cases/due-campaigns.ts';
import { dispatchFact } from '../../functions/use-cases/dispatch-fact.ts';
import { waitingCampaigns } from '../../functions/use-cases/waiting-campaigns.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { startCampaign } from '../../functions/use-cases/start-campaign.ts';

import { aCampaign } from './campaign-definition.ts';
import { aCase } from './case-builders.ts';

/** A Tuesday morning in the firm's zone. */
export const NOW = '2026-03-03T10:00:00.000Z';
const keys = () => Promise.resolve(['a key of sixteen characters', 'the one before that key']);

/** A firm whose campaign rule everybody meets, unless a test says otherwise; the machine is run by hand. */
export function aCampaignFirm({
  riskFrom = 0,
  holdoutShare = 0,
  more = {},
  churnModel = generalModel(),
}: { riskFrom?: number; holdoutShare?: number; more?: object; churnModel?: ChurnModel } = {}) {
  let ids = 0;
  let now = NOW;
  let recordsChangedAt: string | undefined;
  const outbox: { to: string; raw: Uint8Array }[] = [];
  /** What the stream brings; the dispatcher takes it when the sweeper comes. */
  const stream: object[] = [];
  const store = memoryCaseStore((row) => void stream.push(row));
  const { campaigns, contacts } = memoryOutreach(store);
  const postOffice = {
    broken: false,
    /** It says that it takes nothing now. */
    closed: false,
    /** It says that it will never take this. */
    refuses: false,
    send: (mail: { to: string; raw: Uint8Array }): ReturnType<PostOffice['send']> => {
      if (postOffice.broken) return Promise.reject(new Error('the mail service does not answer'));
      if (postOffice.closed) return Promise.reject(new MailPostponed('paused'));
      if (postOffice.refuses) return Promise.resolve({ kind: 'refused' });
      outbox.push(mail);
      return Promise.resolve({
        kind: 'sent',
        messageId: `<${String(outbox.length)}@email.amazonses.com>`,
      });
    },
  };
  const settings = RuntimeSettings.parse({
    firmName: 'Acme',
    intakeAddress: 'care@acme.example',
    campaignRisk: riskFrom,
    holdoutShare,
    ...more,
  });
  /** Why somebody was left unconfirmed. */
  const leftOut: unknown[] = [];
  const deps = {
    campaigns,
    contacts,
    store,
    offers: memoryOffers(store),
    campaignOffers: memoryCampaignOffers(store),
    approvals: memoryApprovals(store),
    catalogues: memoryCatalogues(store, shippedEdition),
    customers: memoryCustomers(),
    experiments: memoryExperiments(),
    cases: memoryCases(store, () => now),
    churnModel,
    digests: secretDigests(() => Promise.resolve('a key of sixteen characters')),
    links: hmacLinks(keys),
    postOffice,
    pace: () => ({ turn: () => Promise.resolve() }),
    leftOut: (error: unknown) => void leftOut.push(error),
    ids: {
      next: (prefix: string) => `${prefix}${String((ids += 1)).padStart(26, '0')}`,
      random: (bytes: number) => new Uint8Array(bytes).fill((ids += 1) % 256),
    },
    sweeps: memorySweeps(),
    imports: { recordsChangedAt: () => Promise.resolve(recordsChangedAt) },
    sentMails: memorySentMails(store),
    clock: { now: () => now },
    firm: {
      settings,
      calendar: calendarOf(settings),
      publicUrl: 'https://acme.example',
      mailFrom: 'complaints@acme.example',
    },
    settings,
    outbox,
  };

  /** What the machine does, as often as it takes. */
  const work = async (campaignId: string): Promise<void> => {
    for (let round = 0; round < 10; round += 1) {
      const { shards } = await planCampaign(deps, campaignId);
      for (const shard of shards) await sendCampaignShard(deps, shard);
      if ((await closeCampaign(deps, campaignId)).status === 'done') return;
    }
    throw new Error('the pass does not end');
  };

  /** The stream reaches the dispatcher, each row twice; machines are run by hand. */
  const dispatches = async (): Promise<void> => {
    const machines = { start: () => Promise.resolve(), wake: () => Promise.resolve('woken' as const) };
    const waiting = () => waitingCampaigns(deps);
    for (const row of stream.splice(0)) {
      const image: unknown = JSON.parse(JSON.stringify(row));
      await dispatchFact({ ...deps, machines, waiting }, image);
      await dispatchFact({ ...deps, machines, waiting }, image);
    }
  };

  return {
    ...deps,
    stream,
    /** How far the sweeper has come. */
    marks: deps.sweeps,
    /** What the stream holds reaches the dispatcher. */
    dispatches,
    whyLeftOut: leftOut,
    work,
    close: (campaignId: string) => closeCampaign(deps, campaignId),
    timePasses: (days: number) => {
      now = plusDays(now, days);
    },
    isNow: (at: string) => {
      now = at;
    },
    hasCustomer: async (number: string, told: Partial<Customer> = {}) => {
      const before = await deps.customers.byId(`cus_${number}`);
      return deps.customers.save(
        customerSchema.parse({
          id: `cus_${number}`,
          version: 1,
          customerNumber: number,
          name: `Customer ${number}`,
          emails: [`${number}@example.org`],
          marketingConsent: true,
          attributes: {},
          value: 1000,
          tier: 'standard',
          source: 'import',
          updatedAt: NOW,
          ...before,
          ...told,
        }),
        before?.version,
      );
    },
    bouncesAt: (address: string) => {
      mailboxOf(store, address).stopped = { at: NOW, why: 'bounced' };
    },
    /** A case of this address is in the books; what ended it lies long before now. */
    hasCase: (
      email: string,
      status: CaseStatus,
      kind: Case['kind'] = 'complaint',
      endedAt = '2026-01-05T00:00:00.000Z',
      receivedAt = '2026-01-01T00:00:00.000Z',
    ) => {
      const { size: n } = store.cases;
      const record = aCase(900 + n, {
        status,
        kind,
        email,
        addresses: [email],
        receivedAt,
        resolvedAt: endedAt,
      });
      const nothing = { messages: [], facts: [], mails: [], waits: new Map(), links: new Map() };
      store.cases.set(record.id, { record, ...nothing });
    },
    /** An import of customers that changed some comes to its end. */
    importEnds: () => void (recordsChangedAt = now),
    /** The case of this address comes to its end. */
    caseEnds: (email: string) => {
      for (const kept of store.cases.values())
        if (kept.record.email === email) kept.record = { ...kept.record, status: 'closed', resolvedAt: now };
    },
    /** The scheduled campaign, from its start to its report. */
    run: async () => {
      const { campaignId } = await startCampaign(deps, now);
      await work(campaignId);
      return deps.campaigns.byId(campaignId);
    },
    /** A campaign of the marketer's own, run once. */
    begins: async (steps: readonly CampaignStep[], told: Partial<CampaignDefinition> = {}) => {
      const made = await createCampaign(
        deps,
        aCampaign({ mailsAtMost: 5, steps: [...steps], ...told }),
        'mara',
      );
      if (!made.ok) throw new Error(JSON.stringify(made.problems));
      const { id } = made.value;
      const run = await runCampaign(deps, { campaignId: id, version: 1, by: 'mara' });
      if (!run.ok) throw new Error(run.reason);
      await work(id);
      return id;
    },
    /** The sweeper looks, and the machine does what it began. */
    sweeps: async () => {
      await dispatches();
      await sweep(deps);
      await dispatches();
      await startDuePasses(deps);
      for (const { id } of (await deps.campaigns.list('active')).campaigns) await work(id);
      await tellApprovers(deps);
    },
    /** What became of everybody, recounted from the pages: outcome → customers. */
    recount: async (campaignId: string) => {
      const { pages } = await deps.campaigns.pages(campaignId);
      const found: Record<string, string[]> = {};
      for (const { groups } of pages)
        for (const { outcome, customerIds } of groups) (found[outcome] ??= []).push(...customerIds);
      return found;
    },
  };
}

export const subjectsIn = (outbox: readonly { to: string; raw: Uint8Array }[]): string[] =>
  outbox.map(({ raw }) => /^Subject: (.*)$/m.exec(new TextDecoder().decode(raw))?.[1]?.trim() ?? '');

/** When a step that was put off is due again. */
export const quarterLater = (from: string): string => new Date(Date.parse(from) + 15 * 60_000).toISOString();

/** The token of the link by which a mail's question is answered. */
export const tokenIn = (raw: Uint8Array): string =>
  /api\/answers\/(v1\.[\w-]+\.[\w-]+)/.exec(
    new TextDecoder()
      .decode(raw)
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/\r\n[ \t]/g, ''),
  )?.[1] ?? '';

/** One question with two answers, for ten days. */
export const aQuestion = (): CampaignStep => ({
  id: 'ask',
  do: 'ask',
  texts: {
    en: { subject: 'One question', point: 'are you content?', text: 'words' },
    'zh-Hans': { subject: '一个问题', point: '您满意吗？', text: '内容' },
  },
  answers: [
    { id: 'yes', words: { en: 'Yes', 'zh-Hans': '是' } },
    { id: 'no', words: { en: 'No', 'zh-Hans': '否' } },
  ],
  waitDays: 10,
});
