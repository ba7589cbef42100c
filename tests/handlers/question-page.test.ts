import { expect, test } from 'vitest';
import { answerRoutes } from '../../functions/handlers/public-api/answer-routes.ts';
import { aCampaignFirm, aQuestion, tokenIn } from '../support/campaign-firm.ts';

async function aPage() {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  await firm.begins([aQuestion()]);
  const page = answerRoutes(firm);
  const path = `/api/answers/${tokenIn(firm.outbox[0]?.raw ?? new Uint8Array())}`;
  const browser = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'zh-CN,zh' };
  return {
    firm,
    open: (at = path) => page.request(at, { headers: browser }),
    click: (fields: Record<string, string>) =>
      page.request(path, { method: 'POST', headers: browser, body: new URLSearchParams(fields) }),
    ask: (at = path) => page.request(at),
  };
}

test('a browser sees the question on a page on which nothing runs, and which nobody keeps', async () => {
  const { open } = await aPage();
  const answer = await open();

  expect(await answer.text()).toContain('Are you content?');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a click is thanked for, and a click on nothing shows the question again', async () => {
  const { click } = await aPage();

  for (const nothing of [{}, { answer: 'maybe' }]) {
    const again = await click(nothing);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('value="yes"');
  }
  expect(await (await click({ answer: 'yes' })).text()).toContain('Thank you for your answer');
  expect((await click({ answer: 'no' })).status).toBe(409);
});

test('a link opens for thirty days after the wait for an answer, and no longer', async () => {
  const { firm, open, click } = await aPage();
  firm.timePasses(39);
  expect((await open()).status).toBe(200);
  firm.timePasses(1);

  expect((await open()).status).toBe(404);
  expect((await click({ answer: 'yes' })).status).toBe(404);
});

test('a late answer to a question of an earlier way through the campaign is not one to the question of the next', async () => {
  const { firm, open, click } = await aPage();
  const [campaignId = ''] = await firm.campaigns.ids();
  const before = (await firm.campaigns.journeys(campaignId, ['cus_1'])).get('cus_1');
  if (!before) throw new Error('the customer is not on their way');
  firm.timePasses(20);
  await firm.campaigns.saveJourney({
    ...{ campaignId, customerId: 'cus_1', definition: before.definition, version: before.version + 1 },
    ...{ enteredAt: firm.clock.now(), next: 'ask', dueAt: firm.clock.now(), done: [], answers: {} },
  });

  expect((await open()).status).toBe(404);
  expect((await click({ answer: 'no' })).status).toBe(404);
  expect((await firm.campaigns.journeys(campaignId, ['cus_1'])).get('cus_1')?.answers).toEqual({});
});

test('a link that leads nowhere is told on a page to a person and as a problem to a program', async () => {
  const { open, ask } = await aPage();
  const page = await open('/api/answers/v1.x.y');

  expect(page.status).toBe(404);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('此链接无法打开');
  expect((await ask('/api/answers/v1.x.y')).headers.get('content-type')).toBe('application/problem+json');
});
