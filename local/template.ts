import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import * as z from 'zod';
import { Template, TemplateProblem } from './cloudformation.ts';
import type { Account } from './template-names.ts';
import { resolver } from './template-references.ts';

/** A resource of the synthesized templates with all its references resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly stack: string;
  /** `Ref` of this resource. */
  readonly ref: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What `cdk synth` produced, made concrete for one laptop. */
export interface Cloud {
  ofType(...types: readonly string[]): readonly Resource[];
  /** Value of a stack output, by its key, from whichever stack has it. */
  output(key: string): string | undefined;
  /** Folder of a code asset given by its S3 key (`<hash>.zip`). */
  assetFolder(s3Key: string): string;
}

const Assets = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })).default({}),
});

/** @param folder `cdk.out`; every `*.template.json` in it is read */
export function readCloud(folder: string, account: Account): Cloud {
  const files = readdirSync(folder);
  const stacks = new Map<string, Template>();
  for (const file of files.filter((name) => name.endsWith('.template.json'))) {
    stacks.set(file.slice(0, -'.template.json'.length), Template.parse(readJson(join(folder, file))));
  }
  const assets = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith('.assets.json'))) {
    for (const [hash, { source }] of Object.entries(Assets.parse(readJson(join(folder, file))).files)) {
      if (source.path !== undefined) assets.set(hash, resolvePath(folder, source.path));
    }
  }
  const resolve = resolver(stacks, account);
  const resources = [...stacks].flatMap(([stack, template]) =>
    Object.entries(template.Resources).map(([logicalId, { Type, Properties }]): Resource => {
      const properties = z.record(z.string(), z.unknown()).parse(resolve(stack, Properties));
      return { logicalId, stack, type: Type, ref: resolve.ref(stack, logicalId), properties };
    }),
  );
  return {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    output(key) {
      for (const [stack, template] of stacks) {
        const output = template.Outputs[key];
        if (output) return String(resolve(stack, output.Value));
      }
      return undefined;
    },
    assetFolder(s3Key) {
      const path = assets.get(s3Key.replace(/\.zip$/, ''));
      if (path === undefined) throw new TemplateProblem(`No asset ${s3Key} in ${folder}`);
      return path;
    },
  };
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
