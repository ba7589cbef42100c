import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { checkComplaint } from '../../functions/domain/page/complaint-fields.ts';
import { renderComplaintForm } from '../../functions/domain/page/complaint-form.ts';
import { formValues } from '../../functions/domain/page/complaint-from-form.ts';
import { renderReceipt } from '../../functions/domain/page/receipt.ts';
import { received } from '../support/page-samples.ts';
import { usePages } from '../support/pages.ts';
import { siteSettings, type ApiAnswer } from '../support/scripted-site.ts';

const { site, open } = usePages();
const created: ApiAnswer = { status: 201, json: received };

async function fill(page: Page): Promise<void> {
  await page.getByLabel('What is it about?').fill('Second late delivery');
  await page.getByLabel('What happened?').fill('It came six days late.');
  await page.getByLabel('Your name').fill('Maya Okoye');
  await page.getByLabel('Email address').fill('maya@example.com');
  await page.getByLabel('I have read this').check();
}

const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send complaint' }).click();
const focusedId = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

test('a customer who complains sees the case number, the promised day and the link to the case', async () => {
  site().on('POST /api/complaints', created);
  const page = await open('/');
  await fill(page);
  await send(page);

  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('AM-2026-7K3M9P');
  expect(await page.locator('main').innerText()).toContain('We answer by Thursday 3 December');
  expect(await page.locator('.next li').count()).toBe(3);
  expect(await page.getByRole('link', { name: 'See your case' }).getAttribute('href')).toBe(
    '/case/#status-token',
  );
  expect(await focusedId(page)).toBe('receipt-title');
  expect(await page.title()).toContain('We have your complaint');
});

