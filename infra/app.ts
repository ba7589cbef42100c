import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { addStage } from './amends.ts';
import { readSettings, SettingsProblem } from './settings.ts';

/** In a process of its own: infrastructure must not reach into tools. What is wrong is said on stderr. */
function bundleFunctions(): boolean {
  const bundle = fileURLToPath(new URL('../tools/bundle.ts', import.meta.url));
  return spawnSync(process.execPath, [bundle], { stdio: ['ignore', 2, 2] }).status === 0;
}

const app = new App();
try {
  const settings = readSettings((name): unknown => app.node.tryGetContext(name));
  if (bundleFunctions()) {
    addStage(app, settings);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  } else {
    console.error('the functions could not be bundled; nothing is synthesized');
    process.exitCode = 1;
  }
} catch (problem) {
  if (!(problem instanceof SettingsProblem)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
