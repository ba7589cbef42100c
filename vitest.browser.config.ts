import { defineConfig } from 'vitest/config';
import { findChromium, howToGetChromium } from './tests/support/chromium.ts';

if (findChromium() === undefined) throw new Error(howToGetChromium);

/** The tests that need a browser, alone; `npm test` runs them too where it finds one. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: './tests/support/own-temp-folder.ts',
    expect: { requireAssertions: true },
    // A bound on what hangs, not on what is slow: a month on the laptop cloud takes a while on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
