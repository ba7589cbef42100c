import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamoContacts } from '../../functions/adapters/dynamodb/contacts.ts';
import { dynamoPoints } from '../../functions/adapters/dynamodb/points.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoPointsMails } from '../../functions/adapters/dynamodb/points-mails.ts';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { withReservation } from '../../functions/domain/contact/contact.ts';
import { endingKey, type PointsMail } from '../../functions/domain/points/points-mail.ts';
import type { Contacts } from '../../functions/ports/contacts.ts';
import type { PointsMails } from '../../functions/ports/points-mails.ts';
import type { Points } from '../../functions/ports/points.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const AT = '2026-03-03T10:00:00.000Z';
const ENDS = '2026-04-01T00:00:00.000Z';

const earned = (customerKey: string, key: string, expiresAt = ENDS) => ({
  ...{ customerKey, key, at: AT, points: 50, house: 'purchases' as const, expiresAt },
});
const LINK = '01JDCXQ5ZK8M3R6T9V0W2Y4A6C';
const aNotice = (over: Partial<PointsMail> = {}): PointsMail => ({
  ...{ customerKey: 'cus_1', key: endingKey(ENDS), version: 1, status: 'reserved', at: AT, points: 50 },
  link: { id: LINK, endsAt: '2026-06-01T10:00:00.000Z', to: 'C-cus_1' },
  ...over,
});
const aContact = (customerId = 'cus_1') =>
  withReservation(undefined, `C-${customerId}`, {
    ...{ at: AT, campaignId: 'points', step: 'ending-2026-04', customerId },
  });

interface Stores {
  readonly notices: PointsMails;
  readonly points: Points;
  readonly contacts: Contacts;
}

/** What every store of mails about points promises. */
function keepsNotices(open: () => Promise<Stores>): void {
  test('who earned points that end with a month is found, page by page, and nobody else', async () => {
    const { notices, points } = await open();
    for (const n of [1, 2, 3, 4, 5]) await points.post(earned(`cus_${n}`, 'order:1'));
    await points.post(earned('cus_1', 'order:2'));
    await points.post(earned('cus_6', 'order:1', '2026-05-01T00:00:00.000Z'));
    await points.post({
      ...earned('cus_2', 'reward:1'),
      points: -10,
      house: 'rewards',
      expiresAt: undefined,
    });

    const found = new Set<string>();
    for (let part = 0; part < notices.parts; part += 1) {
      let next: string | undefined;
      do {
        const page = await notices.ending(ENDS, part, 2, next);
        for (const key of page.customerKeys) found.add(key);
        next = page.next;
      } while (next !== undefined);
    }

    expect([...found].sort()).toEqual(['cus_1', 'cus_2', 'cus_3', 'cus_4', 'cus_5']);
  });

  test('of those who reserve one notice at once one does, and it is found again as it became', async () => {
    const { notices } = await open();

    const tries = await Promise.all([1, 2, 3].map(() => notices.reserve(aNotice(), aContact())));

    expect(tries.filter((one) => one === 'reserved')).toHaveLength(1);
    expect(await notices.reserve(aNotice(), aContact('cus_9'))).toBe('mail-changed');
    const sent = aNotice({ status: 'sent', messageId: '<1@email.amazonses.com>' });
    await notices.confirm(sent);
    expect(await notices.named(endingKey(ENDS), ['cus_1', 'cus_2'])).toEqual(new Map([['cus_1', sent]]));
  });

  test('the link of a mail leads to it, and mails of one customer are kept apart by their names', async () => {
    const { notices } = await open();
    const asked = aNotice({
      ...{ key: 'asked-call-17', link: { id: '01JDCXQ5ZK8M3R6T9V0W2Y4A6D', endsAt: ENDS, to: 'C-cus_1' } },
    });
    await notices.reserve(aNotice(), aContact());
    await notices.reserve(asked, { ...aContact(), version: 2 });
    await notices.confirm({ ...asked, status: 'sent' });

    expect(await notices.byLink(LINK)).toEqual(aNotice());
    expect(await notices.byLink(asked.link.id)).toEqual({ ...asked, status: 'sent' });
    expect(await notices.byLink('01JDCXQ5ZK8M3R6T9V0W2Y4A6E')).toBeUndefined();
    expect(await notices.named('asked-call-17', ['cus_1'])).toEqual(
      new Map([['cus_1', { ...asked, status: 'sent' }]]),
    );
  });

  test('an address that asked for silence after it was read is not reserved, and nothing is kept', async () => {
    const { notices, contacts } = await open();
    await contacts.stop('C-cus_1', AT);

    expect(await notices.reserve(aNotice(), aContact())).toBe('contact-changed');
    expect(await notices.named(endingKey(ENDS), ['cus_1'])).toEqual(new Map());
  });
}

describe('notices in memory', () => {
  keepsNotices(() => {
    const store = memoryCaseStore(() => undefined);
    const { pointsMails, contacts } = memoryOutreach(store);
    return Promise.resolve({ notices: pointsMails, contacts, points: memoryPoints(store) });
  });
});

describeOnDynoxide('notices in the table', (freshTable) => {
  keepsNotices(async () => {
    const table = await freshTable();
    return {
      notices: dynamoPointsMails(table),
      contacts: dynamoContacts(table),
      points: dynamoPoints(table),
    };
  });

  test('a mail and its link are let go of in the year after it, when nothing asks for them any more', async () => {
    const table = await freshTable();
    const notices = dynamoPointsMails(table);
    await notices.reserve(aNotice(), aContact());
    await notices.confirm(aNotice({ status: 'sent' }));

    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { ...keys.pointsMail('cus_1', endingKey(ENDS)) } }),
    );
    expect(new Date(Number(Item?.['ttl']) * 1000).toISOString()).toBe('2027-04-07T10:00:00.000Z');
  });
});
