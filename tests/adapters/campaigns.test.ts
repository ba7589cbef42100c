import { describe, expect, test } from 'vitest';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { dynamoSuppressions } from '../../functions/adapters/dynamodb/suppressions.ts';
import { memoryCampaigns, memorySuppressions } from '../../functions/adapters/memory/campaigns.ts';
import type {
  Campaign,
  CampaignFact,
  CampaignSend,
  UnsubscribeLink,
} from '../../functions/domain/campaign/campaign.ts';
import type { Campaigns, Suppressions } from '../../functions/ports/campaigns.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const AT = '2026-03-03T10:00:00.000Z';
const ID = 'cmp_risk-20260303T100000Z';

const aCampaign = (more: Partial<Campaign> = {}): Campaign => ({
  id: ID,
  version: 1,
  kind: 'risk',
  status: 'running',
  startedAt: AT,
  riskFrom: 0.5,
  holdoutShare: 0.1,
  ...more,
});

const started: CampaignFact = {
  id: 'fct_risk-20260303T100000Z-1',
  subjectId: ID,
  number: 1,
  at: AT,
  by: { kind: 'system' },
  happened: { type: 'CampaignStarted', riskFrom: 0.5, holdoutShare: 0.1 },
  dispatch: 'campaign',
};

const aSend = (customerId: string): CampaignSend => ({
  campaignId: ID,
  step: 'risk-mail',
  customerId,
  status: 'reserved',
  reservedAt: AT,
});
const aLink = (ulid: string, customerId: string): UnsubscribeLink => ({
  ulid,
  campaignId: ID,
  customerId,
  seals: ['s'],
  expiresAt: AT,
});

/** What every store of campaigns promises. */
function keepsCampaigns(open: () => Promise<{ campaigns: Campaigns; suppressions: Suppressions }>) {
  test('a campaign starts once under its name', async () => {
    const { campaigns } = await open();

    expect(await campaigns.start(aCampaign(), started)).toBe('started');
    expect(await campaigns.start(aCampaign({ riskFrom: 0.9 }), started)).toBe('exists');
    expect(await campaigns.byId(ID)).toEqual(aCampaign());
  });

  test('of two who change it from the same version one is refused', async () => {
    const { campaigns } = await open();
    await campaigns.start(aCampaign(), started);

    expect(await campaigns.save(aCampaign({ version: 2, shards: 3 }))).toBe('saved');
    expect(await campaigns.save(aCampaign({ version: 2, shards: 4 }))).toBe('stale');
  });

  test('a shard knows whether it was begun and whether it was finished', async () => {
    const { campaigns } = await open();

    expect(await campaigns.openShard(ID, 0)).toBe('first');
    expect(await campaigns.openShard(ID, 0)).toBe('again');
    await campaigns.closeShard(ID, 0, { sent: ['cus_1'], 'no-consent': ['cus_2', 'cus_3'] });
    expect(await campaigns.openShard(ID, 0)).toBe('closed');
    await campaigns.openShard(ID, 1);
    expect(await campaigns.closedShards(ID)).toEqual([{ sent: ['cus_1'], 'no-consent': ['cus_2', 'cus_3'] }]);
  });

  test('a mail is reserved once per customer, and the second try learns what became of the first', async () => {
    const { campaigns } = await open();

    expect(await campaigns.reserve(aSend('cus_1'), aLink('A', 'cus_1'))).toBeUndefined();
    expect(await campaigns.reserve(aSend('cus_1'), aLink('B', 'cus_1'))).toMatchObject({
      status: 'reserved',
    });
    await campaigns.confirm(aSend('cus_1'), '<1@x>', AT);
    expect(await campaigns.reserve(aSend('cus_1'), aLink('C', 'cus_1'))).toMatchObject({
      status: 'sent',
      messageId: '<1@x>',
    });
    expect([...(await campaigns.sends(ID, 'risk-mail', ['cus_1', 'cus_2'])).keys()]).toEqual(['cus_1']);
    expect(await campaigns.unsubscribeLink('A')).toEqual(aLink('A', 'cus_1'));
    expect(await campaigns.unsubscribeLink('B')).toBeUndefined();
  });

  test('of many who reserve the same mail at once exactly one may send', async () => {
    const { campaigns } = await open();

    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => campaigns.reserve(aSend('cus_1'), aLink(String(n), 'cus_1'))),
    );

    expect(tries.filter((earlier) => earlier === undefined)).toHaveLength(1);
  });

  test('an address stays on the suppression list under any of its keys', async () => {
    const { suppressions } = await open();
    await suppressions.add(['new', 'old'], { at: AT, campaignId: ID });
    await suppressions.add(['new'], { at: AT, campaignId: ID });

    expect(await suppressions.holds(['newer', 'new'])).toBe(true);
    expect(await suppressions.holds(['other'])).toBe(false);
  });
}

describe('campaigns in memory', () => {
  keepsCampaigns(() => Promise.resolve({ campaigns: memoryCampaigns(), suppressions: memorySuppressions() }));
});

describeOnDynoxide('campaigns in the table', (freshTable) => {
  keepsCampaigns(async () => {
    const table = await freshTable();
    return { campaigns: dynamoCampaigns(table), suppressions: dynamoSuppressions(table) };
  });
});
