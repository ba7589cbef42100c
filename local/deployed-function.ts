import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateProblem } from './cloudformation.ts';
import type { Cloud, Resource } from './template.ts';

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
});

/** A function of the template, and the bundle that it runs. */
export interface DeployedFunction {
  readonly arn: string;
  readonly name: string;
  /** Name of the function folder, for example `triage-case`. */
  readonly shortName: string;
  readonly bundle: string;
  readonly handler: string;
  /** As the template has it. */
  readonly timeoutSeconds: number;
  /** What it is given here. */
  readonly timeoutMs: number;
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Real seconds are dearer on two shared cores than on a function's own, and a test that dies of a busy
 * machine tells nothing about the product.
 */
const patience = 4;

/** @throws TemplateProblem when its asset has no such bundle */
export function deployedFunction(resource: Resource, arn: string, cloud: Cloud): DeployedFunction {
  const { Code, Handler, Timeout, MemorySize, Environment } = FunctionProperties.parse(resource.properties);
  const folder = cloud.assetFolder(Code.S3Key);
  const [file = 'index', handler = 'handler'] = Handler.split('.');
  const bundle = ['.mjs', '.js', '.cjs']
    .map((end) => join(folder, file + end))
    .find((path) => existsSync(path));
  if (bundle === undefined)
    throw new TemplateProblem(`${resource.logicalId} has no ${file}.mjs in ${folder}`);
  const environment = Environment?.Variables ?? {};
  return {
    arn,
    name: resource.ref,
    // `Service<ReceiveMail>Handler…` is not stable; the bundle's own name is, when infra names functions by it.
    shortName: environment['POWERTOOLS_SERVICE_NAME'] ?? resource.ref,
    bundle,
    handler,
    timeoutSeconds: Timeout,
    timeoutMs: Timeout * 1000 * patience,
    memory: MemorySize,
    environment,
  };
}
