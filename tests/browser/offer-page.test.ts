import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { anOffer, aSubscription } from '../support/page-samples.ts';
import { usePages } from '../support/pages.ts';

const { site, open } = usePages();
const posts = () => site().calls.filter((call) => call.method === 'POST');
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();

async function openOffer(changes: object = {}): Promise<Page> {
  site().on('GET /api/offers/tok', { status: 200, json: anOffer(changes) });
  const page = await open('/offer/#tok');
  await page.locator('h1[tabindex]').waitFor();
  return page;
}

test('an offer says what it is, what it costs, until when and why, and what is owed in any case', async () => {
  const page = await openOffer();
  const text = await page.locator('main').innerText();

  expect(await page.locator('h1').innerText()).toBe('A month of service on us');
  expect(text).toContain('Your next monthly charge of $58.00 is not taken.');
  expect(text).toContain('Nothing');
  expect(text).toContain('Sunday 6 December');
  expect(text).toContain('You have been with us for four years');
  expect(text).toContain('This stays yours, whatever you answer below.');
});

test('opening an offer decides nothing', async () => {
  await openOffer();
  expect(posts()).toHaveLength(0);
});

test('one answer is primary, the other three are plain, equal in size and visible', async () => {
  const page = await openOffer();
  const buttons = await page.getByRole('group', { name: 'Your answer' }).getByRole('button').all();
  const names = await Promise.all(buttons.map((button) => button.innerText()));
  const boxes = await Promise.all(buttons.slice(1).map((button) => button.boundingBox()));
  const classes = await Promise.all(buttons.map((button) => button.getAttribute('class')));

  expect(names).toEqual(['Accept the offer', 'Decline', 'Call me', 'Cancel my contract']);
  expect(classes).toEqual([null, 'plain', 'plain', 'plain']);
  expect(
    new Set(boxes.map((box) => `${Math.round(box?.width ?? 0)}×${Math.round(box?.height ?? 0)}`)).size,
  ).toBe(1);
});

test.each([
  ['Accept the offer', 'accept', 'accepted', 'You accepted the offer'],
  ['Decline', 'decline', 'declined', 'You declined the offer'],
  ['Call me', 'call-me', 'call-me', 'We will call you'],
])('“%s” is sent once and confirmed', async (button, answer, status, title) => {
  site().on('POST /api/offers/tok', { status: 200, json: { status, message: 'Thank you' } });
  const page = await openOffer();
  await press(page, button);
  await page.getByRole('heading', { name: title }).waitFor();

  expect(posts().map((call) => JSON.parse(call.body) as unknown)).toEqual([{ answer }]);
  // Focus follows the new heading a frame later.
  await page.locator('h1:focus').waitFor();
});

test('cancelling asks one plain question, and can be turned back', async () => {
  site().on('POST /api/offers/tok', {
    status: 200,
    json: { status: 'cancel-contract', message: 'Recorded' },
  });
  const page = await openOffer();
  await press(page, 'Cancel my contract');
  await page.getByRole('heading', { name: 'Cancel your contract?' }).waitFor();
  await press(page, 'Go back');
  expect(posts()).toHaveLength(0);

  await press(page, 'Cancel my contract');
  await press(page, 'Yes, cancel my contract');
  await page.getByRole('heading', { name: 'We have your cancellation' }).waitFor();
  expect(posts().map((call) => JSON.parse(call.body) as unknown)).toEqual([{ answer: 'cancel-contract' }]);
});

test('a second answer shows the one that was recorded', async () => {
  site().on('POST /api/offers/tok', {
    status: 409,
    json: { type: 'about:blank', title: 'Already answered', status: 409, recorded: 'accepted' },
  });
  const page = await openOffer();
  await press(page, 'Decline');
  await page.getByRole('heading', { name: 'You accepted the offer' }).waitFor();
  expect(await page.getByRole('button', { name: 'Decline' }).count()).toBe(0);
});

test('a late answer is thanked for, and told that it is recorded', async () => {
  site().on('POST /api/offers/tok', { status: 410, json: { title: 'Expired', status: 410 } });
  const page = await openOffer({ status: 'expired' });
  expect(await page.locator('h1').innerText()).toBe('This offer has ended');
  await press(page, 'I would still like it');
  await page.getByRole('heading', { name: 'We have your answer' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('A person reads it and writes to you.');
});

test('a contract can be cancelled after any answer, and after the offer has ended', async () => {
  for (const status of ['accepted', 'declined', 'call-me', 'expired']) {
    const page = await openOffer({ status });
    expect(await page.getByRole('button', { name: 'Cancel my contract' }).isVisible()).toBe(true);
  }
});

test('when an answer does not get through, it says so and lets the customer try again', async () => {
  site().on('POST /api/offers/tok', 'cut');
  const page = await openOffer();
  await press(page, 'Accept the offer');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('Trying again is safe');

  site().on('POST /api/offers/tok', { status: 200, json: { status: 'accepted', message: 'Thank you' } });
  await press(page, 'Accept the offer');
  await page.getByRole('heading', { name: 'You accepted the offer' }).waitFor();
  expect(posts().at(-1)?.body).toBe('{"answer":"accept"}');
});

test('opening the unsubscribe page changes nothing; its button does', async () => {
  site().on('GET /api/unsubscribe/tok', { status: 200, json: aSubscription });
  site().on('POST /api/unsubscribe/tok', { status: 200, json: { ...aSubscription, status: 'unsubscribed' } });
  const page = await open('/unsubscribe/#tok');
  await page.getByRole('heading', { name: 'Stop offers by email?' }).waitFor();
  expect(posts()).toHaveLength(0);

  await press(page, 'Stop these emails');
  await page.getByRole('heading', { name: 'You get no more offers by email' }).waitFor();
  expect(posts()).toHaveLength(1);
});

test('the offer of a campaign names no case and owes nothing, and a no is simply taken', async () => {
  site().on('POST /api/offers/tok', { status: 200, json: { status: 'declined', message: 'Thank you' } });
  const page = await openOffer({ caseNumber: null, remedy: null });
  const text = await page.locator('main').innerText();
  expect(text).not.toMatch(/Case number|null|Yours already/);

  await press(page, 'Decline');
  await page.getByRole('heading', { name: 'You declined the offer' }).waitFor();

  const after = await page.locator('main').innerText();
  expect(after).toContain('Nothing else changes for you');
  expect(after).not.toMatch(/your case/);
});
