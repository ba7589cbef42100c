import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { addStage } from './amends.ts';
import { readSettings, SettingsProblem } from './settings.ts';

const app = new App();
try {
  const settings = readSettings((name): unknown => app.node.tryGetContext(name));
  // Its own process: infrastructure must not reach into tools. Unchanged sources cost a few milliseconds.
  execFileSync(process.execPath, [fileURLToPath(new URL('../tools/bundle.ts', import.meta.url))], {
    stdio: ['ignore', 2, 2],
  });
  addStage(app, settings);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
} catch (problem) {
  if (!(problem instanceof SettingsProblem)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
