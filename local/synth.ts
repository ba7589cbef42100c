import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Refused } from './refused.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const defaultOut = join(root, 'cdk.out');
/** Templates with a firm's own model stand apart: a cloud that runs the others is not disturbed. */
const ownModelOut = join(root, '.build', 'cdk.out-own-model');
const lock = join(root, '.build', 'synth.lock');

/** Everything that decides what `cdk synth` writes. */
const folders = ['infra', 'functions', 'workflows', 'web'];
const files = ['tools/bundle.ts', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** A synth takes some ten seconds; a lock this old was left behind by a killed one. */
const staleLockMs = 120_000;

/** A firm's own churn model, as the settings `churnModel` and `churnColumns` take it. */
interface ModelChoice {
  readonly churnModel?: string;
  readonly churnColumns?: string;
}

/**
 * Brings `cdk.out` up to date, and does nothing when no source has changed since. Two callers at once do
 * the work once.
 * @returns the folder of the templates
 * @throws Refused when synth fails; its own words are on stderr by then
 */
export async function synthesize({ churnModel, churnColumns }: ModelChoice = {}): Promise<string> {
  const out = churnModel === undefined ? defaultOut : ownModelOut;
  const stamp = join(out, '.amends-sources');
  const given = [
    ...(churnModel === undefined ? [] : ['-c', `churnModel=${resolve(churnModel)}`]),
    ...(churnColumns === undefined ? [] : ['-c', `churnColumns=${churnColumns}`]),
  ];
  const hash = hashOfSources(given, churnModel);
  const current = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (current()) return out;
  const unlock = await takeLock();
  try {
    if (current()) return out;
    console.error('Building functions and templates, because a source changed …');
    const cdk = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    // The laptop's mail service takes as many mails as come.
    const code = await run(process.execPath, [
      cdk,
      'synth',
      '--quiet',
      '--output',
      out,
      '-c',
      'mailsPerSecond=1000',
      ...given,
    ]);
    if (code !== 0) throw new Refused('The templates could not be built; see above.');
    writeFileSync(stamp, hash);
    return out;
  } finally {
    unlock();
  }
}

async function takeLock(): Promise<() => void> {
  mkdirSync(join(root, '.build'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      return () => rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const age = statSync(lock, { throwIfNoEntry: false });
      if (age && Date.now() - age.mtimeMs > staleLockMs) rmSync(lock, { recursive: true, force: true });
      else await pause(100);
    }
  }
}

function run(command: string, given: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    // Validation is the business of `npm run check`; here it would cost two seconds of every start.
    const child = spawn(command, given, {
      cwd: root,
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true' },
      stdio: ['ignore', 2, 2],
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

function hashOfSources(given: readonly string[], churnModel: string | undefined): string {
  const hash = createHash('sha256').update(given.join('\0'));
  // A file that is not there is named by synth.
  if (churnModel !== undefined && existsSync(churnModel)) hash.update(readFileSync(churnModel));
  const addFile = (path: string): void => {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  };
  const addFolder = (path: string): void => {
    if (!existsSync(join(root, path))) return;
    const entries = readdirSync(join(root, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory()) addFolder(below);
      else addFile(below);
    }
  };
  folders.forEach(addFolder);
  files.filter((path) => existsSync(join(root, path))).forEach(addFile);
  return hash.digest('hex');
}
