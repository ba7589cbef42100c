import { spawn } from 'node:child_process';
import { readOptions } from './terminal/read-options.ts';

const usage = `Everything that must hold before a change lands: types, lint, format, boundaries, exports that nobody imports,
the workflows, the templates (strict, with cdk-nag, with and without a domain), then npm test.

  npm run check [-- --fast]

  --fast  without the tests`;

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const templates = (name: string, ...args: readonly string[]): Step => ({
  name,
  command: 'cdk',
  args: ['synth', '--strict', '--quiet', '--no-notices', ...args],
  env: { CDK_DISABLE_VERSION_CHECK: '1' },
});

/** Files whose exports are taken from outside: by Lambda, by a tool's own loader, by esbuild in a library's place. */
const takenByName = [
  'functions/handlers/[^/]+/handler.ts',
  'config.ts',
  'tests/support/own-temp-folder.ts',
  'infra/bundling/stand-ins/',
];

const steps: readonly Step[] = [
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  {
    name: 'lint',
    command: 'eslint',
    args: ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  },
  { name: 'format', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'boundaries',
    command: 'depcruise',
    args: ['functions', 'infra', 'local', 'tools', 'workflows', 'web', 'tests'],
  },
  {
    // An export that no other file imports says of a part that others rest on it.
    name: 'exports',
    command: 'ts-unused-exports',
    args: ['tsconfig.json', '--showLineNumber', `--excludePathsFromReport=${takenByName.join(';')}`],
  },
  templates('templates', '--output', 'cdk.out/check'),
  templates('templates with a domain', '--output', 'cdk.out/check-domain', '-c', 'domain=care.example.com'),
];

/** Runs one step with its output passed through. @returns its exit code, 1 when it could not be started */
const run = (step: Step): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(step.command, [...step.args], {
      stdio: 'inherit',
      env: { ...process.env, ...step.env },
    });
    child.once('error', (error) => {
      console.error(`${step.command}: ${error.message}; run it through npm, after npm ci`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });

const values = readOptions({ fast: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }, usage);
if (values.help === true) {
  console.log(usage);
} else {
  const all = values.fast === true ? steps : [...steps, { name: 'tests', command: 'vitest', args: ['run'] }];
  const failed: string[] = [];
  for (const step of all) {
    console.error(`\n— ${step.name}`);
    if ((await run(step)) !== 0) failed.push(step.name);
  }
  console.error(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
