import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { synthesize } from '../../local/synth.ts';
import { readCloud } from '../../local/template.ts';
import { bundles, type Bundle } from './bundles.ts';
import { median, timesTheFloor, type Row } from './row.ts';
import { root, runTool } from './run-tool.ts';

const PROCESSES = 11;
const BUDGET = 1.25;
const MAIL_BUDGET = 1.5;

/** What every function has at least: the document client, made and ready. */
const floorSource = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = (input) => client.send(input.get ? new GetCommand(input.get) : input.query ? new QueryCommand(input.query) : new TransactWriteCommand(input.write));
`;

const Deployed = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }),
});

/**
 * Import and init: what Lambda runs before the first event, in a fresh process each time, functions and floor in
 * turn so that a busy moment falls on both.
 */
export async function coldStartRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'amends-bench-'));
  try {
    const floorFile = await bundleFloor(folder);
    const environments = await environmentsByFunction();
    const all = (await bundles()).filter(({ name }) => environments.has(name));
    const times = new Map<string, number[]>([
      ['', []],
      ...all.map(({ name }): [string, number[]] => [name, []]),
    ]);
    for (let round = 0; round < PROCESSES; round += 1) {
      times.get('')?.push(await startMs(floorFile, {}));
      for (const { name, file } of all)
        times.get(name)?.push(await startMs(file, environments.get(name) ?? {}));
    }
    const ms = (name: string): number => median(times.get(name) ?? []);
    return [
      slowest(
        'import-init',
        all.filter(({ mail }) => !mail),
        ms,
        BUDGET,
      ),
      slowest(
        'import-init-mail',
        all.filter(({ mail }) => mail),
        ms,
        MAIL_BUDGET,
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function slowest(name: string, of: readonly Bundle[], ms: (name: string) => number, budget: number): Row {
  const [first, ...rest] = of
    .map((one) => ({ name: one.name, ms: ms(one.name) }))
    .toSorted((a, b) => b.ms - a.ms);
  if (!first) throw new Error(`no bundle for the row ${name}`);
  const others = rest.map((one) => `${one.name} ${one.ms.toFixed(0)}`).join(', ');
  return timesTheFloor({
    name,
    value: first.ms,
    unit: 'ms',
    floor: ms(''),
    budget,
    detail: `${first.name}; then ${others}`,
  });
}

async function bundleFloor(folder: string): Promise<string> {
  const file = join(folder, 'floor.mjs');
  await build({
    stdin: { contents: floorSource, resolveDir: root, sourcefile: 'floor.ts' },
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return file;
}

/** What each function is deployed with, so that init does all it does there. */
async function environmentsByFunction(): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const cloud = readCloud(await synthesize(), {
    region: 'us-east-1',
    accountId: '000000000000',
    apiUrl: 'http://localhost:4000',
  });
  return new Map(
    cloud.ofType('AWS::Lambda::Function').flatMap(({ properties }) => {
      const { Variables } = Deployed.parse(properties).Environment;
      const name = Variables['POWERTOOLS_SERVICE_NAME'];
      return name === undefined ? [] : [[name, Variables] as const];
    }),
  );
}

const lambdaEnvironment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
};

async function startMs(file: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const probe = join(root, 'tools/bench/import-probe.ts');
  return z.coerce
    .number()
    .parse((await runTool([probe, file], { ...lambdaEnvironment, ...environment })).trim());
}
