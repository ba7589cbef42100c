import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import { startScriptedSite, type ScriptedSite } from './scripted-site.ts';

interface Pages {
  readonly site: () => ScriptedSite;
  /** Opens `path` in a browser of its own, in English and light unless told otherwise. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/** The pages and a browser for the tests of one file; every test gets an empty script and leaves no page open. */
export function usePages(): Pages {
  let site: ScriptedSite | undefined;
  let browser: Browser | undefined;
  const started = (): ScriptedSite => {
    if (site === undefined) throw new Error('the site has not started');
    return site;
  };
  beforeAll(async () => {
    [site, browser] = await Promise.all([startScriptedSite(), launchChromium()]);
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    started().reset();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  return {
    site: started,
    open: async (path, options) => {
      if (browser === undefined) throw new Error('the browser has not started');
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1100, height: 800 },
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(started().url + path);
      return page;
    },
  };
}
