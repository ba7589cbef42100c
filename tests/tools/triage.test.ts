import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amends-triage-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly lines: unknown[];
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: string[], input = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tools/triage.ts', ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = code === 2 || args.includes('--help') ? [] : stdout.split('\n').filter(Boolean);
      resolve({ code, stdout, stderr, lines: lines.map((line): unknown => JSON.parse(line)) });
    });
    child.stdin.end(input);
  });
}

describe('the triage command', () => {
  test('judges each line of a file in order and says nothing else', async () => {
    const file = join(folder, 'complaints.jsonl');
    await writeFile(
      file,
      '\uFEFF{"id":"a","subject":"Fire","text":"The charger caught fire."}\r\n\n{"id":2,"text":"我的快递还没收到","more":1}\n',
    );
    const { code, lines, stderr } = await run([file]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(lines).toEqual([
      {
        id: 'a',
        language: 'en',
        kind: 'complaint',
        category: 'safety.injury',
        severity: 4,
        sentiment: expect.any(Number),
        flags: ['safety'],
        confidence: expect.any(Number),
      },
      expect.objectContaining({ id: 2, language: 'zh-Hans', category: 'delivery.late', flags: [] }),
    ]);
  });

  test('names a bad line, never its words, judges the others, and fails at the end', async () => {
    const input =
      '{"id":"a","text":"My parcel is late."}\nMrs Secret\n{"id":"b"}\n{"id":"c","text":"Thank you!"}\n';
    const { code, lines, stderr } = await run(['-'], input);
    expect(code).toBe(1);
    expect(lines).toHaveLength(2);
    expect(stderr).toContain('line 2: not JSON');
    expect(stderr).toContain('line 3: text');
    expect(stderr).not.toContain('Secret');
  });

  test('adds the ask and the reasons when asked to', async () => {
    const { lines } = await run(
      ['--reasons', '-'],
      '{"id":"a","text":"The charger caught fire. I want a refund."}\n',
    );
    expect(lines[0]).toMatchObject({ ask: 'refund' });
    expect(lines[0]).toHaveProperty(
      'reasons',
      expect.arrayContaining([expect.objectContaining({ code: 'flag.safety' })]),
    );
  });

  test('explains itself, and tells bad usage from a missing file', async () => {
    const [help, none, unknown, missing] = await Promise.all([
      run(['--help']),
      run([]),
      run(['--loud', '-']),
      run([join(folder, 'nowhere.jsonl')]),
    ]);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:'), stderr: '' });
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('name one file') });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot read') });
  });
});
