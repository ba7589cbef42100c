import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Row } from './row.ts';
import { root } from './run-tool.ts';

const MS = 1_000;

/** `npm start` from the command to the line that says it serves: as after a clone, and again with nothing changed. */
export async function startRows(): Promise<Row[]> {
  // The marks of work that was done before; without them everything is built anew.
  await rm(join(root, '.build/manifest.json'), { force: true });
  await rm(join(root, 'cdk.out/.amends-sources'), { force: true });
  const first = await secondsToServe();
  const again = await secondsToServe();
  return [
    atMost({ name: 'start-first', value: first, unit: 's', budget: 40 }),
    atMost({ name: 'start', value: again, unit: 's', budget: 15 }),
  ];
}

async function secondsToServe(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'amends-bench-'));
  try {
    const started = performance.now();
    const child = spawn(
      process.execPath,
      ['local/start.ts', '--port', '0', '--smtp-port', '0', '--data', data, '--fresh'],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    let said = '';
    const ready = new Promise<number>((resolve, reject) => {
      child.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        if (said.includes('amends ready ')) resolve((performance.now() - started) / MS);
      });
      child.once('exit', () => {
        reject(new Error('npm start ended before it served'));
      });
    });
    const seconds = await ready;
    child.kill('SIGTERM');
    await ended;
    return seconds;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** The whole of `npm test`; its report goes to stderr. */
export async function testRow(): Promise<Row> {
  const started = performance.now();
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter', 'dot'], {
    cwd: root,
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const row = atMost({ name: 'npm-test', value: (performance.now() - started) / MS, unit: 's', budget: 180 });
  return code === 0 ? row : { ...row, ok: false, detail: 'the tests failed, see above' };
}
