import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** How to get what is missing, in the words `npm test` prints. */
export const howToGetChromium =
  'no Chromium found, so the browser tests did not run. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.';

/** Where Chromium is: `CHROMIUM_PATH`, else on the PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) return existsSync(named) ? named : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), macOs];
  return candidates.find((path) => existsSync(path));
}

/** A headless browser that calls nobody but the pages under test. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(howToGetChromium);
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
