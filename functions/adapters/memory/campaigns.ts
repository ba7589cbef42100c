/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import {
  isActive,
  type Campaign,
  type CampaignFact,
  type CampaignPage,
  type KeptDefinition,
  type Part,
} from '../../domain/campaign/campaign.ts';
import type { Contact } from '../../domain/contact/contact.ts';
import type { CampaignBook, CampaignPasses, Campaigns } from '../../ports/campaigns.ts';
import type { Contacts } from '../../ports/contacts.ts';
import type { PointsMails } from '../../ports/points-mails.ts';
import { memoryCounts } from './campaign-counts.ts';
import { memoryJourneys } from './campaign-journeys.ts';
import { memoryCaseStore, type CaseStore } from './case-store.ts';
import { memoryContacts } from './contacts.ts';
import { memoryPointsMails } from './points-mails.ts';
import { follows, keyOf } from './versions.ts';

/** Campaigns and contacts for tests of use cases, in one store: a reservation touches both, and offers in `store`. */
export function memoryOutreach(store: CaseStore = memoryCaseStore()): {
  readonly campaigns: Campaigns & { readonly facts: readonly CampaignFact[] };
  readonly contacts: Contacts;
  readonly pointsMails: PointsMails;
} {
  const contacts = new Map<string, Contact>();
  return {
    campaigns: {
      ...memoryBook(),
      ...memoryPasses(),
      ...memoryJourneys(contacts, store),
      ...memoryCounts(),
    },
    contacts: memoryContacts(contacts, store),
    pointsMails: memoryPointsMails(store.points, contacts),
  };
}

function memoryBook(): CampaignBook & { readonly facts: readonly CampaignFact[] } {
  const campaigns = new Map<string, Campaign>();
  const definitions = new Map<string, KeptDefinition>();
  const facts: CampaignFact[] = [];
  return {
    facts,
    async create(campaign, definition, happened) {
      if (campaigns.has(campaign.id)) return 'exists';
      campaigns.set(campaign.id, campaign);
      definitions.set(keyOf(campaign.id, definition.number), definition);
      facts.push(...happened);
      return 'created';
    },
    byId: async (campaignId) => campaigns.get(campaignId),
    definition: async (campaignId, number) => definitions.get(keyOf(campaignId, number)),
    list: async (which) => ({
      campaigns: [...campaigns.values()]
        .filter(({ status }) => which === 'all' || isActive(status))
        .sort((a, b) => (a.id < b.id ? 1 : -1)),
      cursor: undefined,
    }),
    async save(campaign, { facts: happened = [], definition } = {}) {
      if (!follows(campaigns.get(campaign.id), campaign.version)) return 'stale';
      campaigns.set(campaign.id, campaign);
      if (definition) definitions.set(keyOf(campaign.id, definition.number), definition);
      facts.push(...happened);
      return 'saved';
    },
    ids: async () => [...campaigns.keys()],
    changes: async () => [...campaigns.values()].reduce((sum, { version }) => sum + version, 0),
  };
}

function memoryPasses(): CampaignPasses {
  const parts = new Map<string, Part>();
  const pages = new Map<string, { campaignId: string; page: CampaignPage }>();
  return {
    parts: async (campaignId, pass) =>
      [...parts].flatMap(([key, part]) => (key.startsWith(`${keyOf(campaignId, pass)}#`) ? [part] : [])),
    part: async (campaignId, pass, part) => parts.get(keyOf(campaignId, pass, part)),
    async savePage(campaignId, part, page) {
      const key = keyOf(campaignId, part.pass, part.part);
      if (!follows(parts.get(key), part.version)) return 'stale';
      parts.set(key, part);
      if (page) pages.set(keyOf(key, page.page), { campaignId, page });
      return 'saved';
    },
    pages: async (campaignId) => ({
      pages: [...pages.values()].flatMap((one) => (one.campaignId === campaignId ? [one.page] : [])),
      cursor: undefined,
    }),
  };
}
