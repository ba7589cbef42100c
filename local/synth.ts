import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused.ts';

/** Everything that decides what `cdk synth` writes. */
const sources = [
  'infra',
  'functions',
  'workflows',
  'web',
  'tools/bundle.ts',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * Brings `cdk.out` up to date, and does nothing when no source has changed since.
 * @param root of the project
 * @returns the folder of the templates
 * @throws Refused when synth fails; its own words are on stderr by then
 */
export async function synthesize(root: string): Promise<string> {
  const out = join(root, 'cdk.out');
  const stamp = join(out, '.amends-sources');
  const hash = hashOf(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return out;
  console.error('Building the functions and the templates (only when something changed) …');
  const cdk = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const code = await run(process.execPath, [cdk, 'synth', '--quiet'], root);
  if (code !== 0) throw new Refused('The templates could not be built; see above.');
  writeFileSync(stamp, hash);
  return out;
}

function run(command: string, given: readonly string[], cwd: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    // Validation is the business of `npm run check`; here it would cost two seconds of every start.
    const child = spawn(command, given, {
      cwd,
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true' },
      stdio: ['ignore', 2, 2],
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory()) add(below);
      else
        hash
          .update(below)
          .update('\0')
          .update(readFileSync(join(root, below)));
    }
  };
  for (const source of sources) {
    const full = join(root, source);
    if (existsSync(full) && source.includes('.')) hash.update(source).update(readFileSync(full));
    else add(source);
  }
  return hash.digest('hex');
}
