import { defineConfig } from 'vitest/config';
import { findChromium, howToGetChromium } from './tests/support/chromium.ts';

const browserTests = findChromium() === undefined ? ['tests/browser/**'] : [];
if (browserTests.length > 0) process.stderr.write(`${howToGetChromium}\n`);

// CI reads the totals from a file; a person reads them on the terminal.
const report = process.env['AMENDS_TEST_REPORT'];

/** Tests that run a cloud of their own, each in a process of its own. */
const clouds = ['tests/local/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/browser/**/*.test.ts'];
const elsewhere = [...browserTests, 'tests/long/**', 'tests/emulator/**', 'node_modules/**'];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'clouds', include: clouds, exclude: elsewhere } },
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...clouds, ...elsewhere],
          // They share nothing but what they import, and importing it once halves their time.
          isolate: false,
        },
      },
    ],
    // Template tests validate once in `npm run check`; 2 s per process here would buy nothing.
    env: {
      CDK_VALIDATION: 'false',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    globalSetup: './tests/support/own-temp-folder.ts',
    expect: { requireAssertions: true },
    // A bound on what hangs, not on what is slow: a month on the laptop cloud takes a while on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    ...(report !== undefined && { reporters: ['default', 'json'], outputFile: { json: report } }),
  },
});
