import { defineConfig } from 'vitest/config';

/** Run by `npm run test:emulator`, which deploys first and says where to. */
export default defineConfig({
  test: {
    include: ['tests/emulator/**/*.test.ts'],
    globalSetup: './tests/support/own-temp-folder.ts',
    expect: { requireAssertions: true },
    // Cold starts on an emulator are processes; the machine may be busy with more than this.
    testTimeout: 240_000,
    fileParallelism: false,
  },
});
