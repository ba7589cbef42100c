import { defineConfig } from 'vitest/config';

/** `npm run test:long`: what takes minutes. AMENDS_SEED picks another run; a failure names the seed that found it. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    globalSetup: './tests/support/own-temp-folder.ts',
    expect: { requireAssertions: true },
    testTimeout: 1_800_000,
    maxWorkers: 2,
  },
});
