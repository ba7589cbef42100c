import { fileURLToPath } from 'node:url';
import type { App } from 'aws-cdk-lib';
import type { StageFacts } from './constructs/stage.ts';
import type { Settings } from './settings.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { InboundStack } from './stacks/inbound-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Adds the stacks of one stage: data ← service, and with a domain also service ← inbound and edge. */
export function addStage(app: App, settings: Settings, bundles = fromRoot('.build/functions')): void {
  const facts: StageFacts = { settings, bundles, workflows: fromRoot('workflows') };
  const data = new DataStack(app, facts);
  const service = new ServiceStack(app, facts, data.caseTable);
  if (settings.domain === undefined) return;
  new InboundStack(app, facts, service);
  new EdgeStack(app, facts, service);
}
