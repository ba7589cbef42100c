import { expect, test } from 'vitest';
import { aCase } from '../support/page-samples.ts';
import { usePages } from '../support/pages.ts';

const { site, open } = usePages();

test('a customer sees where the case stands, by when we answer, and what was said', async () => {
  site().on('GET /api/cases/tok', { status: 200, json: aCase() });
  const page = await open('/case/#tok');
  await page.getByRole('heading', { name: 'A person is looking into it' }).waitFor();

  expect(await page.locator('.steps [aria-current=step]').innerText()).toBe('In hand');
  const text = await page.locator('main').innerText();
  expect(text).toContain('AM-2026-7K3M9P');
  expect(text).toContain('Thursday 3 December');
  expect(text).toContain('We refund the delivery fee');
  expect(await page.locator('.messages li').count()).toBe(2);
});

test('a script in a message is shown as text', async () => {
  site().on('GET /api/cases/tok', { status: 200, json: aCase() });
  const page = await open('/case/#tok');
  await page.locator('.messages').waitFor();

  expect(await page.locator('.messages').innerText()).toContain('<script>alert(1)</script>');
  expect(await page.locator('main script').count()).toBe(0);
});

test('the token reaches the API only, never the server of the pages', async () => {
  site().on('GET /api/cases/tok', { status: 200, json: aCase() });
  const page = await open('/');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${site().url}/case/#tok`);
  await page.locator('.messages').waitFor();

  expect(asked.filter((path) => path.includes('tok'))).toEqual(['/api/cases/tok']);
});

test('a message reaches the case and then stands in the conversation', async () => {
  const sent: string[] = [];
  site().on('GET /api/cases/tok', () => ({
    status: 200,
    json: aCase({
      messages: sent.map((text) => ({
        id: text,
        at: '2026-11-21T10:00:00.000Z',
        from: 'customer',
        channel: 'link',
        text,
      })),
    }),
  }));
  site().on('POST /api/cases/tok/messages', ({ body }) => {
    sent.push((JSON.parse(body) as { text: string }).text);
    return { status: 201, json: { id: 'msg_9' } };
  });
  const page = await open('/case/#tok');
  await page.getByLabel('Your message').fill('It is not settled.');
  await page.getByRole('button', { name: 'Send message' }).click();

  await page.locator('.messages li').waitFor();
  expect(await page.locator('.messages').innerText()).toContain('It is not settled.');
  expect(await page.locator('form [role=status]').innerText()).toContain('Your message is with us');
  expect(await page.getByLabel('Your message').inputValue()).toBe('');
});

test('a message that did not get through stays in its box, and the second try has the same key', async () => {
  site().on('GET /api/cases/tok', { status: 200, json: aCase() });
  site().on('POST /api/cases/tok/messages', 'cut');
  const page = await open('/case/#tok');
  await page.getByLabel('Your message').fill('It is not settled.');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.locator('#message-error').waitFor();
  expect(await page.locator('#message-error').innerText()).toContain('Trying again is safe');

  await page.reload();
  expect(await page.getByLabel('Your message').inputValue()).toBe('It is not settled.');
  site().on('POST /api/cases/tok/messages', { status: 201, json: {} });
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByText('Your message is with us').waitFor();
  // The browser itself repeats a POST on a cut connection, so keys are compared and not counted.
  const keys = site()
    .calls.filter((call) => call.method === 'POST')
    .map((call) => call.headers['idempotency-key']);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
});

test('an open offer is pointed to, an answered one is not', async () => {
  site().on('GET /api/cases/tok', {
    status: 200,
    json: aCase({ offer: { url: '/offer/#o', status: 'open' } }),
  });
  const page = await open('/case/#tok');
  await page.getByRole('link', { name: 'See the offer' }).waitFor();
  expect(await page.getByRole('link', { name: 'See the offer' }).getAttribute('href')).toBe('/offer/#o');

  site().on('GET /api/cases/tok', {
    status: 200,
    json: aCase({ offer: { url: '/offer/#o', status: 'declined' } }),
  });
  await page.reload();
  await page.locator('.messages').waitFor();
  expect(await page.getByRole('link', { name: 'See the offer' }).count()).toBe(0);
});

test('the page speaks the language of the case until the customer chooses one', async () => {
  site().on('GET /api/cases/tok', { status: 200, json: aCase({ locale: 'zh-Hans' }) });
  const page = await open('/case/#tok');
  await page.getByRole('heading', { name: '专人正在处理' }).waitFor();

  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'A person is looking into it' }).waitFor();
  await page.goto(`${site().url}/case/#tok`);
  await page.getByRole('heading', { name: 'A person is looking into it' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('a link that opens nothing says so kindly, with or without a token', async () => {
  const page = await open('/case/#forged');
  await page.getByRole('heading', { name: 'This link does not open anything' }).waitFor();
  expect(await page.getByRole('link', { name: 'complaints@amends.localhost' }).count()).toBeGreaterThan(0);

  await page.goto(`${site().url}/offer/`);
  await page.getByRole('heading', { name: 'This link does not open anything' }).waitFor();
  expect(site().calls.map((call) => call.path)).toEqual(['/api/cases/forged']);
});

test('when the service is out of reach, trying again opens the case', async () => {
  site().on('GET /api/cases/tok', 'cut');
  const page = await open('/case/#tok');
  await page.getByRole('heading', { name: 'We could not reach our service' }).waitFor();

  site().on('GET /api/cases/tok', { status: 200, json: aCase() });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'A person is looking into it' }).waitFor();
  expect(await page.locator('.messages li').count()).toBe(2);
});

test('without JavaScript the page says why it stays closed and what to do instead', async () => {
  const page = await open('/case/#tok', { javaScriptEnabled: false });
  expect(await page.locator('noscript').innerText()).toContain('answer our email');
});
