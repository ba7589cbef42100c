import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  DynamoDBClient,
  TransactionCanceledException,
  type BatchWriteItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoContacts } from '../../functions/adapters/dynamodb/contacts.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoMailboxes } from '../../functions/adapters/dynamodb/mailboxes.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryMailboxes } from '../../functions/adapters/memory/mailboxes.ts';
import type { Campaign, CampaignFact, Part } from '../../functions/domain/campaign/campaign.ts';
import type { Journey } from '../../functions/domain/campaign/journey.ts';
import { riskCampaign } from '../../functions/domain/campaign/ready-made.ts';
import { theSystem } from '../../functions/domain/case/case.ts';
import {
  allowsUnseen,
  UNSEEN_ENTRIES,
  withReservation,
  withUnseen,
  type Contact,
} from '../../functions/domain/contact/contact.ts';
import { placeOf, wholeBase } from '../../functions/domain/customer/base-place.ts';
import type { Campaigns } from '../../functions/ports/campaigns.ts';
import type { Cases } from '../../functions/ports/cases.ts';
import type { Contacts } from '../../functions/ports/contacts.ts';
import type { Mailboxes } from '../../functions/ports/mailboxes.ts';
import { aCase, anOpening } from '../support/case-builders.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const AT = '2026-03-03T10:00:00.000Z';
const ID = 'cmp_risk-20260303T100000Z';
const OTHER = 'cmp_01';

const aCampaign = (more: Partial<Campaign> = {}): Campaign => ({
  id: ID,
  version: 1,
  name: 'Customers at risk',
  status: 'running',
  definition: 1,
  factCount: 1,
  createdAt: AT,
  considered: 0,
  counts: {},
  ...more,
});

const aDefinition = (number = 1, campaignId = ID) => ({
  campaignId,
  number,
  at: AT,
  by: theSystem,
  authors: [],
  definition: riskCampaign(0.5, 0.1),
});

const aFact = (number: number): CampaignFact => ({
  id: `fct_${number}`,
  subjectId: ID,
  number,
  at: AT,
  by: theSystem,
  happened: { type: 'PassStarted', pass: number, kind: 'base', definition: 1 },
  dispatch: 'campaign',
});

const aJourney = (customerId: string, more: Partial<Journey> = {}): Journey => ({
  campaignId: ID,
  customerId,
  version: 1,
  definition: 1,
  enteredAt: AT,
  done: [{ step: 'risk-mail', status: 'reserved', at: AT }],
  answers: {},
  ...more,
});

const aContact = (id = 'C1') =>
  withReservation(undefined, id, { at: AT, campaignId: ID, step: 'risk-mail', customerId: 'cus_1' });

const aPart = (more: Partial<Part> = {}): Part => ({
  pass: 1,
  part: 0,
  version: 1,
  done: false,
  pages: 1,
  considered: 2,
  counts: { sent: 1 },
  ...more,
});

