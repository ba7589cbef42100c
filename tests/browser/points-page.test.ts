import { expect, test } from 'vitest';
import { aPointsPage, takenVoucher } from '../support/page-samples.ts';
import { usePages } from '../support/pages.ts';

const { site, open } = usePages();

test('a customer sees what there is, what ends when, what came and went, and what points buy', async () => {
  site().on('GET /api/points/tok', { status: 200, page: aPointsPage() });
  const page = await open('/api/points/tok');

  const text = await page.locator('main').innerText();
  expect(text).toContain('1,620 points');
  expect(text).toContain('620 points after 31 March 2026');
  expect(text).toContain('You need 3,380 points more.');
  expect(await page.locator('tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(/2 Mar 2026\s+Earned with a purchase\s+\+1,000/),
    expect.stringMatching(/12 Jan 2026\s+A voucher of £5\.00\s+Code 7K2M-0A1B-2C3D-4E5F\s+−500/),
  ]);
  expect(text).toContain('Our team arranges this for you.');
  expect(await page.locator('details').count()).toBe(1);
});

test('points are spent by keyboard and without a script, after being asked once more', async () => {
  site().on('GET /api/points/tok', { status: 200, page: aPointsPage() });
  site().on('POST /api/points/tok', { status: 200, page: aPointsPage('en', takenVoucher) });
  const page = await open('/api/points/tok', { javaScriptEnabled: false });
  await page.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('details').innerText()).toContain('You then have 1,120 points left');
  expect(site().calls.map(({ method }) => method)).toEqual(['GET']);

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#result').waitFor();

  const [, spent] = site().calls;
  expect(Object.fromEntries(new URLSearchParams(spent?.body))).toEqual({
    ...{ reward: 'voucher-5', seen: '7', lang: 'en' },
  });
  expect(await page.locator('#result').innerText()).toContain('9QRS-0A1B-2C3D-4E5F');
});

test('the page is read in the other language at the same address', async () => {
  site().on('GET /api/points/tok', { status: 200, page: aPointsPage() });
  const page = await open('/api/points/tok');

  expect(await page.locator('.languages a[lang="zh-Hans"]').getAttribute('href')).toBe('?lang=zh-Hans');
  expect(await page.locator('.languages [aria-current]').innerText()).toBe('English');
});
