import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { atMost, type Row } from './row.ts';
import { root, runTool } from './run-tool.ts';

const Sizes = z.record(z.string(), z.object({ bytes: z.number(), json: z.number(), mail: z.boolean() }));

const KIB = 1024;
const BUDGET_KIB = 520;
/** Whoever composes a message or parses one carries the means for it. */
const MAIL_BUDGET_KIB = 750;

export interface Bundle {
  readonly name: string;
  readonly file: string;
  /** Minified code without model artifacts. */
  readonly kib: number;
  /** Reads or writes mail. */
  readonly mail: boolean;
}

/** Brings the bundles up to date and says what they weigh. */
export async function bundles(): Promise<readonly Bundle[]> {
  await runTool(['tools/bundle.ts']);
  const sizes = Sizes.parse(JSON.parse(await readFile(join(root, '.build/sizes.json'), 'utf8')));
  return Object.entries(sizes).map(([name, { bytes, json, mail }]) => ({
    name,
    file: join(root, '.build/functions', name, 'index.mjs'),
    kib: (bytes - json) / KIB,
    mail,
  }));
}

/** The heaviest bundle of each kind. */
export async function bundleRows(): Promise<Row[]> {
  const all = await bundles();
  return [
    heaviest(
      'bundle',
      all.filter(({ mail }) => !mail),
      BUDGET_KIB,
    ),
    heaviest(
      'bundle-mail',
      all.filter(({ mail }) => mail),
      MAIL_BUDGET_KIB,
    ),
  ];
}

function heaviest(name: string, of: readonly Bundle[], budget: number): Row {
  const [first, ...rest] = of.toSorted((a, b) => b.kib - a.kib);
  if (!first) throw new Error(`no bundle for the row ${name}`);
  const others = rest.map((one) => `${one.name} ${Math.round(one.kib)}`).join(', ');
  return atMost({ name, value: first.kib, unit: 'KiB', budget, detail: `${first.name}; then ${others}` });
}