test('what is sent has the shape the API promises, without empty fields', async () => {
  site().on('POST /api/complaints', created);
  const page = await open('/');
  await fill(page);
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();

  expect(JSON.parse(site().calls[0]?.body ?? '')).toEqual({
    locale: 'en',
    subject: 'Second late delivery',
    body: 'It came six days late.',
    name: 'Maya Okoye',
    email: 'maya@example.com',
    consent: { privacy: true, marketing: false },
  });
  expect(site().calls[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
});

test('marketing consent is off until the customer turns it on', async () => {
  site().on('POST /api/complaints', created);
  const page = await open('/');
  expect(await page.getByLabel('You may also send me offers').isChecked()).toBe(false);
  await fill(page);
  await page.getByLabel('You may also send me offers').check();
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();

  expect(JSON.parse(site().calls[0]?.body ?? '')).toMatchObject({
    consent: { privacy: true, marketing: true },
  });
});

test('a form can be filled and sent with the keyboard alone', async () => {
  site().on('POST /api/complaints', created);
  const page = await open('/');
  await page.getByLabel('What is it about?').focus();
  await page.keyboard.type('Second late delivery');
  await page.keyboard.press('Tab');
  await page.keyboard.type('It came six days late.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Maya Okoye');
  await page.keyboard.press('Tab');
  await page.keyboard.type('maya@example.com');
  for (const _ of ['phone', 'customer number', 'order number', 'more about your data', 'privacy']) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  expect(site().calls).toHaveLength(1);
});

test('mistakes are listed in a summary that takes the focus and leads to each field', async () => {
  const page = await open('/');
  await page.getByLabel('Email address').fill('nope');
  await send(page);

  expect(await focusedId(page)).toBe('errors');
  expect(await page.title()).toContain('Please look at this again');
  expect(await page.locator('.errors li').allInnerTexts()).toEqual([
    'Say in a few words what it is about',
    'Tell us what happened',
    'Enter your name',
    'Enter an email address such as name@example.com',
    'Tick the box to let us use what you write',
  ]);
  await page.getByRole('link', { name: 'Enter an email address' }).click();
  expect(await focusedId(page)).toBe('email');
  expect(await page.getByLabel('Email address').getAttribute('aria-describedby')).toBe(
    'email-hint email-error',
  );
  expect(await page.getByLabel('Email address').inputValue()).toBe('nope');
  expect(site().calls).toHaveLength(0);
});

test('what the API refuses is said beside its field', async () => {
  site().on('POST /api/complaints', {
    status: 400,
    json: {
      title: 'Invalid',
      status: 400,
      errors: [
        { path: 'phone', message: 'x' },
        { path: ['orderRef'], message: 'y' },
      ],
    },
  });
  const page = await open('/');
  await fill(page);
  await page.getByLabel('Phone number').fill('call me maybe');
  await page.getByLabel('Order number').fill('\u0007');
  await send(page);

  await page.locator('#errors').waitFor();
  expect(await page.locator('#phone-error').innerText()).toContain('Enter a phone number such as');
  expect(await page.locator('.errors li').count()).toBe(2);
});

test('a draft survives a reload and is gone once it is sent', async () => {
  site().on('POST /api/complaints', created);
  const page = await open('/');
  await fill(page);
  await page.reload();
  expect(await page.getByLabel('What happened?').inputValue()).toBe('It came six days late.');
  expect(await page.getByLabel('I have read this').isChecked()).toBe(true);

  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  await page.reload();
  expect(await page.getByLabel('What happened?').inputValue()).toBe('');
});

test('a draft survives the change of language', async () => {
  const page = await open('/');
  await fill(page);
  await page.getByRole('link', { name: '简体中文' }).click();
  await page.getByRole('heading', { name: '请告诉我们哪里出了问题' }).waitFor();
  expect(await page.getByLabel('发生了什么？').inputValue()).toBe('It came six days late.');
  expect(await page.locator('input[name=locale]').inputValue()).toBe('zh-Hans');
});

test('clicking twice sends once', async () => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  site().on('POST /api/complaints', async () => {
    await held;
    return created;
  });
  const page = await open('/');
  await fill(page);
  await page.getByRole('button', { name: 'Send complaint' }).dblclick();
  await page.getByRole('button', { name: 'Sending…' }).click({ force: true });
  release?.();
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();

  expect(site().calls).toHaveLength(1);
});

test('when the network fails the customer hears that nothing is lost, and a second try has the same key', async () => {
  site().on('POST /api/complaints', 'cut');
  const page = await open('/');
  await fill(page);
  await send(page);
  await page.locator('#errors').waitFor();
  expect(await page.locator('#errors').innerText()).toContain('Nothing you wrote is lost');
  expect(await focusedId(page)).toBe('errors');

  site().on('POST /api/complaints', created);
  await page.reload();
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  const keys = new Set(site().calls.map((call) => call.headers['idempotency-key']));
  expect(keys.size).toBe(1);
});

test('a first try that did arrive shows its own case after the words were changed', async () => {
  const page = await open('/');
  await fill(page);
  site().on('POST /api/complaints', 'cut');
  await send(page);
  await page.locator('#errors').waitFor();

  site().on('POST /api/complaints', ({ body }) =>
    body.includes('six days')
      ? created
      : { status: 422, json: { title: 'This key was used for another complaint', status: 422 } },
  );
  await page.getByLabel('What happened?').fill('It came seven days late.');
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();

  expect(await page.locator('.notice').innerText()).toContain('Your first try had already reached us');
});

test('too many complaints from one place: it says when to send again', async () => {
  site().on('POST /api/complaints', {
    status: 429,
    json: { title: 'Too many', status: 429 },
    headers: { 'retry-after': '240' },
  });
  const page = await open('/');
  await fill(page);
  await send(page);
  await page.locator('#errors').waitFor();

  expect(await page.locator('#errors').innerText()).toContain('in 4 minutes');
  expect(await page.getByLabel('What happened?').inputValue()).toBe('It came six days late.');
});

test('a try that meets its own first one waits for it and shows its case', async () => {
  let tries = 0;
  site().on('POST /api/complaints', () => {
    tries += 1;
    return tries === 1
      ? { status: 409, json: { title: 'Still running', status: 409 }, headers: { 'retry-after': '1' } }
      : created;
  });
  const page = await open('/');
  await fill(page);
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();

  expect(tries).toBe(2);
});

test('a script typed into the form stays text', async () => {
  site().on('POST /api/complaints', {
    status: 400,
    json: { title: 'Invalid', errors: [{ path: 'subject' }] },
  });
  const page = await open('/');
  await fill(page);
  const attack = '"><img src=x onerror="document.title=1"><script>document.title=2</script>';
  await page.getByLabel('What is it about?').fill(attack);
  await page.getByLabel('What happened?').fill(`</textarea>${attack}`);
  await send(page);
  await page.locator('#errors').waitFor();

  expect(await page.getByLabel('What is it about?').inputValue()).toBe(attack);
  expect(await page.getByLabel('What happened?').inputValue()).toBe(`</textarea>${attack}`);
  expect(await page.locator('main img, main script').count()).toBe(0);
});

test('without JavaScript the form is sent as a form and answered by the receipt', async () => {
  site().on('POST /api/complaints', ({ body }) => {
    const values = formValues(new URLSearchParams(body));
    const errors = checkComplaint(values);
    if (errors.length > 0)
      return {
        status: 400,
        page: renderComplaintForm({ locale: 'en', values, errors, settings: siteSettings }),
      };
    const receipt = {
      ...received,
      locale: 'en',
      timeZone: siteSettings.timeZone,
      settings: siteSettings,
    } as const;
    return { status: 201, page: renderReceipt(receipt) };
  });
  const page = await open('/', { javaScriptEnabled: false });
  await fill(page);
  await page.getByLabel('Email address').fill('maya@example');
  await send(page);
  expect(await page.locator('.errors li').allInnerTexts()).toEqual([
    'Enter an email address such as name@example.com',
  ]);
  expect(await page.getByLabel('What happened?').inputValue()).toBe('It came six days late.');

  await page.getByLabel('Email address').fill('maya@example.com');
  await send(page);
  expect(await page.locator('h1').innerText()).toBe('We have your complaint');
  expect(await page.locator('main').innerText()).toContain('AM-2026-7K3M9P');
});
