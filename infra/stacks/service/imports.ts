import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Env as ImportChunkEnv } from '../../../functions/handlers/import-chunk/env.ts';
import { ONE_VCPU, ServiceFunction } from '../../constructs/service-function.ts';
import { Workflow } from '../../constructs/workflow.ts';
import type { Ground } from './ground.ts';

/** Files of customers, orders and outcomes on their way into the table. */
export function addImports(stack: Construct, ground: Ground): Workflow {
  const importChunk = new ServiceFunction(stack, 'ImportChunk', {
    handler: 'import-chunk',
    env: ImportChunkEnv,
    impactIfDown: 'Customer and order files are not read; scores and tiers age.',
    memory: ONE_VCPU,
    timeout: Duration.minutes(5),
  });
  ground.table.bind(importChunk, { as: 'TABLE', may: ['read', 'write', 'delete'] });
  ground.mailBucket.bindImports(importChunk, { may: 'read' });

  return new Workflow(stack, 'Import', {
    name: 'import',
    calls: [importChunk],
    impactIfDown: 'A file was taken but not read to its end.',
  });
}