/** What every store of campaigns promises. */
function keepsCampaigns(
  open: () => Promise<{
    campaigns: Campaigns;
    contacts: Contacts;
    cases: Pick<Cases, 'open'>;
    mailboxes: Pick<Mailboxes, 'note'>;
  }>,
) {
  test('what leads were told of offers that wait is kept under its version', async () => {
    const { campaigns } = await open();
    const notice = { campaignId: ID, version: 1, toldAt: AT, asked: 3 };
    expect(await campaigns.approvalNotice(ID)).toBeUndefined();

    expect(
      (
        await Promise.all([campaigns.saveApprovalNotice(notice), campaigns.saveApprovalNotice(notice)])
      ).sort(),
    ).toEqual(['saved', 'stale']);
    expect(await campaigns.saveApprovalNotice({ ...notice, version: 2, asked: 5 })).toBe('saved');
    expect(await campaigns.approvalNotice(ID)).toEqual({ ...notice, version: 2, asked: 5 });
  });

  test('a campaign is created once under its id, with its definition', async () => {
    const { campaigns } = await open();

    expect(await campaigns.create(aCampaign(), aDefinition(), [aFact(1)])).toBe('created');
    expect(await campaigns.create(aCampaign({ name: 'x' }), aDefinition(), [])).toBe('exists');
    expect(await campaigns.byId(ID)).toEqual(aCampaign());
    expect(await campaigns.definition(ID, 1)).toEqual(aDefinition());
    expect(await campaigns.definition(ID, 2)).toBeUndefined();
  });

  test('of two who change it from the same version one is refused', async () => {
    const { campaigns } = await open();
    await campaigns.create(aCampaign(), aDefinition(), []);

    const change = { facts: [aFact(2)], definition: aDefinition(2) };
    expect(await campaigns.save(aCampaign({ version: 2, name: 'a' }), change)).toBe('saved');
    expect(await campaigns.save(aCampaign({ version: 2, name: 'b' }))).toBe('stale');
    expect((await campaigns.definition(ID, 2))?.number).toBe(2);
  });

  test('whoever remembers campaigns learns that one was created or has changed', async () => {
    const { campaigns } = await open();
    const seen = [await campaigns.changes()];
    await campaigns.create(aCampaign(), aDefinition(), []);
    seen.push(await campaigns.changes());
    await campaigns.save(aCampaign({ version: 2, status: 'paused' }));
    seen.push(await campaigns.changes());
    await campaigns.create(aCampaign({ id: OTHER }), aDefinition(1, OTHER), []);
    seen.push(await campaigns.changes());
    await campaigns.save(aCampaign({ version: 2 }));
    await campaigns.saveJourney(aJourney('cus_1'));
    seen.push(await campaigns.changes());

    expect(new Set(seen).size).toBe(4);
    expect(seen[4]).toBe(seen[3]);
  });

  test('those that run are listed apart from all', async () => {
    const { campaigns } = await open();
    await campaigns.create(aCampaign(), aDefinition(), []);
    await campaigns.create(aCampaign({ id: OTHER, status: 'finished' }), aDefinition(1, OTHER), []);

    const all = await campaigns.list('all');
    expect(all.campaigns.map(({ id }) => id)).toEqual([ID, OTHER]);
    expect(all.cursor).toBeUndefined();
    expect((await campaigns.list('active')).campaigns.map(({ id }) => id)).toEqual([ID]);
  });

  test('a list of many comes page by page, each of them once, and no page is empty', async () => {
    const { campaigns } = await open();
    const ids = Array.from({ length: 120 }, (_, n) => `cmp_many-${String(n).padStart(3, '0')}`);
    for (const [n, id] of ids.entries()) {
      const status = n % 3 === 0 ? 'running' : 'finished';
      await campaigns.create(aCampaign({ id, status }), aDefinition(1, id), []);
    }

    const pages: string[][] = [];
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await campaigns.list('all', cursor);
      pages.push(page.campaigns.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(pages.flat().sort()).toEqual(ids);
    expect(pages.filter((page) => page.length === 0)).toEqual([]);
  });

  test('a page is kept with how far its part is, and of two children one is refused', async () => {
    const { campaigns } = await open();
    const page = { pass: 1, part: 0, page: 0, at: AT, definition: 1, considered: 2 };
    const groups = [{ outcome: 'sent' as const, step: 'risk-mail', customerIds: ['cus_1'] }];

    expect(await campaigns.savePage(ID, aPart(), { ...page, groups })).toBe('saved');
    expect(await campaigns.savePage(ID, aPart(), { ...page, groups: [] })).toBe('stale');
    expect(await campaigns.savePage(ID, aPart({ version: 2, done: true }), undefined)).toBe('saved');
    expect(await campaigns.part(ID, 1, 0)).toEqual(aPart({ version: 2, done: true }));
    expect(await campaigns.part(ID, 1, 1)).toBeUndefined();
    await campaigns.savePage(ID, aPart({ pass: 2 }), undefined);
    expect((await campaigns.parts(ID, 1)).map(({ pass }) => pass)).toEqual([1]);
    expect((await campaigns.pages(ID)).pages).toEqual([{ ...page, groups }]);
  });

  test('who was over a line is kept, found again, and kept anew, more than a request takes', async () => {
    const { campaigns } = await open();
    const over = Array.from({ length: 60 }, (_, n) => ({
      ...{ campaignId: ID, customerId: `cus_${n}`, seenAt: AT },
      ...(n % 2 === 0 && { crossedAt: AT }),
    }));
    await campaigns.keepOverLine([]);
    await campaigns.keepOverLine(over);
    const [first] = over;
    const later = { campaignId: ID, customerId: 'cus_0', seenAt: '2026-03-04T10:00:00.000Z' };
    await campaigns.keepOverLine([later]);

    const found = await campaigns.overLine(ID, [...over.map(({ customerId }) => customerId), 'cus_none']);

    expect(found.size).toBe(60);
    expect(found.get('cus_0')).toEqual(later);
    expect(found.get('cus_2')).toEqual({ ...first, customerId: 'cus_2' });
    expect((await campaigns.journeys(ID, ['cus_0'])).size).toBe(0);
  });

  test('a step is reserved once per customer, whatever is retried', async () => {
    const { campaigns } = await open();

    const tries = await Promise.all(
      Array.from({ length: 6 }, () => campaigns.reserve(aJourney('cus_1'), {})),
    );
    expect(tries.filter((one) => one === 'reserved')).toHaveLength(1);
    await campaigns.confirm(aJourney('cus_1'), 0, { status: 'sent', messageId: '<1@x>', at: AT });

    const journeys = await campaigns.journeys(ID, ['cus_1', 'cus_2']);
    expect([...journeys.keys()]).toEqual(['cus_1']);
    expect(journeys.get('cus_1')?.done).toEqual([
      { step: 'risk-mail', status: 'sent', at: AT, messageId: '<1@x>' },
    ]);
    expect(await campaigns.saveJourney(aJourney('cus_1'))).toBe('stale');
    expect(await campaigns.saveJourney(aJourney('cus_1', { version: 3 }))).toBe('saved');
  });

  test('an answer that was written over a way read before the mail was confirmed looks again', async () => {
    const { campaigns } = await open();
    await campaigns.reserve(aJourney('cus_1'), {});
    const read = (await campaigns.journeys(ID, ['cus_1'])).get('cus_1')!;
    const sent = { status: 'sent', messageId: '<1@x>', at: AT } as const;
    await campaigns.confirm(aJourney('cus_1'), 0, sent);

    expect(await campaigns.saveJourney({ ...read, version: read.version + 1 })).toBe('stale');

    // Told twice, or late, the confirmation changes nothing more.
    const confirmed = (await campaigns.journeys(ID, ['cus_1'])).get('cus_1')!;
    await campaigns.confirm(aJourney('cus_1'), 0, sent);
    await campaigns.confirm(aJourney('cus_1'), 0, { status: 'refused', at: AT });
    expect((await campaigns.journeys(ID, ['cus_1'])).get('cus_1')).toEqual(confirmed);
    expect(confirmed.done).toEqual([{ step: 'risk-mail', status: 'sent', at: AT, messageId: '<1@x>' }]);
  });

  test('nothing is reserved for an address that changed since it was read: it may have asked for silence', async () => {
    const { campaigns, contacts } = await open();
    await contacts.stop('C1', AT);

    expect(await campaigns.reserve(aJourney('cus_1'), { contact: aContact() })).toBe('contact-changed');
    expect((await campaigns.journeys(ID, ['cus_1'])).size).toBe(0);
    expect(await contacts.byId('C1')).toMatchObject({ stoppedAt: AT, version: 1, recent: [] });

    expect(await campaigns.reserve(aJourney('cus_2'), { contact: aContact('C2') })).toBe('reserved');
    await contacts.stop('C2', AT);
    await contacts.stop('C2', '2027-01-01T00:00:00.000Z');
    expect(await contacts.byId('C2')).toEqual({
      ...aContact('C2'),
      version: 3,
      stoppedAt: AT,
    });
    expect([...(await contacts.byIds(['C1', 'C2', 'C3'])).keys()].sort()).toEqual(['C1', 'C2']);
  });

  test('a mail to an address that nobody has read is reserved where the governor would allow it, and only there', async () => {
    const { campaigns, contacts } = await open();
    const entryOf = (n: number, at: string) => ({
      at,
      campaignId: ID,
      step: 'risk-mail',
      customerId: `cus_${n}`,
    });
    const hours = (n: number) => new Date(Date.parse(AT) + n * 3_600_000).toISOString();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          /** Hours before the mail at which the address was written to before. */
          before: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: UNSEEN_ENTRIES + 1 }),
          mark: fc.constantFrom('none', 'stop'),
          atMost: fc.integer({ min: 1, max: 3 }),
        }),
        async ({ before, mark, atMost }) => {
          n += 1;
          const id = `U${n}`;
          let kept: Contact | undefined;
          for (const [place, ago] of before.toSorted((a, b) => b - a).entries()) {
            kept = withReservation(kept, id, entryOf(n, hours(-ago)));
            const journey = aJourney(`cus_${n}`, { version: place + 1 });
            expect(await campaigns.reserve(journey, { contact: kept })).toBe('reserved');
          }
          if (mark === 'stop') await contacts.stop(id, AT);
          const seen = await contacts.byId(id);

          const unseen = { id, entry: entryOf(n, AT), atMost, since: hours(-168) };
          const journey = aJourney(`cus_${n}`, { version: before.length + 1 });
          const allowed = allowsUnseen(seen, unseen);

          expect(await campaigns.reserve(journey, { unseen })).toBe(allowed ? 'reserved' : 'contact-changed');
          expect(await contacts.byId(id)).toEqual(allowed ? withUnseen(seen, unseen) : seen);
          if (allowed) expect(mark).toBe('none');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of many who reserve unseen for one address at once, no more than the cap allows get through', async () => {
    const { campaigns, contacts } = await open();
    const tries = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        campaigns.reserve(aJourney(`cus_${n}`), {
          unseen: {
            id: 'shared',
            entry: { at: AT, campaignId: ID, step: 'risk-mail', customerId: `cus_${n}` },
            atMost: 2,
            since: '2026-02-24T10:00:00.000Z',
          },
        }),
      ),
    );

    expect(tries.filter((one) => one === 'reserved')).toHaveLength(2);
    expect((await contacts.byId('shared'))?.recent).toHaveLength(2);
  });

  test('an address that asked for silence is told of with those around it', async () => {
    const { contacts } = await open();
    const addresses = ['ada@example.org', 'bea@example.org', 'cleo@example.org'];
    for (const address of addresses) await contacts.noteSilence(address);
    await contacts.noteSilence('ada@example.org');
    const place = placeOf('ada@example.org');

    expect(await contacts.notable({ from: place, through: place })).toEqual(
      new Map([['ada@example.org', { cases: [], isMarked: true }]]),
    );
    expect([...(await contacts.notable(wholeBase)).keys()].sort()).toEqual(addresses);
  });

  test('cases that an address opened, and that mail does not arrive there, are found by it and with those around it', async () => {
    const { contacts, cases, mailboxes } = await open();
    const [ada, bea] = ['ada@example.org', 'bea@example.org'] as const;
    expect(await contacts.under(ada)).toEqual({ cases: [], stoppedAt: undefined });
    const opens = async (n: number, email: string) => {
      await cases.open(anOpening(aCase(n, { email, addresses: [email] })));
      return { caseId: aCase(n).id, receivedAt: aCase(n).receivedAt };
    };
    const ofAda = [await opens(1, ada)];
    const ofBea = [await opens(2, bea), await opens(3, bea)];
    await mailboxes.note({ id: 'r', address: ada, at: AT, what: 'bounced' });

    expect(await contacts.under(ada)).toEqual({ cases: ofAda, stoppedAt: AT });
    expect(await contacts.under(bea)).toEqual({ cases: ofBea, stoppedAt: undefined });
    expect(await contacts.notable(wholeBase)).toEqual(
      new Map([
        [ada, { cases: ofAda, isMarked: true }],
        [bea, { cases: ofBea, isMarked: false }],
      ]),
    );
    const place = placeOf(bea);
    expect([...(await contacts.notable({ from: place, through: place })).keys()]).toEqual([bea]);
  });

  test('customers whose step is due are found in due order, and no more once it is done', async () => {
    const { campaigns } = await open();
    const ids = ['cus_1', 'cus_2', 'cus_3'];
    for (const [n, id] of ids.entries())
      await campaigns.saveJourney(aJourney(id, { next: 'x', dueAt: `2026-03-0${9 - n}T10:00:00.000Z` }));
    const found = async (until: string) => {
      const seen: string[] = [];
      for (const digit of new Set(ids.map((id) => placeOf(id).slice(0, 1)))) {
        for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
          const page = await campaigns.due(ID, digit, until, 1, next);
          seen.push(...page.customerIds);
          next = page.next;
        }
      }
      return seen.sort();
    };

    expect(await campaigns.nextDue(ID)).toBe('2026-03-07T10:00:00.000Z');
    expect(await found('2026-03-08T10:00:00.000Z')).toEqual(['cus_2', 'cus_3']);
    await campaigns.saveJourney(aJourney('cus_3', { version: 2 }));
    expect(await found('2026-03-10T10:00:00.000Z')).toEqual(['cus_1', 'cus_2']);
    expect(await campaigns.nextDue('cmp_none')).toBeUndefined();
  });

  test('a question is found by its link', async () => {
    const { campaigns } = await open();
    const question = { ulid: 'Q', campaignId: ID, customerId: 'cus_1', step: 'ask', expiresAt: AT };
    await campaigns.reserve(aJourney('cus_1'), { contact: aContact(), question });

    expect(await campaigns.question('Q')).toEqual(question);
    expect(await campaigns.question('R')).toBeUndefined();
  });

  test('an answer is counted once, however often it is told, and each question and offer by itself', async () => {
    const { campaigns } = await open();
    const answer = { campaignId: ID, customerId: 'cus_1', to: 'off_1' };
    expect(await campaigns.tallies(ID)).toEqual({ answered: 0, bounced: 0, kept: 0 });

    await Promise.all([1, 2, 3, 4].map(() => campaigns.countAnswer(answer)));
    expect(await campaigns.tallies(ID)).toEqual({ answered: 1, bounced: 0, kept: 0 });
    await campaigns.countAnswer({ ...answer, to: 'off_2' });
    await campaigns.countAnswer({ ...answer, customerId: 'cus_2' });
    await campaigns.countAnswer({ ...answer, campaignId: OTHER });
    expect((await campaigns.tallies(ID)).answered).toBe(3);
    expect((await campaigns.tallies(OTHER)).answered).toBe(1);
  });

  test('a mail that came back is counted once, however many tell of it, and the next mail by itself', async () => {
    const { campaigns } = await open();
    const mail = { campaignId: ID, customerId: 'cus_1', step: 'risk-mail', at: AT };

    await Promise.all([1, 2, 3, 4].map(() => campaigns.countBounce(mail)));
    expect((await campaigns.tallies(ID)).bounced).toBe(1);
    await campaigns.countBounce({ ...mail, at: '2026-06-03T10:00:00.000Z' });
    await campaigns.countBounce({ ...mail, customerId: 'cus_2' });
    await campaigns.countBounce({ ...mail, campaignId: OTHER });
    expect(await campaigns.tallies(ID)).toEqual({ answered: 0, bounced: 3, kept: 0 });
    expect((await campaigns.tallies(OTHER)).bounced).toBe(1);
  });

  test('whom a campaign kept is counted under the mark that was read, and taken back under the next', async () => {
    const { campaigns } = await open();
    const mark = { campaignId: ID, customerId: 'cus_1', version: 1, from: '2026-03-03', kept: true };
    expect(await campaigns.keptMark(ID, 'cus_1')).toBeUndefined();

    const tries = await Promise.all([1, 2, 3].map(() => campaigns.countKept(mark)));

    expect(tries.filter((one) => one === 'counted')).toHaveLength(1);
    expect(await campaigns.keptMark(ID, 'cus_1')).toEqual(mark);
    await campaigns.countKept({ ...mark, customerId: 'cus_2' });
    expect((await campaigns.tallies(ID)).kept).toBe(2);
    expect(await campaigns.countKept({ ...mark, version: 2, kept: false })).toBe('counted');
    expect((await campaigns.tallies(ID)).kept).toBe(1);
  });

  test('the ways of a customer through campaigns are found, running, drafted and over', async () => {
    const { campaigns } = await open();
    for (const [id, status] of [
      [ID, 'running'],
      [OTHER, 'finished'],
      ['cmp_02', 'paused'],
    ] as const)
      await campaigns.create(aCampaign({ id, status }), aDefinition(1, id), []);
    await campaigns.saveJourney(aJourney('cus_1'));
    await campaigns.saveJourney(aJourney('cus_1', { campaignId: OTHER }));
    await campaigns.saveJourney(aJourney('cus_2', { campaignId: 'cmp_02' }));

    const ids = await campaigns.ids();
    const ways = await campaigns.journeysOf('cus_1', ids);

    expect([...ids].sort()).toEqual([OTHER, 'cmp_02', ID].sort());
    expect(ways.map(({ campaignId }) => campaignId).sort()).toEqual([OTHER, ID].sort());
    expect(await campaigns.journeysOf('cus_1', ['cmp_02', ID])).toEqual([aJourney('cus_1')]);
    expect(await campaigns.journeysOf('cus_3', ids)).toEqual([]);
    expect(await campaigns.journeysOf('cus_1', [])).toEqual([]);
  });
}

