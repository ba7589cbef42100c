import { describe, expect, test } from 'vitest';
import { schemas } from '../../tools/openapi/document.ts';
import { pointsPage } from '../../functions/handlers/points-page/app.ts';
import { retentionApi } from '../../functions/handlers/retention-api/app.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { sendStatement } from '../../functions/use-cases/send-statement.ts';
import { aCustomer, monday } from '../support/case-builders.ts';
import { aReward, aTeamReward, rewarding } from '../support/rewards.ts';
import { aWorld } from '../support/world.ts';

const ann = 'ann@example.org';

async function aPage(over: Parameters<typeof aCustomer>[0] = {}) {
  const world = aWorld({ customers: [aCustomer({ emails: [ann], ...over })], settings: { currency: 'GBP' } });
  await world.work.catalogues.apply(rewarding(aReward(), aTeamReward()));
  await world.work.points.post({
    ...{ customerKey: 'cus_7', key: 'order:1', at: monday, points: 620, house: 'purchases' },
    expiresAt: '2028-04-01T00:00:00.000Z',
  });
  await sendStatement(world.work, { customerId: 'cus_7', key: 'call-17' });
  const path = /\/api\/points\/\S+/.exec((await world.lettersTo(ann))[0]?.text ?? '')?.[0] ?? '';
  const page = pointsPage(world.work);
  const browser = { accept: 'text/html,application/xhtml+xml' };
  return {
    world,
    see: async (query = '', headers: Record<string, string> = {}) =>
      page.request(`${path}${query}`, { headers }),
    open: (query = '') => page.request(`${path}${query}`, { headers: browser }),
    spend: (body: object) =>
      page.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    click: (fields: Record<string, string>) =>
      page.request(path, { method: 'POST', headers: browser, body: new URLSearchParams(fields) }),
    elsewhere: (headers: Record<string, string> = {}) => page.request('/api/points/v1.x.y', { headers }),
  };
}

