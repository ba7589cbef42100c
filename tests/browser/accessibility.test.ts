import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { PointsPageResult } from '../../functions/domain/page/points.ts';
import {
  aCase,
  aChineseOffer,
  anOffer,
  aPointsPage,
  aSubscription,
  received,
  takenVoucher,
} from '../support/page-samples.ts';
import { usePages } from '../support/pages.ts';

const { site, open } = usePages();

/** Each view a customer can meet, and how to get there. */
const views: readonly { name: string; path: string; reach: (page: Page) => Promise<unknown> }[] = [
  { name: 'the form', path: '/', reach: (page) => page.locator('form').waitFor() },
  {
    name: 'the form with its errors',
    path: '/',
    reach: async (page) => {
      await page.locator('form button').click();
      await page.locator('#errors').waitFor();
    },
  },
  {
    name: 'the receipt',
    path: '/',
    reach: async (page) => {
      await page.locator('#subject').fill('Late');
      await page.locator('#body').fill('Late again');
      await page.locator('#name').fill('Maya');
      await page.locator('#email').fill('maya@example.com');
      await page.locator('#consent-privacy').check();
      await page.locator('form button').click();
      await page.locator('.receipt').waitFor();
    },
  },
  { name: 'the case', path: '/case/#tok', reach: (page) => page.locator('.messages').waitFor() },
  { name: 'the offer', path: '/offer/#tok', reach: (page) => page.locator('.answers').waitFor() },
  {
    name: 'the question before cancelling',
    path: '/offer/#tok',
    reach: async (page) => {
      await page.locator('.answers button').last().click();
      await page.locator('h3').waitFor();
    },
  },
  {
    name: 'an ended offer',
    path: '/offer/#ended',
    reach: (page) => page.locator('.pair-of-buttons').waitFor(),
  },
  {
    name: 'unsubscribing',
    path: '/unsubscribe/#tok',
    reach: (page) => page.locator('#app button').waitFor(),
  },
  {
    name: 'the points',
    path: '/api/points/tok',
    reach: async (page) => {
      await page.locator('summary').first().click();
      await page.locator('details button').waitFor();
    },
  },
  { name: 'points spent', path: '/api/points/spent', reach: (page) => page.locator('#result').waitFor() },
  { name: 'points not spent', path: '/api/points/short', reach: (page) => page.locator('#result').waitFor() },
  {
    name: 'a link that opens nothing',
    path: '/case/#forged',
    reach: (page) => page.locator('#app a').waitFor(),
  },
  { name: 'the privacy notice', path: '/privacy', reach: (page) => page.locator('h1').waitFor() },
  { name: 'a page that is not there', path: '/nowhere', reach: (page) => page.locator('.button').waitFor() },
  { name: 'the door to the console', path: '/console/', reach: (page) => page.locator('dl').waitFor() },
];

// Colours do not depend on the language, so two pairs see both of each.
const cases = views.flatMap((view) => [
  { ...view, locale: 'en', colorScheme: 'light' } as const,
  { ...view, locale: 'zh-Hans', colorScheme: 'dark' } as const,
]);

test.each(cases)(
  '$name, $locale, $colorScheme: no violation, and no sideways scrolling at 360 px',
  async (view) => {
    const offer = view.locale === 'en' ? anOffer : aChineseOffer;
    site().on('POST /api/complaints', { status: 201, json: received });
    site().on('GET /api/cases/tok', { status: 200, json: aCase({ locale: view.locale }) });
    site().on('GET /api/offers/tok', { status: 200, json: offer() });
    site().on('GET /api/offers/ended', { status: 200, json: offer({ status: 'expired' }) });
    site().on('GET /api/unsubscribe/tok', { status: 200, json: aSubscription });
    const points = (result?: PointsPageResult) => ({ status: 200, page: aPointsPage(view.locale, result) });
    site().on('GET /api/points/tok', points());
    site().on('GET /api/points/spent', points(takenVoucher));
    site().on('GET /api/points/short', points({ kind: 'short', missing: 380 }));
    const page = await open(view.path, {
      locale: view.locale,
      colorScheme: view.colorScheme,
      viewport: { width: 360, height: 740 },
    });
    await view.reach(page);

    expect(await page.locator('html').getAttribute('lang')).toBe(view.locale);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    // The other mode opens a second page for frames from elsewhere, of which ours have none.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
      [],
    );
  },
);
