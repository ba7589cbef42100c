import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';

test.each([
  ['a folder', tmpdir(), 'is a folder; name a file'],
  ['a file that is not there', '/no/such/file.csv', 'cannot be read'],
])('%s is told before anything is asked of Amends', (_, path, words) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['tools/import.ts', 'customers', path, '--url', 'http://127.0.0.1:1'],
    { encoding: 'utf8' },
  );

  expect(status).toBe(2);
  expect(stderr.split('\n')[0]).toBe(`${path} ${words}`);
});
