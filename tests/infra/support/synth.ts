import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addStage } from '../../../infra/amends.ts';
import { readSettings } from '../../../infra/settings.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One resource of a template, as CloudFormation reads it. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, any>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface SynthesizedStack {
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  of(type: string): Resource[];
}

/** A folder with an empty bundle for each handler: templates need assets, not code. */
function emptyBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amends-bundles-'));
  for (const handler of readdirSync(join(root, 'functions/handlers'))) {
    mkdirSync(join(folder, handler));
    writeFileSync(join(folder, handler, 'index.mjs'), 'export const handler = () => {};\n');
  }
  return folder;
}

/** The app as `cdk synth` makes it, with the flags of cdk.json, and context as from `-c`; `look` at it before it goes. */
export function withApp<T>(context: Record<string, string>, look: (app: App) => T): T {
  const { context: flags } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const outdir = mkdtempSync(join(tmpdir(), 'amends-cdk-'));
  const bundles = emptyBundles();
  try {
    const app = new App({ context: { ...flags, ...context }, outdir });
    addStage(
      app,
      readSettings((name) => app.node.tryGetContext(name)),
      bundles,
    );
    return look(app);
  } finally {
    for (const folder of [outdir, bundles]) rmSync(folder, { recursive: true });
  }
}

interface Stacks extends Readonly<Record<string, SynthesizedStack>> {
  readonly data: SynthesizedStack;
  readonly service: SynthesizedStack;
}

const known = new Map<string, Stacks>();

/**
 * The stacks of the app by their part: `data`, `service`, and with a domain `inbound` and `edge`. Templates are
 * only read, so that tests share them.
 */
export function synthesized(context: Record<string, string> = {}): Stacks {
  const key = JSON.stringify(context);
  const made =
    known.get(key) ??
    withApp(context, (app) => {
      const stacks = app.node.children.filter((child) => Stack.isStack(child));
      const byPart = Object.fromEntries(
        stacks.map((stack) => [stack.stackName.split('-').at(-1)!, read(stack)]),
      );
      return { ...byPart, data: byPart['data']!, service: byPart['service']! };
    });
  known.set(key, made);
  return made;
}

function read(stack: Stack): SynthesizedStack {
  const template = Template.fromStack(stack).toJSON();
  const resources: Resource[] = Object.entries<any>(template['Resources']).map(([id, resource]) => ({
    Properties: {},
    ...resource,
    id,
  }));
  return {
    name: stack.stackName,
    outputs: template['Outputs'] ?? {},
    resources,
    of: (type) => resources.filter((resource) => resource.Type === type),
  };
}
