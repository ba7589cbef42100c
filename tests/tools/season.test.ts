import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('numbers that do not fit are named, each with what it takes', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tools/season.ts', '--customers', 'many', '--holdout', '2', '--budget', '100'],
    { encoding: 'utf8' },
  );

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.split('\n').slice(0, 3)).toEqual([
    '--customers takes 1 to 1000000',
    '--holdout takes a share from 0 to below 1',
    '',
  ]);
});

test('a season in which no policy may spend anything is lost to none', () => {
  const { status } = spawnSync(
    process.execPath,
    ['tools/season.ts', '--customers', '200', '--seasons', '1', '--budget', '0'],
    { encoding: 'utf8' },
  );

  expect(status).toBe(0);
});
