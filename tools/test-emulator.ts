import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './terminal/read-options.ts';

const usage = `npm run test:emulator [-- --no-deploy FILE]
Deploys data and service to the CloudFormation emulator named by AWS_ENDPOINT_URL, and runs the main job there.

  --no-deploy FILE  skip the deployment; FILE is what \`cdk deploy --outputs-file FILE\` wrote

Any emulator that knows the resource types listed in tests/infra/resource-types.test.ts will do, such as
ministack or LocalStack. Start it so that \`node\` on its PATH is Node 24, then:
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 npm run test:emulator`;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Emulators take any credentials, but the tools want some. Whoever set their own keeps them. */
const defaults = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };

function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  return status === 0;
}

function deploy(outputs: string, env: NodeJS.ProcessEnv): boolean {
  const cdk = (...args: string[]): boolean =>
    run('node_modules/aws-cdk/bin/cdk', [...args, '--no-notices'], env);
  return (
    cdk('bootstrap') &&
    // Without change sets: not every emulator forgets one that is gone.
    cdk('deploy', 'amends-dev-data', 'amends-dev-service', '--method', 'direct', '--outputs-file', outputs)
  );
}

/** Deploys unless told not to, then runs the tests. @returns the exit code */
function testEmulator(deployed: string | undefined): number {
  const env = { ...defaults, ...process.env, AWS_EC2_METADATA_DISABLED: 'true' };
  const folder = mkdtempSync(join(tmpdir(), 'amends-emulator-'));
  const outputs = deployed ?? join(folder, 'outputs.json');
  try {
    if (deployed === undefined && !deploy(outputs, env)) {
      console.error('the deployment failed; see above');
      return 1;
    }
    const config = ['run', '--config', 'vitest.emulator.config.ts'];
    return run('node_modules/vitest/vitest.mjs', config, { ...env, AMENDS_OUTPUTS: outputs }) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(): number {
  const values = readOptions({ help: { type: 'boolean' }, 'no-deploy': { type: 'string' } }, usage);
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!process.env['AWS_ENDPOINT_URL']) {
    console.error(`AWS_ENDPOINT_URL is not set: it must name an emulator.\n\n${usage}`);
    return 2;
  }
  return testEmulator(values['no-deploy']);
}

process.exitCode = main();
