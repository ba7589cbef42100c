import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { newFolder } from './support/fixture-template.ts';

const run = promisify(execFile);

test('functions that are stopped in the midst of work leave nothing that holds the process', async () => {
  const bundle = newFolder();
  writeFileSync(join(bundle, 'index.mjs'), 'export const handler = () => new Promise(() => undefined);');
  const script = fileURLToPath(new URL('support/stop-functions.ts', import.meta.url));

  const { stdout } = await run(process.execPath, [script, bundle], { timeout: 20_000 });

  expect(JSON.parse(stdout)).toEqual([]);
});