describe('campaigns in memory', () => {
  keepsCampaigns(() => {
    const store = memoryCaseStore();
    return Promise.resolve({
      ...memoryOutreach(store),
      cases: memoryCases(store, () => AT),
      mailboxes: memoryMailboxes(store),
    });
  });
});

describeOnDynoxide('campaigns in the table', (freshTable) => {
  keepsCampaigns(async () => {
    const table = await freshTable();
    return {
      campaigns: dynamoCampaigns(table),
      contacts: dynamoContacts(table),
      cases: dynamoCases(table, () => AT),
      mailboxes: dynamoMailboxes(table),
    };
  });

  test('a question ends with its link', async () => {
    const table = await freshTable();
    const question = { ulid: 'Q', campaignId: ID, customerId: 'cus_1', step: 'ask', expiresAt: AT };
    await dynamoCampaigns(table).reserve(aJourney('cus_1'), { contact: aContact(), question });

    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { ...keys.question('Q') } }),
    );
    expect(new Date(Number(Item?.['ttl']) * 1000).toISOString()).toBe(AT);
  });
});

test('a table that has no room for a moment is asked again after a while, not at once', async () => {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  let room = 0;
  const asked: number[] = [];
  client.middlewareStack.add(
    () => (given) => {
      const { RequestItems = {} } = given.input as BatchWriteItemCommandInput;
      const [name = '', rows = []] = Object.entries(RequestItems)[0] ?? [];
      asked.push(Date.now());
      const left = rows.slice((room += 2));
      const output = { $metadata: {}, UnprocessedItems: left.length > 0 ? { [name]: left } : {} };
      return Promise.resolve({ response: {}, output });
    },
    { step: 'initialize' },
  );
  const campaigns = dynamoCampaigns(openTable('full', client));
  const over = Array.from({ length: 10 }, (_, n) => ({ campaignId: ID, customerId: `cus_${n}`, seenAt: AT }));
  vi.useFakeTimers();
  try {
    const kept = campaigns.keepOverLine(over);
    await vi.runAllTimersAsync();
    await kept;
  } finally {
    vi.useRealTimers();
  }
  expect(asked).toHaveLength(3);
  const pauses = asked.slice(1).map((at, place) => at - asked[place]!);
  for (const [place, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(20 * 2 ** place);
});

test('where others hold the address or the budget to the last try, a reservation is refused as if they had changed it', async () => {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    () => () =>
      Promise.reject(
        new TransactionCanceledException({
          ...{ message: 'held', $metadata: {} },
          CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
        }),
      ),
    { step: 'initialize' },
  );
  const campaigns = dynamoCampaigns(openTable('held', client));
  const entry = { at: AT, campaignId: ID, step: 'risk-mail', customerId: 'cus_1' };
  vi.useFakeTimers();
  try {
    const refused = campaigns.reserve(aJourney('cus_1'), { contact: withReservation(undefined, 'x', entry) });
    await vi.runAllTimersAsync();
    expect(await refused).toBe('contact-changed');
  } finally {
    vi.useRealTimers();
  }
});

describeOnDynoxide('the sums of a campaign in the table', (freshTable) => {
  test('lie in sixteen partitions by customer, so that a feed of a million outcomes waits for no one row', async () => {
    const table = await freshTable();
    const campaigns = dynamoCampaigns(table);
    const written = new Map<string, number>();
    table.client.middlewareStack.add(
      (next) => (call) => {
        const { TransactItems = [] } = call.input as TransactWriteCommandInput;
        for (const { Update } of TransactItems)
          if (Update)
            written.set(String(Update.Key?.['pk']), (written.get(String(Update.Key?.['pk'])) ?? 0) + 1);
        return next(call);
      },
      { step: 'initialize' },
    );
    const customers = Array.from({ length: 160 }, (_, n) => `cus_${n}`);
    for (const customerId of customers) {
      await campaigns.countAnswer({ campaignId: ID, customerId, to: 'off_1' });
      await campaigns.countKept({ campaignId: ID, customerId, version: 1, from: '2026-03-03', kept: true });
    }

    expect(await campaigns.tallies(ID)).toEqual({ answered: 160, bounced: 0, kept: 160 });
    expect(written.size).toBe(16);
    expect(Math.max(...written.values())).toBeLessThan(320 / 6);
  });
});
