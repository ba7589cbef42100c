import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './support/synth.ts';

/** Files and packages that people who adopt the house build upon. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'aws-cdk-lib': ['infra'],
  '@aws-sdk/client-dynamodb': ['functions'],
  '@aws-sdk/client-sfn': ['functions'],
  '@aws-sdk/client-ses': ['functions'],
  zod: ['functions', 'infra'],
  vitest: ['tests'],
  esbuild: ['tools', 'infra'],
};

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

describe('the house', () => {
  test.each(['package.json', 'tsconfig.json', 'cdk.json'])('has %s', (file) => {
    expect(() => JSON.parse(readFileSync(join(root, file), 'utf8'))).not.toThrow();
  });

  test.each(['infra', 'functions', 'workflows', 'tests'])(
    'has a folder %s with something in it',
    (folder) => {
      expect(statSync(join(root, folder)).isDirectory()).toBe(true);
      expect(readdirSync(join(root, folder)).length).toBeGreaterThan(0);
    },
  );

  test.each(Object.entries(packages))('declares %s and uses it', (name, folders) => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const imports = new RegExp(`from '${name}(/[^']*)?'`);

    expect({ ...dependencies, ...devDependencies }).toHaveProperty([name]);
    expect(folders.flatMap(sources).some((text) => imports.test(text))).toBe(true);
  });

  test('deploys without asking', () => {
    expect(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))).toMatchObject({
      requireApproval: 'never',
      context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' },
    });
  });
});