describe('a program', () => {
  test('sees what is described, to the last field, and may not keep it', async () => {
    const { see } = await aPage();
    const answer = await see();
    const shown: unknown = await answer.json();

    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(shown).toMatchObject({ balance: 620, rewards: [{ id: 'tea' }, { id: 'voucher-5', may: 'take' }] });
    expect(schemas['PointsView']?.parse(shown)).toEqual(shown);
  });

  test('spends once, and is told why not', async () => {
    const { spend } = await aPage();
    const first = await spend({ reward: 'voucher-5', seen: 1 });
    const spent: unknown = await first.json();

    expect(first.status).toBe(200);
    expect(schemas['PointsSpent']?.parse(spent)).toEqual(spent);
    expect(spent).toMatchObject({ status: 'taken', points: 500, balance: 120 });
    expect(await (await spend({ reward: 'voucher-5', seen: 1 })).json()).toMatchObject({
      ...{ status: 'known', balance: 120 },
    });
    expect((await spend({ reward: 'voucher-5', seen: 2 })).status).toBe(409);
    expect((await spend({ reward: 'tea', seen: 2 })).status).toBe(409);
    expect((await spend({ reward: 'car', seen: 2 })).status).toBe(409);
    expect((await spend({ seen: 2 })).status).toBe(400);
    for (const seen of [null, '', true, -1, 1.5, 'one', '99999999999999999999'])
      expect((await spend({ reward: 'voucher-5', seen })).status).toBe(400);
  });

  test('gets nothing for a link that is not ours', async () => {
    const { elsewhere } = await aPage();

    const answer = await elsewhere();

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('a browser', () => {
  test('gets a page in the customer’s language or the one asked for, on which nothing runs', async () => {
    const { open } = await aPage();
    const english = await open();
    const text = await english.text();

    expect(english.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(english.headers.get('cache-control')).toBe('no-store');
    expect(english.headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).toContain('620 points');
    expect(text).toContain('Spend 500 points on this');
    expect(text).toContain('31 March 2028');
    expect(text).not.toContain('<script');
    expect(await (await open('?lang=zh-Hans')).text()).toContain('£5.00 代金券');
    expect(await (await (await aPage({ locale: 'zh-CN' })).open()).text()).toContain('您的积分');
  });

  test('spends by a plain form, and shows the code, once and again', async () => {
    const { world, click } = await aPage();
    const done = await click({ reward: 'voucher-5', seen: '1', lang: 'en' });
    const text = await done.text();
    const code = /([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/.exec(text)?.[0] ?? '';

    expect(done.status).toBe(200);
    expect(await world.work.offers.voucher(code)).toMatchObject({ amount: 500 });
    expect(text).toContain('We have sent it to you by email as well.');
    expect(text).toContain('You need 380 points more.');
    const again = await (await click({ reward: 'voucher-5', seen: '1', lang: 'en' })).text();
    expect(again).toContain(code);
    expect(again).toContain('Nothing more was taken from your points.');
    expect((await world.lettersTo(ann)).at(-1)?.subject).toBe('You spent 500 points: A voucher of £5.00');
  });

  test('says nothing of a mail that did not go out', async () => {
    const { world, click } = await aPage();
    await world.work.contacts.stop(await contactIdOf(world.work.digests, ann), monday);

    const text = await (await click({ reward: 'voucher-5', seen: '1' })).text();

    expect(text).toContain('It is yours');
    expect(text).not.toContain('by email');
  });

  test('is told in words why nothing was spent', async () => {
    const { click } = await aPage();
    const refused = async (fields: Record<string, string>) => {
      const answer = await click({ seen: '1', ...fields });
      return [answer.status, /<section[\s\S]*?<p>(.*?)<\/p>/.exec(await answer.text())?.[1]];
    };

    expect(await refused({ reward: 'tea' })).toEqual([
      409,
      'Our team arranges this for you. Please write to us.',
    ]);
    expect(await refused({ reward: 'tea', lang: 'zh-Hans' })).toEqual([
      409,
      '此项由我们的团队为您办理，请写信给我们。',
    ]);
    expect((await refused({ reward: 'car' }))[0]).toBe(409);
    expect((await refused({}))[0]).toBe(400);
  });

  test('is told what to do when its link does not open', async () => {
    const { elsewhere } = await aPage();
    const answer = await elsewhere({ accept: 'text/html', 'accept-language': 'zh-CN' });

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('此链接无法打开');
  });
});

describe('the team', () => {
  const asks = (
    world: Awaited<ReturnType<typeof aPage>>['world'],
    key: string,
    id = '7',
    group = 'handler',
  ) =>
    retentionApi(world.work).request(
      `/api/staff/loyalty/${id}/statement`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key }),
      },
      {
        event: {
          requestContext: {
            authorizer: {
              jwt: {
                claims: {
                  username: group === 'auditor' ? 'anton' : 'hana',
                  'cognito:groups': `[${group}]`,
                },
              },
            },
          },
        },
      },
    );

  test('sends customers their statement once for each wish, and is told why not', async () => {
    const { world } = await aPage();

    expect((await asks(world, 'call-18')).status).toBe(200);
    expect((await asks(world, 'call-18')).status).toBe(200);
    expect(await world.mailsTo(ann)).toHaveLength(2);
    expect((await asks(world, 'not a key')).status).toBe(400);
    expect((await asks(world, 'call-19', 'nobody')).status).toBe(404);
    expect((await asks(world, 'call-19', '7', 'auditor')).status).toBe(403);

    await world.work.contacts.stop(await contactIdOf(world.work.digests, ann), monday);
    const held = await asks(world, 'call-20');
    expect(held.status).toBe(409);
    expect(await held.json()).toMatchObject({
      ...{ reason: 'unsubscribed', title: 'Not sent: the customer has unsubscribed' },
    });
  });
});
