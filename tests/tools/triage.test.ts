import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
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

/** As `| head -1` does: takes the first lines and closes the pipe. */
function readFirst(file: string): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tools/triage.ts', file]);
    let stderr = '';
    child.stdout.once('data', () => child.stdout.destroy());
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stderr });
    });
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

  test('says of each bad line what it needs', async () => {
    const { code, stderr } = await run(
      ['-'],
      '[1]\n{"text":"x"}\n{"id":1,"text":null}\n{"id":1,"subject":5,"text":"x"}\n',
    );
    expect(code).toBe(1);
    expect(stderr.split('\n').slice(0, 4)).toEqual([
      'triage: line 1: line: an object such as {"id":1,"text":"My parcel is late."} is needed',
      'triage: line 2: id: a text or a number is needed, to tell the lines apart',
      'triage: line 3: text: a text is needed: what the customer wrote',
      'triage: line 4: subject: a text is needed, or leave it out',
    ]);
  });

  test('reads what a Chinese computer writes in GBK, and says so', async () => {
    const file = join(folder, 'gbk.jsonl');
    await writeFile(file, iconv.encode('{"id":1,"text":"充电器起火了，烧伤了我的手。"}\n', 'gbk'));
    const { lines, stderr } = await run([file]);
    expect(lines).toEqual([expect.objectContaining({ language: 'zh-Hans', flags: ['safety'] })]);
    expect(stderr).toContain('read as GBK');
  });

  test('ends quietly when the reader has seen enough', async () => {
    const file = join(folder, 'many.jsonl');
    await writeFile(file, '{"id":"a","text":"My parcel is late."}\n'.repeat(5_000));
    const { code, stderr } = await readFirst(file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
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
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run -s triage'), stderr: '' });
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('name one file') });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot read') });
  });
});
